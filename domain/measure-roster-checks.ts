import { ROSTERS, ROSTER_WORDS, type Roster } from './kernel/world.ts';
import { notListed, repeated, type Check } from './measures/check.ts';
import { MEMBERSHIP } from './membership/index.ts';
import type { EntryPolicy } from './nomination/index.ts';
import { PUBLICITY, type PublicityPolicy } from './publicity/index.ts';

/** One roster's ways in, as a bureau's file has them. */
interface Way {
  readonly roster: Roster;
  readonly at: readonly PropertyKey[];
  readonly section: NonNullable<PublicityPolicy['rosters'][Roster]>;
}

const waysIn = (policy: unknown): readonly Way[] => {
  const { rosters } = PUBLICITY.shape.parse(policy);
  return ROSTERS.flatMap((roster) => {
    const section = rosters[roster];
    return section === undefined ? [] : [{ roster, at: ['rosters', roster], section }];
  });
};

export const rosterFaults = (policy: unknown): readonly Check[] => [
  ...titleFaults(policy),
  ...waysIn(policy).flatMap((way) => [...gaps(way), ...invitationFaults(way), ...entryFaults(way)]),
];

/** ZJ-6.5b, ZJ-9: a title is asked of a category that there is, and once. */
const titleFaults = (policy: unknown): readonly Check[] => {
  const { experts } = MEMBERSHIP.shape.parse(policy).rosters;
  if (experts === undefined) return [];
  const { categories, titles } = experts;
  const at = ['rosters', 'experts', 'titles', 'value'];
  const named = titles.value.map(({ category }) => category);
  return [
    ...named.flatMap((category, index) =>
      categories.value.includes(category)
        ? []
        : [notListed([...at, index, 'category'], category, categories.value)],
    ),
    ...repeated(at, named, 'category'),
  ];
};

/** Whoever may apply must be able to be appointed in the end: the three sections go together. */
const gaps = ({ roster, at, section }: Way): readonly Check[] => {
  const { calls, entry, publication } = section;
  const names = { calls, entry, publication };
  const isClosed = Object.values(names).every((one) => one === undefined);
  if (isClosed) return [];
  const applies = calls === undefined || takesApplications(calls);
  return (['calls', 'entry', 'publication'] as const)
    .filter((name) => names[name] === undefined && (applies || name === 'calls'))
    .map((name) => ({
      path: [...at, name],
      chinese: `${ROSTER_WORDS[roster].roster}缺少 ${name}：${GAP_WORDS[name].chinese}`,
      english: `missing: ${GAP_WORDS[name].english}`,
    }));
};

type Calls = NonNullable<Way['section']['calls']>;

/** The invited apply too, where the measure wants it so. */
const takesApplications = ({ routes, invitation }: Calls): boolean =>
  routes.value.some((route) => route !== 'invitation' || invitation.value.application);

/** without an application there is nothing that could be reviewed or shown in public. */
const invitationFaults = ({ at, section: { calls } }: Way): readonly Check[] => {
  if (calls === undefined) return [];
  const { application, skipsReview, skipsPublicity } = calls.invitation.value;
  if (application || (skipsReview && skipsPublicity)) return [];
  const what = skipsReview ? '公示' : '审查';
  return [
    {
      path: [...at, 'calls', 'invitation', 'value', 'application'],
      chinese: `受邀的人要${what}（${skipsReview ? 'skipsPublicity' : 'skipsReview'}: false），就要交申请表：请写 application: true，或者改成不${what}`,
      english: 'without the application an invitation must skip review and publicity (A-21)',
    },
  ];
};

const GAP_WORDS = {
  calls: { chinese: '没有写明哪些人可以怎样进来', english: 'nobody knows which routes are open' },
  entry: {
    chinese: '除了不用交申请表的特邀，每条途径都要有申请条件和审查程序',
    english:
      'every route but an invitation without application needs conditions and a chain of review',
  },
  publication: {
    chinese: '没有写明谁聘任、公示哪些内容，审查合格的人也无法聘任',
    english: 'nobody could be appointed: who appoints, and what is shown in public',
  },
} as const;

