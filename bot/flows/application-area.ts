import { err, IDENTITY, ok, type Json, type Result, type Roster } from '../../domain/index.ts';
import type { Answers, Choice, Facts, Field, Found } from '../dialogue/flow.ts';
import { spotHomes } from '../dialogue/understand/places.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { keeps, wordsOf } from './application-entry.ts';
import { onlyDigits, words } from './questions.ts';

/** 地区: one of the bureau's list, by which the pool is looked at (GP-6.3). */

const OTHER = '其他';
const ENDS = /(?:街道|街|[区县市镇乡])$/u;
const SHORTEST_NAME = 2;

const areasIn = (facts: Facts): readonly string[] => facts.policy(IDENTITY).bureau.areas.value;

/** 东城街 and 东城 for 东城街街道. */
const shortNames = (area: string): readonly string[] => {
  const short = area.replace(ENDS, '');
  if (short === area || short.length < SHORTEST_NAME) return [];
  return [short, ...shortNames(short)];
};

const choicesIn = (facts: Facts): readonly Choice[] => {
  const areas = areasIn(facts);
  if (areas.length === 0) return [];
  const listed = areas.map((area) => ({ value: area, label: area, words: shortNames(area) }));
  return [...listed, { value: OTHER, label: OTHER, words: ['外地', '不在里面', '都不是'] }];
};

/** The one listed area a text names: by its whole name, else by a short one. */
const listedIn = (text: string, facts: Facts): string | null => {
  const said = plain(text);
  const areas = areasIn(facts);
  const whole = areas.filter((area) => said.includes(area));
  const found =
    whole.length > 0
      ? whole
      : areas.filter((area) => shortNames(area).some((short) => said.includes(short)));
  return found.length === 1 ? (found[0] ?? null) : null;
};

const elsewhere = (place: string): string =>
  place.startsWith(OTHER) ? place : `${OTHER}（${place}）`;

/** A listed area as it is listed; any other place in the person's words, as 其他. */
const placed = (place: string, facts: Facts): string =>
  areasIn(facts).length === 0 ? place : (listedIn(place, facts) ?? elsewhere(place));

const LONGEST = 50;

const parsed = (text: string, facts: Facts): Result<Json, string> => {
  const said = text.trim();
  if (onlyDigits(said)) return err('请写地名，不要只写数字或符号。');
  if (said.length < SHORTEST_NAME) return err('写得太短了，请写地名。');
  return said.length > LONGEST ? err('太长了，请只写地名。') : ok(placed(said, facts));
};

const LIVES = /(?:家住|家在|住在|现住|居住在?|住)(?!院)[^,，。;；\s]{2,12}/u;

const spotted = (text: string, facts: Facts): readonly Found[] => {
  const homes = spotHomes(text);
  if (homes.length > 0)
    return homes.map(({ value, words: typed }) => ({ value: placed(value, facts), words: typed }));
  const lives = LIVES.exec(plain(text))?.[0] ?? '';
  const listed = lives === '' ? null : listedIn(lives, facts);
  return listed === null ? [] : [{ value: listed, words: lives }];
};

/** What the home address says already is not asked again (PIPL 6). */
const isAsked = (answers: Answers, facts: Facts, roster: Roster): boolean => {
  const isListed = areasIn(facts).length > 0;
  if (!keeps(facts, roster, 'homeAddress')) return isListed || roster === 'supervisors';
  const address = wordsOf(answers, 'homeAddress');
  return isListed && address !== '' && listedIn(address, facts) === null;
};

/** The area an application is counted under: the address tells it where there is one. */
export const areaOf = (answers: Answers, facts: Facts, roster: Roster): string => {
  const told = keeps(facts, roster, 'homeAddress')
    ? listedIn(wordsOf(answers, 'homeAddress'), facts)
    : null;
  return told ?? wordsOf(answers, 'area');
};

const question = (facts: Facts): string => {
  const { areas, level } = facts.policy(IDENTITY).bureau;
  const what = level.value === 'county' ? '乡镇或街道' : '县（市、区）';
  return areas.value.length === 0
    ? '您住在哪个乡镇或街道？例如“城关镇”。'
    : `您住在哪个${what}？不在下面的，直接写地名。`;
};

export const areaField = (roster: Roster): Field =>
  words({
    id: 'area',
    label: '居住地',
    names: ['住址', '地区', '乡镇', '街道', '住的地方', '住处', '家', '家里'],
    ask: (_answers, facts) => question(facts),
    example: '',
    choices: choicesIn,
    parse: parsed,
    spot: spotted,
    when: (answers, facts) => isAsked(answers, facts, roster),
    onPage: {
      section: '本人情况',
      ownWords: { choice: OTHER, label: '选“其他”的，在这里写明是哪里' },
    },
  });
