import {
  nomination,
  publicity,
  ROLE_WORDS,
  ROSTER_WORDS,
  type membership,
  type Role,
  type Roster,
} from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';
import type { Visit } from '../visit.ts';

export const APPLICATION_TONES: Readonly<Record<nomination.ApplicationState, Tone>> = {
  submitted: 'wait',
  reviewed: 'wait',
  qualified: 'wait',
  selected: 'plain',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'done',
};

/** Where a chosen one stands with the public: shown now, or the period is over; null: neither. */
type Shown = publicity.PublicityState | null;

/** Each with where it stands with the public; who took the consent back is shown no more (A-37). */
export const withShown = async <V extends nomination.ApplicationView>(
  visit: Visit,
  applications: readonly V[],
): Promise<readonly (V & { readonly shown: Shown })[]> => {
  const { open, ended } = await visit.ask(publicity.shownApplications, {});
  const shownOf = ({ id, publication }: V): Shown => {
    if (publication === null) return null;
    if (open.includes(id)) return 'open';
    return ended.includes(id) ? 'ended' : null;
  };
  return applications.map((one) => ({ ...one, shown: shownOf(one) }));
};

/** What the office reads: refused people were found unqualified, not chosen, or objected to. */
export const officeStateWords = ({
  state,
  review,
  selection,
  shown,
}: Pick<nomination.ApplicationView, 'state' | 'review' | 'selection'> & {
  readonly shown: Shown;
}): string => {
  if (state === 'selected' && shown !== null)
    return shown === 'open' ? '公示中' : '公示期满，等待聘任';
  if (state !== 'refused') return nomination.APPLICATION_STATE_WORDS[state];
  if (selection !== null) return '选定后不予聘任';
  return review?.conclusion === 'qualified' ? '合格，未选定' : '审查不合格';
};

/** Somebody still has to act on it. */
export const isOpen = (state: nomination.ApplicationState): boolean =>
  state === 'submitted' || state === 'reviewed' || state === 'qualified' || state === 'selected';

export const CONCLUSION_WORDS = { qualified: '合格', unqualified: '不合格' } as const;
export const FINDING_WORDS = { met: '符合', notMet: '不符合', unclear: '待核实' } as const;
export const VERDICT_WORDS = { agree: '同意', return: '退回' } as const;

const WAYS: Readonly<Record<Roster, Readonly<Record<membership.Route, string>>>> = {
  supervisors: {
    openCall: '公开选聘',
    invitation: '特邀聘任',
    recommendation: '推荐聘任',
    selfNomination: '个人自荐',
  },
  experts: {
    openCall: '公开征集，本人自荐',
    invitation: '主动邀请',
    recommendation: '公开征集，单位推荐',
    selfNomination: '个人自荐',
  },
};

export const wayWords = ({
  roster,
  route,
}: Pick<nomination.ApplicationView, 'roster' | 'route'>): string => WAYS[roster][route];

export const rosterWords = (roster: Roster): string => ROSTER_WORDS[roster].member;

/** 科室负责人或分管领导 */
export const roleWords = (roles: readonly Role[]): string =>
  roles.map((role) => ROLE_WORDS[role]).join('或');

type Row = readonly [label: string, value: string];

const joined = (...words: readonly string[]): string =>
  words.filter((word) => word !== '').join('　');

const monthWords = (month: string): string => month.replace(/^(\d{4})-0?(\d+)$/, '$1年$2月');

const historyWords = ({ from, to, unit, post }: nomination.HistoryRow): string =>
  joined(`${monthWords(from)}至${to === null ? '今' : monthWords(to)}`, unit, post);

/** What was confirmed, in the order of the form, as the page and the printed application show it. */
export const contentRows = (snapshot: nomination.Snapshot): readonly Row[] => [
  ...whoRows(snapshot),
  ...(snapshot.form1 === null ? shortRows(snapshot) : form1Rows(snapshot.form1)),
  // form 1 has no box for a reason
  ...(snapshot.form1 === null || snapshot.reason !== ''
    ? [['申请理由', snapshot.reason] as const]
    : []),
  ...(snapshot.form1 === null ? [['工作经历', snapshot.experience] as const] : []),
  ...(snapshot.recommendedBy === null
    ? []
    : [['推荐单位', joined(snapshot.recommendedBy.unit, snapshot.recommendedBy.contact)] as const]),
];

