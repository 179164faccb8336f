import { z } from 'zod';
import { clues, deadlines, err, liaison, ok, showDay, type Json } from '../../domain/index.ts';
import type { Answers, Facts, Field, Form, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { isBareName } from '../dialogue/understand/near-name.ts';
import { spotPlaces } from '../dialogue/understand/places.ts';
import { understandWhen, type When } from '../dialogue/understand/when.ts';
import { institutionField, institutionsIn, shownInstitution } from './institution.ts';
import { choice, cut, cutNote, onlyDigits, words } from './questions.ts';
import { refused } from './refused.ts';
import { wishIn } from './wishes.ts';

/** 举报 / 线索: time, place, event, subject and evidence of one clue (GP-8.2, GP-8.6f–h). */

const whenShape = z.object({ words: z.string(), understood: z.string() });

const saidWhen = (when: When): Json | null =>
  when.kind === 'point' || when.kind === 'range'
    ? { words: when.words, understood: when.echo }
    : null;

const time: Field = {
  id: 'time',
  label: '时间',
  names: ['时候', '日期'],
  ask: () => '这是什么时候的事？记不清可以说大概，比如哪个月的上旬、中旬、下旬。',
  example: '前天上午十点半，或 9月下旬',
  otherWay: '实在记不清，可以说一个大概的月份，例如“今年9月”。',
  shape: whenShape,
  show: (value) => whenShape.parse(value).understood,
  parse: (text, facts) => {
    const when = understandWhen(text, facts.now);
    if (when === null) return err('没有看出是什么时间，请写日期或大概的时间。');
    if (when.kind === 'impossible') return err(`${when.echo}请再写一次。`);
    if (when.kind === 'vague')
      return err(`“${when.words}”不太好查，请说一个大概的范围，比如“9月下旬”或“上个月”。`);
    return ok(saidWhen(when));
  },
  spot: (text, facts) => {
    const when = understandWhen(text, facts.now);
    const value = when === null ? null : saidWhen(when);
    return when === null || value === null ? [] : [{ value, words: when.words }];
  },
};

const KIND_EXAMPLES: Readonly<Record<clues.SubjectKind, string>> = {
  institution: '（医院、诊所、药店）',
  insured: '（看病买药的个人）',
  bureauStaff: '',
  other: '',
};

const KINDS = clues.SUBJECT_KINDS.map((value, index) => ({
  value,
  label: `${clues.SUBJECT_WORDS[value]}${KIND_EXAMPLES[value]}`,
  words:
    [
      ['医院', '药店', '诊所', '定点机构', '定点医院', '定点药店', '医疗机构', '机构'],
      ['个人', '病人', '参保人', '患者', '群众'],
      ['医保局', '工作人员', '医保部门', '医保中心', '医保工作人员', '医保局工作人员'],
      ['其它'],
    ][index] ?? [],
}));

const kindLabel = (value: Json): string =>
  clues.SUBJECT_WORDS[clues.SUBJECT_KINDS.find((one) => one === value) ?? 'other'];

const policyOf = (facts: Facts) => facts.policy(clues.CLUES).clues;

/** A story that speaks of the bureau may be about its staff: nothing is guessed then (GP-8.3a). */
const speaksOfBureau = (text: string, facts: Facts): boolean =>
  policyOf(facts).bureauWords.value.some((word) => text.includes(word));

const namedIn = (text: string, facts: Facts): readonly Found[] =>
  speaksOfBureau(text, facts) ? [] : institutionsIn(text, facts);

const URGENCY = [
  { value: 'serious', label: '重大情况，马上报告', words: ['重大', '紧急', '是'] },
  { value: 'normal', label: '一般情况', words: ['一般', '普通', '不急', '不是'] },
];

const LONGEST_STORY = 4000;
/** below this a story may be no more than a name */
const SHORTEST_OF_NAMES = 6;

const story = (text: string, facts: Facts) => {
  const { secretWords, secrecyOffice } = policyOf(facts);
  if (secretWords.value.some((word) => text.includes(word)))
    return err(
      `内容可能涉及国家秘密，不能在微信里说，这段话没有写进线索。请当面或用机要渠道联系：${secrecyOffice.value}。`,
    );
  const said = text.trim();
  if (isWishAlone(said, facts)) return err('请直接说是什么事：谁、做了什么、怎么发现的。');
  if (onlyDigits(said) || Array.from(said).length < 4)
    return err('写得太短了，请多说几句：谁、做了什么。');
  if (Array.from(said).length < SHORTEST_OF_NAMES && isBareName(said))
    return err(
      `“${said}”像是机构的名称，后面会问到。请先说是什么事，例如：在那里住院，没做的检查也收了钱。`,
    );
  return ok(cut(said, LONGEST_STORY));
};

/** 我要举报, 我要反映问题, mistyped too: wants to report, and tells nothing yet. */
const isWishAlone = (said: string, facts: Facts): boolean =>
  wishIn(said, facts)?.conversation === 'clue' ||
  TYPED_WRONG.exec(plain(said))?.groups?.rest === '';

const fields: readonly Field[] = [
  words({
    id: 'event',
    label: '经过',
    names: ['事情', '内容', '事件', '情况'],
    ask: () => '请说说是什么事：谁、做了什么、怎么发现的。',
    example: '某药店用我的医保卡刷了保健品，小票上写的是药品',
    notOnly: ['time', 'place', 'subject'],
    parse: story,
    note: (value) => cutNote(value, LONGEST_STORY),
  }),
  time,
  words({
    id: 'place',
    label: '地点',
    names: ['地方', '位置', '地址'],
    ask: () => '在什么地方？',
    example: '老车站旁边的药店，二楼收费处',
    notOnly: ['time'],
    max: 300,
    spot: (text) => spotPlaces(text),
  }),
  choice({
    id: 'subjectKind',
    label: '反映对象类别',
    names: ['对象类别', '类别'],
    ask: () => '您反映的是哪一类？',
    example: '',
    choices: () => KINDS,
    wrong: '没有对上类别，请回复前面的数字，例如“1”。',
    show: kindLabel,
    spot: (text, facts) =>
      namedIn(text, facts)
        .slice(0, 1)
        .map(({ words: said }) => ({ value: 'institution', words: said })),
  }),
  institutionField({
    id: 'subject',
    label: '反映对象',
    names: ['对象', '机构', '名称', '医院', '药店', '单位'],
    ask: (answers) =>
      answers.subjectKind?.value === 'institution'
        ? '是哪一家医院、诊所或药店？写平时叫的名字就行。'
        : '反映的是哪个单位或什么人？不知道名字可以写特征。',
    example: '市二院，或“惠民大药房”',
    notOnly: ['time'],
    max: 300,
    spot: namedIn,
  }),
  choice({
    id: 'marked',
    label: '紧急程度',
    names: ['紧急', '程度'],
    ask: () => '是重大情况，需要马上报告吗？',
    example: '',
    choices: () => URGENCY,
    wrong: '请回复“1”或“2”。',
    when: (answers) => answers.marked !== undefined,
    show: (value) => URGENCY.find((one) => one.value === value)?.label ?? '',
  }),
];

const bodyOf = (answers: Answers): unknown => ({
  event: answers.event?.value,
  time: answers.time?.value,
  place: answers.place?.value,
  subjectKind: answers.subjectKind?.value,
  subject: shownInstitution(answers.subject?.value),
});

const NO_EVIDENCE =
  '还没有证据材料。有照片、录音或视频，现在可以直接发过来；没有也可以提交，以后再补。';

const SERIOUS_OPENINGS = ['重大', '重大情况', '有重大情况', '重大线索', '上报重大情况', '紧急情况'];

/** 举抱, 举爆: the word as it is mistyped. 想要 is read in one way only: 想要想要… would take for ever. */
const TYPED_WRONG =
  /^(?:你好|您好|我?想要?|我?(?<!想)要|我来|[,，\s])*(?:举[抱爆暴保报宝]|jubao)(?:一下|一个|个)?[:：,，\s]*(?<rest>.*)$/u;

export const clue: Form = {
  kind: 'form',
  id: 'clue',
  version: 2,
  title: '举报线索',
  openings: ['举报', '线索', '反映问题', '反映情况', '投诉', '举报线索', ...SERIOUS_OPENINGS],
  hears: (text) => TYPED_WRONG.exec(plain(text))?.groups?.rest ?? null,
  menu: () => '举报线索',
  intro: () => '谢谢您的监督。承办人看不到您的身份。照片、录音、视频随时可以发过来。',
  fields,
  // GP-8.6e: who opens with 重大 has said so
  opened: (opening) =>
    SERIOUS_OPENINGS.includes(opening) ? { marked: { value: 'serious', words: opening } } : {},
  story: 'event',
  evidence: true,
  reviewNote: (_answers, facts: Facts) => (facts.bag === 0 ? NO_EVIDENCE : null),
  submit: async ({ facts, desk }, answers) => {
    const marked = answers.marked?.value === 'serious';
    const input = { body: bodyOf(answers), evidence: [...desk.bag], marked };
    const outcome = await desk.app.performIn(desk.tx, clues.reportClue, input, facts.actor);
    if (outcome.kind !== 'done')
      return refused(outcome, '有一项内容不完整，请回复“改”加序号补充后再提交。');
    const [event] = outcome.events;
    if (event.type !== 'clues.reported') return { kind: 'refused', say: '' };
    const dutyPhone = liaison.dutyPhoneNow(await desk.app.world(desk.tx, liaison.LIAISON));
    return { kind: 'finished', say: receipt(event, facts, dutyPhone), adoptInto: event.clue };
  },
};

type Reported = Extract<clues.CluesEvent, { type: 'clues.reported' }>;

/** The receipt: number, what happens next, by when; for clues about leaders, where they go. */
const receipt = (event: Reported, facts: Facts, dutyPhone: string | null): string => {
  const policy = policyOf(facts);
  const lines = [`线索已收到，编号${event.number}。请记下这个编号。`];
  if (event.audience === 'outside')
    lines.push(`这条线索不由本局处理，将密封转交：${policy.outsideRoute.value}。`);
  else if (event.audience === 'discipline')
    lines.push('这条线索只由纪检人员查看和处理，其他人看不到。');
  else {
    if (event.serious) lines.push('已按重大情况马上报告值班人员。');
    // only here: whom a staff clue names may answer that telephone (C-01)
    if (event.serious && dutyPhone !== null)
      lines.push(`现在是下班时间，情况紧急请直接打值班电话${dutyPhone}。`);
    lines.push(`${showDay(event.acceptBy)}前受理，受理和办结都会在这里告诉您。`);
    if (event.unpublished.length > 0) lines.push(deadlines.unpublishedNote(event.unpublished));
  }
  if (event.evidence === 'awaited')
    lines.push('现在没有证据材料，已记为“待补证”。以后有了，先发照片再回复“补充”。');
  lines.push('回复“进度”可以随时查看。');
  return lines.join('\n');
};
