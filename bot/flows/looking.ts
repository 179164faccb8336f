import {
  basisAnswer,
  campaigns,
  clues,
  DOCUMENT,
  enquiries,
  IDENTITY,
  membership,
  nomination,
  publicity,
  ROSTER_WORDS,
  showDay,
  type Answered,
  type Roster,
} from '../../domain/index.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import type { Doing, Facts, Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

const found = <T>(answered: Answered<T>, otherwise: T): T =>
  answered.kind === 'found' ? answered.value : otherwise;

const clueLines = async ({ facts, desk }: Doing): Promise<readonly string[]> => {
  const own = found(await desk.app.askIn(desk.tx, clues.ownClues, {}, facts.actor), []);
  return own.slice(0, 5).map((clue) => {
    const outcome = clue.outcome === null ? '' : `：${clues.OUTCOME_WORDS[clue.outcome]}`;
    const proof = clue.evidence === 'awaited' && clue.status !== 'closed' ? '（待补证）' : '';
    return `线索${clue.number} ${clues.STATUS_WORDS[clue.status]}${outcome}${proof}`;
  });
};

const applicationLines = async ({ facts, desk }: Doing): Promise<readonly string[]> => {
  const own = found(await desk.app.askIn(desk.tx, nomination.ownApplications, {}, facts.actor), []);
  const shown = found(await desk.app.askIn(desk.tx, publicity.ownPublicity, {}, facts.actor), []);
  return own.slice(0, 3).map((one) => {
    const publicly = shown.find(({ application }) => application === one.id);
    const steps = stepsOf(publicly?.isOver === true ? '聘任' : stepOf(one, facts), one, facts);
    if (publicly !== undefined) return publicly.words + steps;
    return `申请${one.number} ${stateWords(one)}${one.reason === null ? '' : `。原因：${one.reason}`}${steps}`;
  });
};

/** 未获聘任 says too little: whoever was qualified and not chosen is told so, and experts are no 聘任 (ZJ-8.2a). */
const stateWords = ({ state, words, roster, isQualified }: nomination.OwnApplication): string => {
  if (state !== 'refused') return words;
  const not = roster === 'experts' ? '这次没有入选' : '这次没有聘任';
  return isQualified ? `资格审查合格，${not}` : `资格审查没有通过，${not}`;
};

type Step = '收到' | '审核' | '选定' | '公示' | '聘任';

const isShownFirst = (roster: Roster, facts: Facts): boolean =>
  facts.policy(campaigns.CAMPAIGNS).rosters[roster]?.calls?.publicity.value === 'before';

/** What the measure asks for, and the invited are not spared (A-21). */
const isShown = ({ roster, skipsPublicity }: nomination.OwnApplication, facts: Facts): boolean =>
  !skipsPublicity && isShownFirst(roster, facts);

/** The step an open application stands at; null: it is over. */
const stepOf = (own: nomination.OwnApplication, facts: Facts): Step | null => {
  switch (own.state) {
    case 'submitted':
    case 'reviewed':
      return '审核';
    case 'qualified':
      return '选定';
    case 'selected':
      return isShown(own, facts) ? '公示' : '聘任';
    case 'approved':
    case 'refused':
    case 'withdrawn':
      return null;
  }
};

/** The whole way in one line, with the step it stands at marked (GP-6.2). */
const stepsOf = (now: Step | null, own: nomination.OwnApplication, facts: Facts): string => {
  if (now === null) return '';
  const chosen: readonly Step[] = own.skipsReview ? [] : ['选定'];
  const shown: readonly Step[] = isShown(own, facts) ? ['公示'] : [];
  const steps: readonly Step[] = ['收到', '审核', ...chosen, ...shown, '聘任'];
  return `\n  ${steps.map((step) => (step === now ? `【${step}】` : step)).join('→')}`;
};

const objectionLines = async ({ facts, desk }: Doing): Promise<readonly string[]> => {
  const own = found(await desk.app.askIn(desk.tx, publicity.ownObjections, {}, facts.actor), []);
  return own.slice(0, 3).map(({ words }) => words);
};

/** 人工 words that nobody has answered yet are under way as well (C-11). */
const enquiryLines = async ({ facts, desk }: Doing): Promise<readonly string[]> => {
  const own = found(await desk.app.askIn(desk.tx, enquiries.ownEnquiry, {}, facts.actor), null);
  return own?.state === 'waiting' ? ['您给工作人员的留言还没有答复，看到后会回复到这里。'] : [];
};

const NUMBER = /(?!RW)[A-Z]{2}\d{4}-\d{4}/u;
/** A number alone, or asked about. */
const NUMBERED =
  /^(?:请|帮我|我想|麻烦|查一下|查询|查|看一下|看看|线索|申请|编号|[,:\s])*(?<number>(?!RW)[A-Z]{2}\d{4}-\d{4})(?:[\s,:]*的?(?:现在|目前)?(?:进度|结果|进展|处理|办理|到哪|怎么样|情况).{0,8})?[。?!]*$/u;