const whoRows = (snapshot: nomination.Snapshot): readonly Row[] => [
  ['姓名', snapshot.name],
  ['联系电话', snapshot.phone],
  ['身份证号码', snapshot.citizenNumber],
  ['工作单位', joined(snapshot.employer ?? '无', snapshot.form1?.department ?? '')],
  ['职务', snapshot.post],
  ['所在乡镇或街道', snapshot.area],
];

const shortRows = ({
  sourceGroups,
  skills,
  category,
  title,
  speciality,
}: nomination.Snapshot): readonly Row[] => [
  ...(category === null
    ? [['身份', sourceGroups.join('、')] as const, ['专长', skills.join('、')] as const]
    : [
        ['专业类别', category] as const,
        ['职称', title] as const,
        ['擅长领域', speciality] as const,
      ]),
];

const form1Rows = (form1: nomination.Form1): readonly Row[] => [
  ['国籍', form1.nationality],
  ['民族', form1.ethnicGroup],
  ['政治面貌', form1.politicalStatus],
  ['籍贯', form1.nativePlace],
  ['健康状况', form1.health],
  ['毕业院校及专业', joined(form1.school, form1.major)],
  ['学历学位', joined(form1.education, form1.degree)],
  ['职称', joined(form1.title, form1.titleLevel)],
  ['单位类型', form1.employerType],
  ['工作年限', `${form1.yearsOfWork}年`],
  ['家庭地址', form1.homeAddress],
  ['电子邮箱', form1.email],
  ['个人工作简历', form1.history.map(historyWords).join('\n')],
  ['专业类别', [form1.category, ...form1.furtherCategories].join('、')],
  ['擅长领域', form1.speciality],
  ['获奖情况', form1.awards],
  ['自愿参加', form1.workKinds.map((kind) => nomination.WORK_KIND_WORDS[kind]).join('、')],
];

const NEEDS: Readonly<Record<nomination.Exception, string>> = {
  age: '要说明年龄方面的考虑',
  title: '要说明职称或年限方面的考虑',
  employerType: '要说明单位方面的考虑',
};

/** `年龄61岁，超出一般规定`: what is soft, and what the exception costs (GP-4.1b, ZJ-5, ZJ-6.5). */
export const exceptionLine = (
  application: Pick<nomination.ApplicationView, 'age' | 'invited'>,
  exception: nomination.Exception,
): string =>
  `${nomination.EXCEPTION_WORDS[exception]}${exception === 'age' ? `（${application.age}岁）` : ''}：不影响提交和审查；${application.invited?.skipsReview === true ? '审查意见' : '选定理由'}里${NEEDS[exception]}。`;

/** Whose turn it is (C-05, F2-10…12). */
export const turnWords = (
  application: nomination.ApplicationView & { readonly shown: Shown },
): string => {
  const { state, nextLine, terms } = application;
  if (state === 'submitted') return reviewTurn(terms.entry);
  if (state === 'reviewed' && nextLine !== null)
    return `轮到“${nextLine.label}”，由${roleWords(nextLine.roles)}签署`;
  if (state === 'qualified') return `等待择优选定，由${roleWords(terms.entry.selection.value)}决定`;
  return state === 'selected' ? selectedWords(application) : '已办结';
};

const selectedWords = ({
  shown,
  invited,
}: Pick<nomination.ApplicationView, 'invited'> & { readonly shown: Shown }): string => {
  if (shown === 'open') return '公示中，等公示期满';
  return shown === 'ended' || invited?.skipsPublicity === true
    ? '已选定，等待聘任'
    : '已选定，等待公示或聘任';
};

const reviewTurn = ({ chain }: nomination.EntryPolicy): string => {
  const [reviewer] = chain.value;
  return reviewer === undefined
    ? ''
    : `轮到“${reviewer.label}”，由${roleWords(reviewer.roles)}填写`;
};
