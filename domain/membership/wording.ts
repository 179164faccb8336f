import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import { parseDay, showDay } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { ROSTER_WORDS, type Roster, type World } from '../kernel/world.ts';
import { TERM_STATUS_WORDS, type MembershipEvent, type MembershipRefusal } from './model.ts';

export const refuse = (refusal: MembershipRefusal): string => {
  switch (refusal.code) {
    case 'membership.unknown':
      return '找不到这条记录，请回到名单重新选择。';
    case 'membership.no-such-roster':
      return `本局没有设${ROSTER_WORDS[refusal.roster].roster}，不能办理。需要增设请联系系统管理员。`;
    case 'membership.no-such-category':
      return `没有“${refusal.category}”这个专业类别，请从列出的类别中选择。`;
    case 'membership.category-missing':
      return '请选择专家的专业类别。';
    case 'membership.title-below':
      return `${refusal.category}专家原则上应有${refusal.least}以上职称。请先在人员资料里补上职称；确有需要的，写明破格理由再邀请。`;
    case 'membership.already-member':
      return `这个人已经是在聘的${ROSTER_WORDS[refusal.roster].member}，不能重复办理。`;
    case 'membership.already-invited':
      return '已经邀请过这位专家，正在等本人答复，不用再次邀请。';
    case 'membership.already-appointed':
      return '这份申请已经办过聘任，不用重复办理。';
    case 'membership.not-awaiting':
      return `这份邀请已经有结果了（${TERM_STATUS_WORDS[refusal.status]}），不用再答复。`;
    case 'membership.not-a-member':
      return '目前没有在聘的聘任记录，不需要登记没空的日期。';
    case 'membership.days-reversed':
      return '结束日期早于开始日期，请重新填写。';
    case 'membership.days-over':
      return '这段日期已经过去了，请填写今天以后的日期。';
    case 'membership.days-too-long':
      return '一次最多登记一年，请把结束日期提前；更长时间不能参加请联系工作人员。';
    case 'membership.no-letter':
    case 'membership.letter-ended':
    case 'membership.printed-term-missing':
    case 'membership.printed-term-unlike':
    case 'membership.letter-not-printed':
    case 'membership.already-handed-over':
    case 'membership.handed-over-later':
      return refuseLetter(refusal);
    case 'membership.not-removable':
    case 'membership.barred':
    case 'membership.number-unknown':
    case 'membership.draft-measure':
    case 'membership.no-bar':
      return refuseRemoval(refusal);
    case 'membership.import-changed':
    case 'membership.rows-faulty':
    case 'membership.nothing-to-import':
      return refuseImport(refusal);
    case 'membership.nothing-due':
      return '目前没有到期需要处理的聘期。';
  }
};

type LetterRefusal = Extract<
  MembershipRefusal,
  {
    readonly code:
      | 'membership.no-letter'
      | 'membership.letter-ended'
      | 'membership.printed-term-missing'
      | 'membership.printed-term-unlike'
      | 'membership.letter-not-printed'
      | 'membership.already-handed-over'
      | 'membership.handed-over-later';
  }
>;

const refuseLetter = (refusal: LetterRefusal): string => {
  switch (refusal.code) {
    case 'membership.no-letter':
      return '这份聘任没有聘书，不需要办理。';
    case 'membership.letter-ended':
      return `这份聘任已经结束（${TERM_STATUS_WORDS[refusal.status]}），聘书已失效，不能再办理。`;
    case 'membership.printed-term-missing':
      return '请先核对并确认聘书上的聘期，再打印聘书。';
    case 'membership.printed-term-unlike':
      return '聘书上的聘期与系统算出的不一样。确需这样写的，请填写原因。';
    case 'membership.letter-not-printed':
      return '聘书还没有打印，请先打印，再登记发放日期。';
    case 'membership.already-handed-over':
      return `聘书已于${showDay(refusal.on)}发放，不能再改。`;
    case 'membership.handed-over-later':
      return '发放日期不能晚于今天，请填写实际发放的日期。';
  }
};

type RemovalRefusal = Extract<
  MembershipRefusal,
  {
    readonly code:
      | 'membership.not-removable'
      | 'membership.barred'
      | 'membership.number-unknown'
      | 'membership.draft-measure'
      | 'membership.no-bar';
  }
>;

const refuseRemoval = (refusal: RemovalRefusal): string => {
  switch (refusal.code) {
    case 'membership.barred':
      return '这位专家曾被移出专家库，按规定不能再次入库。有疑问请联系分管领导。';
    case 'membership.not-removable':
      return `这份聘任已经结束（${TERM_STATUS_WORDS[refusal.status]}），不能再移出。`;
    case 'membership.number-unknown':
      return '这个人还没有登记身份证号，移出后无法防止再次申报。请先在人员资料里补上身份证号。';
    case 'membership.draft-measure':
      return `《${refusal.title}》还是征求意见稿，不能据此把人移出专家库。请等正式印发后再办理。`;
    case 'membership.no-bar':
      return `移出并不得重新申报只适用于专家库，${ROSTER_WORDS[refusal.roster].member}不能这样办理。`;
  }
};

type ImportRefusal = Extract<
  MembershipRefusal,
  {
    readonly code:
      'membership.import-changed' | 'membership.rows-faulty' | 'membership.nothing-to-import';
  }
>;