/** 查一下结果, 我的申请到哪一步了: what waits is asked about in whatever words. */
const ASKED =
  /^(?:请问|请|帮我|麻烦|我想|我要|想)*(?:(?:查|看|问)(?:一下|一查|一看|一问|询|看)?)?(?:我的?|本人的?)?(?:的)?(?:申请|报名|自荐|审核|审查|线索|举报|异议)?(?:的)?(?:现在|目前)?(?:结果|进度|进展)(?:是什么|怎么样|如何|出来|下来)?(?:了|没有|没|吗|呢|\?)*[。?!]*$/u;
const HOW_FAR =
  /(?:申请|报名|自荐|审核|审查|线索|举报|异议|材料).{0,8}(?:到哪|哪一?步|怎么样了|有结果|有消息|批了|(?:通过|审核|审查|处理|办|批)(?:好|完)?了?(?:吗|没)|处理得?怎么样|下来了?(?:吗|没)).{0,6}$/u;
const LONGEST_ASKED = 24;

const asksHowFar = (text: string): boolean => {
  const said = plain(text);
  return said.length <= LONGEST_ASKED && (ASKED.test(said) || HOW_FAR.test(said));
};

/** 进度: the own clues and applications in coarse words (GP-9.5b). */
export const progress: Instant = {
  kind: 'instant',
  id: 'progress',
  title: '进度',
  isAsked: true,
  openings: ['进度', '查进度', '查询进度'],
  hears: (text) =>
    NUMBERED.exec(plain(text).toUpperCase())?.groups?.number ?? (asksHowFar(text) ? '' : null),
  menu: () => '查进度',
  answer: async (context, rest) => {
    const all = [
      ...(await applicationLines(context)),
      ...(await clueLines(context)),
      ...(await objectionLines(context)),
      ...(await enquiryLines(context)),
    ];
    const number = NUMBER.exec(plain(rest).toUpperCase())?.[0] ?? null;
    const named = number === null ? [] : all.filter((line) => line.includes(number));
    if (number !== null && named.length === 0)
      return finished('您名下没有这个编号的线索或申请。', '回复“进度”看您交过的。');
    const lines = number === null ? all : named;
    return lines.length === 0
      ? finished('您还没有提交过线索或申请。回复“0”看可以办的事。')
      : finished(...lines, '有疑问请回复“人工”。');
  },
};

/** How long somebody is appointed: one's own term, or what the measure says. */
const TERM =
  /^.{0,8}(?:聘期|任期|聘书).{0,6}(?:什么时候|啥时候|多久|多长|几年|哪天|哪年|到期|何时)[^,，。]{0,4}$/u;

/** 我的信息有哪些, and no 我的医保卡被盗刷了. */
const OWN =
  /^(?:个人)?(?:信息|资料|记录|聘期|任期|聘书|身份|名字|姓名|电话|手机|单位|微信|绑定|有|是|在|呢|吗|\?)/u;

/** 我的: who this chat belongs to, the own terms and what is unfinished. */
export const mine: Instant = {
  kind: 'instant',
  id: 'mine',
  title: '我的',
  openings: ['我的', '我的信息'],
  hears: (text) => (TERM.test(plain(text)) ? text : null),
  isMeant: (rest) => asksHowFar(rest) || OWN.test(plain(rest)),
  menu: (facts) => (facts.actor.person === null ? null : '我的'),
  answer: async (context, rest) => {
    const { facts, desk } = context;
    if (asksHowFar(rest)) return progress.answer(context, '');
    if (facts.actor.person === null && TERM.test(plain(rest)))
      return finished(basisAnswer(facts.policy(DOCUMENT).document, '聘期'));
    if (facts.actor.person === null)
      return finished(
        '这个微信还没有绑定身份，反映问题和查进度都不受影响。',
        '社会监督员、专家请向工作人员要绑定码，再回复“绑定”加绑定码。',
      );
    const terms = await membership.membershipsOf(desk.tx, facts.actor.person);
    const lines = terms.map(
      (term) =>
        `${ROSTER_WORDS[term.roster].member}，聘期${term.lastDay === null ? '待确认' : `至${showDay(term.lastDay)}`}`,
    );
    return finished(
      `${facts.name ?? ''}您好。`,
      ...lines,
      '“进度”查线索和申请，“没空”登记不方便的日子，“解除绑定”取消绑定。',
    );
  },
};

/** 依据: the measure in plain words, or the clause a question is about (GP-1, GP-16a, ZJ-1, ZJ-2, C-09). */
export const basis: Instant = {
  kind: 'instant',
  id: 'basis',
  title: '依据',
  openings: ['依据', '依据是什么', '管理办法'],
  menu: () => '依据（管理办法）',
  answer: ({ facts }, rest) =>
    Promise.resolve(
      finished(basisAnswer(facts.policy(DOCUMENT).document, rest, facts.policy(IDENTITY).bureau)),
    ),
};