const entryFaults = ({ at, section: { entry } }: Way): readonly Check[] => {
  if (entry === undefined) return [];
  const path = [...at, 'entry'];
  const lists = (['chain', 'declarations', 'conditions'] as const).flatMap((name) =>
    repeated(
      [...path, name, 'value'],
      entry[name].value.map(({ id }) => id),
      'id',
    ),
  );
  return [...lists, ...groupFaults(entry, path), ...ageFaults(entry, path)];
};

/** no group is wanted and excluded at once, and what comes first is one of those asked for. */
const groupFaults = (
  { sourceGroups, excludedGroups, priorityGroups }: EntryPolicy,
  path: readonly PropertyKey[],
): readonly Check[] => [
  ...excludedGroups.value.flatMap((group, index) =>
    sourceGroups.value.includes(group)
      ? [
          {
            path: [...path, 'excludedGroups', 'value', index],
            chinese: `“${group}”同时写在 sourceGroups 里：不能既选又不选`,
            english: `"${group}" is a source group too`,
          },
        ]
      : [],
  ),
  ...priorityGroups.value.flatMap((group, index) =>
    sourceGroups.value.includes(group)
      ? []
      : [notListed([...path, 'priorityGroups', 'value', index], group, sourceGroups.value)],
  ),
];

const ageFaults = (
  { age: { value: age } }: EntryPolicy,
  path: readonly PropertyKey[],
): readonly Check[] => {
  if (age === null) return [];
  const at = [...path, 'age', 'value'];
  return [...reversedAges(age, at), ...idleExtension(age, at)];
};

type Ages = NonNullable<EntryPolicy['age']['value']>;

const reversedAges = ({ min, max }: Ages, at: readonly PropertyKey[]): readonly Check[] =>
  min === null || max === null || min <= max
    ? []
    : [
        {
          path: [...at, 'max'],
          chinese: `上限${max}岁小于下限${min}岁`,
          english: `max ${max} is below min ${min}`,
        },
      ];

const idleExtension = (
  { max, soft, extendTo }: Ages,
  at: readonly PropertyKey[],
): readonly Check[] =>
  extendTo === null || (soft && max !== null && extendTo > max)
    ? []
    : [
        {
          path: [...at, 'extendTo'],
          chinese: '放宽年龄只在 soft: true 并且高于 max 时有意义',
          english: 'extendTo needs soft: true and must be above max',
        },
      ];

export const rosterWarnings = (policy: unknown): readonly Check[] =>
  waysIn(policy).flatMap((way) => [...publicityWarnings(way), ...fieldWarnings(way)]);

/** the measure gives no number of days: nothing can be published before somebody has set one. */
const publicityWarnings = ({ at, section: { calls } }: Way): readonly Check[] =>
  calls?.publicity.value === 'before' && calls.publicityDays.value === null
    ? [
        {
          path: [...at, 'calls', 'publicityDays'],
          chinese:
            '聘任前要公示，但没有规定几天：设定之前不能发布公告。建议 { value: { count: 5, unit: workingDays }, clause: default }',
          english: 'no number of days: no campaign can be published before it is set (A-22)',
        },
      ]
    : [];

/** What the short application does not ask cannot be switched on, and what nobody gave cannot be shown. */
const fieldWarnings = ({ roster, at, section }: Way): readonly Check[] => {
  const { entry, publication } = section;
  const isShort = entry?.form.value === 'short';
  const unasked: readonly Check[] =
    isShort && entry.fields.value.length > 0
      ? [
          {
            path: [...at, 'entry', 'fields'],
            chinese: 'form 是 short，这些栏目不会出现；要用请写 form: form1',
            english: 'the short application has none of these fields',
          },
        ]
      : [];
  const shown = publication?.fields.value ?? [];
  const blank = shown.includes('category') && roster === 'supervisors';
  return [
    ...unasked,
    ...(blank
      ? [
          {
            path: [...at, 'publication', 'fields'],
            chinese: '社会监督员没有专业类别，category 一栏会是空的',
            english: 'supervisors have no category: the column stays empty',
          },
        ]
      : []),
  ];
};
