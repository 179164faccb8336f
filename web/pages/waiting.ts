import { listFailed } from '../../domain/exchange/index.ts';
import {
  campaigns,
  clues,
  deadlines,
  draws,
  enquiries,
  evaluation,
  liaison,
  nomination,
  publicity,
  recusal,
  type Role,
} from '../../domain/index.ts';
import type { Visit } from '../visit.ts';
import { noticeLines } from './notice-facts.ts';
import { CASE_ROLES, OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** One kind of work that may wait for somebody. */
export interface Wait {
  readonly href: string;
  /** the menu entry that shows the count */
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly count: number;
}

interface Source extends Omit<Wait, 'count'> {
  readonly roles: readonly Role[];
  /** how many, or where each of them is done: then the entry leads to the first */
  readonly count: (visit: Visit) => Promise<number | readonly string[]>;
}

const pagesOf = (tasks: readonly string[], part = ''): readonly string[] =>
  tasks.map((task) => `/tasks/${task}${part}`);

const workPages = (tasks: readonly string[], part: string): readonly string[] =>
  tasks.map((task) => `/work/${task}/${part}`);

const noticesIn = async (visit: Visit, state: 'sheet' | 'unknown'): Promise<number> =>
  (await noticeLines(visit, { states: [state], standing: true, page: 1, size: 1 })).total;

const SOURCES: readonly Source[] = [
  {
    href: '/alerts',
    path: '/alerts',
    label: '提醒没有确认',
    hint: '请先确认知悉，再去处理。',
    roles: CASE_ROLES,
    count: async (visit) => (await visit.ask(liaison.listAlerts, { open: true })).total,
  },
  {
    href: '/clues?status=received',
    path: '/clues',
    label: '线索等待受理',
    hint: '请核对内容后受理。',
    roles: CASE_ROLES,
    count: async (visit) => (await visit.ask(clues.listClues, { status: 'received' })).total,
  },
  {
    href: '/clues?status=accepted',
    path: '/clues',
    label: '线索正在核查',
    hint: '核查结束后请办结。',
    roles: CASE_ROLES,
    count: async (visit) => (await visit.ask(clues.listClues, { status: 'accepted' })).total,
  },
  {
    href: '/outside',
    path: '/outside',
    label: '线索须密封转交',
    hint: '请密封后交给接收方，内容在这里看不到。',
    roles: ['discipline', 'administrator'],
    count: async (visit) =>
      (await visit.ask(clues.listOutside, {})).rows.filter((row) => row.exportedAt === null).length,
  },
  {
    href: '/unfinished',
    path: '/unfinished',
    label: '没写完的线索',
    hint: '请决定是否询问当事人。',
    roles: ['discipline'],
    count: async (visit) => (await visit.ask(clues.listWatchedDrafts, {})).length,
  },
  {
    href: '/failed',
    path: '/failed',
    label: '消息没处理成功',
    hint: '请把编号告诉技术人员。',
    roles: ['administrator', 'clerk'],
    count: async (visit) => (await visit.within((tx) => listFailed(tx))).length,
  },
  {
    href: '/applications?state=submitted',
    path: '/applications',
    label: '申请等待审查',
    hint: '请对照条件填写资格审查表。',
    roles: OFFICE_ROLES,
    count: (visit) => visit.ask(nomination.turnsWaiting, { state: 'submitted' }),
  },
  {
    href: '/applications?state=reviewed',
    path: '/applications',
    label: '申请轮到您签署',
    hint: '请看审查表，签署同意或退回。',
    roles: OFFICE_ROLES,
    count: (visit) => visit.ask(nomination.turnsWaiting, { state: 'reviewed' }),
  },
  {
    href: '/selection',
    path: '/selection',
    label: '申请等待选定',
    hint: '资格审查合格，请择优选定。',
    roles: OFFICE_ROLES,
    count: (visit) => visit.ask(nomination.turnsWaiting, { state: 'qualified' }),
  },
  {
    href: '/invitations?state=proposed',
    path: '/invitations',
    label: '邀请等待批准',
    hint: '请核对理由后批准，自己提出的由别人批准。',
    roles: ['sectionHead', 'leader'],
    count: async (visit) =>
      (await visit.ask(campaigns.listInvitations, { state: 'proposed', notBy: visit.account.id }))
        .total,
  },
  {
    href: '/objections?state=open',
    path: '/objections',
    label: '公示异议等您处理',
    hint: '没有处理完，公示不能结束，也不能聘任。',
    roles: CASE_ROLES,
    count: async (visit) =>
      (await visit.ask(publicity.listObjections, { state: 'open', mine: true })).total,
  },
  {
    href: '/publicity',
    path: '/publicity',
    label: '公示里有人要撤下',
    hint: '本人已撤回或者不予聘任，请马上从公示里去掉，再登记。',
    roles: OFFICE_ROLES,
    count: async (visit) =>
      (await visit.ask(publicity.takeDownsWaiting, {})).map((id) => `/publicity/${id}`),
  },
  {
    href: '/appointments',
    path: '/appointments',
    label: '人选等待聘任',
    hint: '请作出聘任决定，聘期从决定当天开始。',
    roles: OFFICE_ROLES,
    count: async (visit) =>
      (await visit.ask(publicity.toAppoint, {})).filter(({ waitsFor }) => waitsFor === null).length,
  },
  {
    href: '/tasks?status=entered',
    path: '/tasks',
    label: '任务等待抽取',
    hint: '请核对后抽取专家。',
    roles: ['clerk', 'sectionHead'],
    count: async (visit) => (await visit.ask(draws.listDrawTasks, { status: 'entered' })).total,
  },
  {
    href: '/tasks?status=unfilled',
    path: '/tasks',
    label: '任务名额未满',
    hint: '候选专家不够，请决定怎样补充。',
    roles: ['clerk', 'sectionHead', 'leader'],
    count: async (visit) => (await visit.ask(draws.listDrawTasks, { status: 'unfilled' })).total,
  },
  {
    href: '/tasks?status=committed',
    path: '/tasks',
    label: '轮到您报数',
    hint: '名单已冻结，请在任务页面报一个数。',
    roles: READING_ROLES,
    count: async (visit) => pagesOf(await visit.ask(draws.digitsWaiting, {})),
  },
  {
    href: '/tasks',
    path: '/tasks',
    label: '抽取选择待批准',
    hint: '有人提出补足专家的办法，请批准或不批准。',
    roles: ['sectionHead', 'leader'],
    count: async (visit) => pagesOf(await visit.ask(draws.choicesWaiting, {}), '#choices'),
  },
  {
    href: '/call-sheet',
    path: '/call-sheet',
    label: '电话答复待复核',
    hint: '同事登记的电话答复，请您核对。',
    roles: OFFICE_ROLES,
    count: async (visit) => (await visit.ask(draws.checksWaiting, {})).length,
  },
  {
    href: '/tasks',
    path: '/tasks',
    label: '表决相同票待决定',
    hint: '专家意见票数相等，请作出决定。',
    roles: ['sectionHead', 'leader'],
    count: async (visit) => workPages(await visit.ask(evaluation.tiesWaiting, {}), 'deliberation'),
  },
  {
    href: '/tasks',
    path: '/tasks',
    label: '工作评价表待签',
    hint: '评价已填写，请签批。',
    roles: ['leader'],
    count: async (visit) =>
      workPages(await visit.ask(evaluation.signaturesWaiting, {}), 'evaluation'),
  },
  {
    href: '/tasks?status=closed',
    path: '/tasks',
    label: '抽取记录待公布',
    hint: '工作已归档，请决定是否公布抽取记录。',
    roles: ['leader', 'discipline'],
    count: async (visit) => pagesOf(await visit.ask(draws.publicationsWaiting, {})),
  },
  {
    href: '/employers',
    path: '/people',
    label: '工作单位等待核实',
    hint: '核实之前，抽取会避开这些人。',
    roles: OFFICE_ROLES,
    count: async (visit) => (await visit.ask(recusal.listUnresolved, {})).total,
  },
  {
    href: '/call-sheet',
    path: '/call-sheet',
    label: '专家没有答复',
    hint: '请打电话问是否参加，并登记答复。',
    roles: OFFICE_ROLES,
    count: async (visit) => (await visit.ask(draws.callSheet, {})).length,
  },
  {
    href: '/conversations',
    path: '/conversations',
    label: '人工对话等您答复',
    hint: '有人在微信里等人工答复。',
    roles: OFFICE_ROLES,
    count: async (visit) =>
      (await visit.ask(enquiries.listEnquiries, { states: ['waiting'] })).total,
  },
  {
    href: '/call-sheet',
    path: '/call-sheet',
    label: '要打电话通知',
    hint: '这些通知没有送达，请打电话告知。',
    roles: OFFICE_ROLES,
    count: (visit) => noticesIn(visit, 'sheet'),
  },
  {
    href: '/notices?state=unknown',
    path: '/notices',
    label: '不知道是否收到',
    hint: '平台没有回答。请问对方收到没有，在电话联系名单里标记，或再发一次。',
    roles: OFFICE_ROLES,
    count: (visit) => noticesIn(visit, 'unknown'),
  },
  {
    href: '/calendar',
    path: '/calendar',
    label: '放假安排没有导入',
    hint: '下一年的期限暂按周一至周五推算。',
    roles: ['administrator', 'clerk'],
    count: async (visit) =>
      (await visit.ask(deadlines.publishedYears, {})).missing === null ? 0 : 1,
  },
];

/** What waits for this person, by role; nothing that this person may not see is counted. */
export const waits = async (visit: Visit): Promise<readonly Wait[]> => {
  const found: Wait[] = [];
  for (const { roles, count, ...wait } of SOURCES) {
    if (!visit.account.roles.some((role) => roles.includes(role))) continue;
    const waiting = await count(visit);
    const places = typeof waiting === 'number' ? [] : waiting;
    const total = typeof waiting === 'number' ? waiting : waiting.length;
    if (total > 0) found.push({ ...wait, href: places[0] ?? wait.href, count: total });
  }
  return found;
};

/** The numbers beside the menu. */
export const counts = async (visit: Visit): Promise<Readonly<Record<string, number>>> => {
  const all: Record<string, number> = {};
  for (const { path, count } of await waits(visit)) all[path] = (all[path] ?? 0) + count;
  return all;
};
