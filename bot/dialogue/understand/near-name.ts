import { plain } from './normalise.ts';

/** 医远, 要店: what a keyboard or a voice writes for the characters that end names of institutions. */
const SOUNDS: readonly (readonly [string, RegExp])[] = [
  ['院', /[远苑员园原愿圆元]/gu],
  ['医', /[衣依宜]/gu],
  ['药', /[要耀]/gu],
  ['店', /[点电垫]/gu],
  ['房', /[方防]/gu],
  ['诊', /[真珍针]/gu],
  ['所', /[锁]/gu],
];
const MARKS = /[\s（）()“”"'·,，。.!！第]/gu;
const ENDING = /(?<hospital>(?:人民)?(?:医院|院|医))$|(?<pharmacy>大?(?:药店|药房))$/u;
/** 市一院 is never a slip for 市二院. */
const TELLING = /[^一二三四五六七八九十东西南北中上下新老]/gu;

/** A name as it sounds, without what people leave out. */
const soundOf = (name: string): string =>
  SOUNDS.reduce(
    (text, [meant, heard]) => text.replaceAll(heard, meant),
    plain(name).toUpperCase().replaceAll(MARKS, ''),
  );

/** 市二医院, 市二院 and 市第二人民医院 without their ends, and what they are. */
const stemOf = (sound: string): string => {
  const groups = ENDING.exec(sound)?.groups;
  const kind = groups?.hospital === undefined ? (groups?.pharmacy === undefined ? '' : '店') : '院';
  return `${sound.replace(ENDING, '')}/${kind}`;
};

const SHORTEST_STEM = '市二/院'.length;
const SHORTEST_SLIP = 4;

/** Whether what was typed may be a slip for this name: it sounds the same, or is one character off. */
export function couldMean(typed: string, name: string): boolean {
  const [said, known] = [soundOf(typed), soundOf(name)];
  if (said.replaceAll(TELLING, '') !== known.replaceAll(TELLING, '')) return false;
  if (said === known) return true;
  const stem = stemOf(said);
  if (stem.length >= SHORTEST_STEM && !stem.endsWith('/') && stem === stemOf(known)) return true;
  return said.length >= SHORTEST_SLIP && isOneApart(said, known);
}

/** One character put, left out or taken for another. */
function isOneApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(same + (short.length === long.length ? 1 : 0)) === long.slice(same + 1);
}

const BARE_NAME =
  /^(?!.*[买卖刷骗套收拿开看去乱假多有被给住])[\p{Script=Han}A-Z0-9]{1,4}(?:医院|院|药店|药房|诊所|卫生室|卫生所|门诊部?)$/u;

/** Nothing but what sounds like the name of an institution: 市二医远. */
export function isBareName(text: string): boolean {
  return BARE_NAME.test(soundOf(text));
}