const refuseImport = (refusal: ImportRefusal): string => {
  switch (refusal.code) {
    case 'membership.import-changed':
      return '核对之后名册有过变动，还没有导入。请重新核对下面的结果，再确认一次。';
    case 'membership.rows-faulty':
      return `有${refusal.faulty}行有问题，没有导入任何内容。请先改好这些行，或者选择只导入没有错误的行。`;
    case 'membership.nothing-to-import':
      return '这个表格里没有可以导入的人，没有改动。';
  }
};

/** Who is told of an event; the invitation of ZJ-7.2 awaits an answer. */
export const announce = (event: MembershipEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'membership.appointed':
    case 'membership.consented':
      return [welcome(event)];
    case 'membership.enrolled':
      return [invitation(event, world)];
    case 'membership.lapsed':
      return [
        {
          key: `membership.lapsed:${event.term}`,
          to: { to: 'person', person: event.person },
          kind: 'membership.lapsed',
          params: { roster: event.roster, lastDay: event.lastDay },
        },
      ];
    case 'membership.removed':
      return [
        {
          key: `membership.removed:${event.term}`,
          to: { to: 'person', person: event.person },
          kind: 'membership.removed',
          params: { term: event.term, roster: event.roster },
        },
      ];
    case 'membership.imported':
    case 'membership.printed-term-confirmed':
    case 'membership.letter-printed':
    case 'membership.letter-handed-over':
    case 'membership.barred':
    case 'membership.consent-declined':
    case 'membership.unavailable':
    case 'membership.available-again':
      return [];
  }
};

type Started = Extract<
  MembershipEvent,
  { type: 'membership.appointed' } | { type: 'membership.consented' }
>;

const welcome = (event: Started): Notice => ({
  key: `membership.begun:${event.term}`,
  to: { to: 'person', person: event.person },
  kind: 'membership.begun',
  params: {
    roster: event.roster,
    startsOn: event.startsOn,
    lastDay: event.lastDay,
    letterNumber: 'letterNumber' in event ? event.letterNumber : null,
  },
});

const invitation = (
  event: Extract<MembershipEvent, { type: 'membership.enrolled' }>,
  world: World<unknown>,
): Notice => ({
  key: `membership.invited:${event.term}`,
  to: { to: 'person', person: event.person },
  kind: 'membership.invited',
  params: { term: event.term, category: event.category },
  offer: {
    id: newId(world.seed, `offer:${event.term}`),
    target: event.person,
    name: 'expertConsent',
    params: { term: event.term },
  },
});

type Params = Readonly<Record<string, Json>>;

/** The context's notices as a member reads them. */
export const say = (kind: string, params: Params): Said | null => {
  switch (kind) {
    case 'membership.begun':
      return begun(params);
    case 'membership.invited':
      return invited(params);
    case 'membership.lapsed':
      return lapsed(params);
    default:
      return null;
  }
};

const begun = (params: Params): Said => {
  const words = ROSTER_WORDS[rosterOf(params)];
  const until = dayWords(params.lastDay);
  const letter = params.letterNumber;
  const lines = [
    `您已正式成为${words.member}，聘期到${until}。`,
    ...(typeof letter === 'string' ? [`聘书编号：${letter}`] : []),
    '单位、电话等信息有变化，请及时告诉我们。',
    '回复“我的”可以查看聘期，回复“没空”可以登记不能参加的日期。',
  ];
  return {
    text: lines.join('\n'),
    template: progress(`${words.member}聘任`, `聘期到${until}`),
  };
};

const invited = (params: Params): Said => {
  const category = typeof params.category === 'string' ? params.category : '';
  return {
    text: [
      `医保局邀请您加入专家库，专业类别：${category}。`,
      '入库后可能被随机抽选参加检查或审核，每次都会先问您有没有时间。',
      '愿意加入请回复“同意”，不愿意请回复“不同意”。',
    ].join('\n'),
    template: progress('邀请加入专家库', '请回复“同意”或“不同意”'),
  };
};

const lapsed = (params: Params): Said => {
  const words = ROSTER_WORDS[rosterOf(params)];
  const until = dayWords(params.lastDay);
  return {
    text: [
      `您的${words.member}聘期已于${until}期满，感谢您的付出。`,
      '期满不是移出，今后可以再次申请。',
      '您已反映的事项仍可回复编号查看进度。',
    ].join('\n'),
    template: progress(`${words.member}聘期期满`, '今后可以再次申请'),
  };
};

/** Why, and whom to ask (ZJ-18a). */
export const removed = (params: Params, ground: string): Said => {
  const words = ROSTER_WORDS[rosterOf(params)];
  return {
    text: [
      `您已被移出${words.roster}，不再参加抽取和检查工作。`,
      ...(ground === '' ? [] : [`事由：${ground}`]),
      '按规定，移出后不能再次申报入库。如有不同意见，请回复“人工”，或向医疗保障局分管领导当面说明。',
    ].join('\n'),
    // that somebody was removed is for nobody who sees the phone (C-02)
    template: progress(`${words.roster}通知`, '详情请看微信消息，有疑问请回复“人工”'),
  };
};

const progress = (subject: string, note: string): NonNullable<Said['template']> => ({
  name: 'progress',
  fields: { subject, when: '', place: '', note },
});

const rosterOf = (params: Params): Roster =>
  params.roster === 'experts' ? 'experts' : 'supervisors';

const dayWords = (value: Json | undefined): string => {
  const day = typeof value === 'string' ? parseDay(value) : null;
  return day === null ? '' : showDay(day);
};
