import { DEADLINES } from './deadlines/index.ts';
import { ENQUIRIES } from './enquiries/index.ts';
import { DRAWS } from './draws/index.ts';
import { EVALUATION } from './evaluation/index.ts';
import { addDays, showDay, type Day } from './kernel/day.ts';
import type { PolicySection } from './kernel/policy.ts';
import { ROSTERS } from './kernel/world.ts';
import type { MeasureDocument } from './measures/basis.ts';
import { notListed, type Check } from './measures/check.ts';
import { rosterFaults, rosterWarnings } from './measure-roster-checks.ts';
import { PUBLICITY } from './publicity/index.ts';

/** What whoever checks knows beside the file. */
export interface Known {
  readonly today: Day;
}

const slice = <P>(policy: unknown, section: PolicySection<P>): P => section.shape.parse(policy);

/** Contradictions in a policy whose every value fits its shape: nothing starts with them. */
export const checksOf = (policy: unknown): readonly Check[] => [
  ...dateFaults(slice(policy, DEADLINES).document),
  ...enquiryFaults(policy),
  ...feeFaults(policy),
  ...rosterFaults(policy),
];

/** What works, but somebody should know of before it is used. */
export const warningsOf = (policy: unknown, { today }: Known): readonly Check[] => {
  const { document, deadlines } = slice(policy, DEADLINES);
  return [
    ...statusWarnings(document),
    ...expiryWarnings(document, today, deadlines.measureExpiryDays.value),
    ...rosterWarnings(policy),
  ];
};

const dateFaults = ({ issuedOn, effectiveOn, expiresOn }: MeasureDocument): readonly Check[] => {
  const begins = effectiveOn ?? issuedOn;
  if (begins === undefined || expiresOn === undefined || begins < expiresOn) return [];
  return [
    {
      path: ['document', 'expiresOn'],
      chinese: `失效日${expiresOn}不晚于施行日${begins}`,
      english: `expires on ${expiresOn}, not after it takes effect on ${begins}`,
    },
  ];
};

/** C-09, GP-16b: what a document's status means for the work. */
const statusWarnings = ({ status, issuedOn, effectiveOn }: MeasureDocument): readonly Check[] => {
  const path = ['document', 'status'];
  switch (status) {
    case 'draft':
      return [
        {
          path,
          chinese: '办法还是征求意见稿：移出、禁止重新申报等减损权利的决定一律不能作出',
          english: 'a draft: nothing that takes rights away can be decided under it (C-09)',
        },
      ];
    case 'expired':
      return [
        {
          path,
          chinese: '办法已失效：请换成新办法的文件',
          english: 'the measure has expired: put the new one in its place (ZJ-21)',
        },
      ];
    case 'issued':
      return issuedOn === undefined && effectiveOn === undefined ? [undated] : [];
  }
};

const undated: Check = {
  path: ['document', 'issuedOn'],
  chinese: '没有写印发日：有人问“依据”时说不出何时起施行，请照文件填写 issuedOn',
  english: 'no day of issue: nobody can be told since when it is in force (GP-16b)',
};

/** ZJ-21: the same warning that the office gets from the daily duty. */
const expiryWarnings = (
  { expiresOn }: MeasureDocument,
  today: Day,
  warnDays: number,
): readonly Check[] => {
  const path = ['document', 'expiresOn'];
  if (expiresOn === undefined || addDays(expiresOn, -warnDays) > today) return [];
  return expiresOn < today
    ? [
        {
          path,
          chinese: `有效期已在${showDay(expiresOn)}届满，status 应改为 expired 或换成新办法`,
          english: `its validity ended on ${expiresOn} (ZJ-21)`,
        },
      ]
    : [
        {
          path,
          chinese: `有效期将在${showDay(expiresOn)}届满，请准备新办法`,
          english: `its validity ends on ${expiresOn} (ZJ-21)`,
        },
      ];
};

/** Everyday questions go to the officer of one roster: it must be a roster of this bureau. */
const enquiryFaults = (policy: unknown): readonly Check[] => {
  const { roster } = slice(policy, ENQUIRIES).enquiries;
  const rosters = rostersOf(policy);
  if (rosters.length === 0 || rosters.includes(roster)) return [];
  return [
    {
      path: ['enquiries', 'roster'],
      chinese: `本局没有“${roster}”这个库，可以写：${rosters.join('、')}`,
      english: `this bureau has no roster "${roster}"; it has: ${rosters.join(', ')}`,
    },
  ];
};

const rostersOf = (policy: unknown): readonly string[] => {
  const { rosters } = slice(policy, PUBLICITY);
  return ROSTERS.filter((roster) => rosters[roster] !== undefined);
};

/** A fee for a kind of work that is not there is never paid. */
const feeFaults = (policy: unknown): readonly Check[] => {
  const names = slice(policy, DRAWS).draws.taskTypes.value.map(({ name }) => name);
  const { fees } = slice(policy, EVALUATION).evaluation;
  return fees.value.flatMap(({ type }, index) =>
    names.includes(type)
      ? []
      : [notListed(['evaluation', 'fees', 'value', index, 'type'], type, names)],
  );
};
