import { z } from 'zod';
import { draws, type Json } from '../../domain/index.ts';
import type { Doing, Done, OfferKind } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ invitation: z.string(), number: z.string() });

const NOT_YOURS = '这份邀请不在您名下。有疑问请回复“人工”。';

const number = (value: Json): string => params.parse(value).number;
const title = (value: Json): string => `任务${number(value)}`;

const NEEDS_REASON = {
  ask: '请说一下不能参加的原因，方便我们另作安排。',
  example: '当天有手术排班',
};

const reply = async (
  { facts, desk }: Doing,
  said: { readonly params: Json; readonly rest: string },
  answer: 'accept' | 'decline' | 'withdraw',
): Promise<Done> => {
  const { invitation } = params.parse(said.params);
  const input = { invitation, answer, reason: said.rest };
  const outcome = await desk.app.performIn(desk.tx, draws.replyToDraw, input, facts.actor);
  if (outcome.kind !== 'done') return refused(outcome, NOT_YOURS);
  return answered(outcome.events[0]);
};

type Answered = Parameters<typeof draws.replyWords>[0];

/** What is said, and what a card shows from now on. */
const answered = (event: Answered): Done => ({
  ...finished(draws.replyWords(event) ?? '已记下您的答复。'),
  card: cardWords(event),
});

const LATE_ON_CARD: Readonly<Record<Extract<Answered, { why: unknown }>['why'], string>> = {
  'already-said': '已答复过',
  'first-stands': '以第一次答复为准',
  'seat-taken': '已过答复时间',
  started: '工作已经开始',
  rearranged: '人员已调整',
  over: '工作已取消',
};

const ON_CARD: Readonly<Partial<Record<Answered['type'], string>>> = {
  'draws.accepted': '已接受',
  'draws.declined': '已答复不能参加',
  'draws.recused': '已回避',
  'draws.cleared': '已答复无需回避',
};

const cardWords = (event: Answered): string =>
  event.type === 'draws.reply-late' ? LATE_ON_CARD[event.why] : (ON_CARD[event.type] ?? '已答复');

const hasAccepted = async ({ facts, desk }: Doing, invitation: string): Promise<boolean> => {
  const own = await draws.invitationsOfPerson(desk.tx, facts.actor.person ?? '');
  return own.some((one) => one.id === invitation && one.status === 'accepted');
};

/** Why somebody cannot come, said without saying so: 那天要值班; never what somebody did to the fund. */
const BUSY =
  /^(?!.*(?:吗|呢|\?|骗|刷|套|多收|举报|完班|以后|之后|接受|能去|可以|参加|没问题)).{0,14}(?:值班|夜班|要上班|手术|出差|开会|有会|门诊|坐诊|查房|上课|讲课|考试|在外地|在外面|有事|有安排|走不开|走不脱|抽不开|脱不开|离不开|忙不过|太忙|很忙|要忙|住院|开刀|休假|旅游|出国|回老家|有课|生病|病了|感冒|发烧|不舒服|腿疼|体检|喜酒|婚礼|结婚|丧事|带孙|看孙|带孩子|带娃|接孩子).{0,8}$/u;

/** 不行啊，那天…: a no before anything else, the reason after it in whatever words. */
const PLAIN_NO =
  /^(?!.*(?:吗|呢|\?|骗|刷|套|多收|举报|怎么|为什么|接受|能去))(?:我|啊|哎呀?|唉|不好意思|抱歉|对不起|实在|恐怕|可能|估计|这次|那天|[,，。!\s])*(?:不行|不成|不得行)(?:啊|呀|哦|的|了|哈|吧)?(?:[,，。!\s].*)?$/u;
const NO = new RegExp(`${BUSY.source}|${PLAIN_NO.source}`, 'u');

/** 我又有空了，能参加: the last thing said is that one can. */
const CAN_AFTER_ALL =
  /^(?!.*(?:药|医院|卡|骗|刷|套|举报))(?:.*[^不没])?(?:能|可以|想|愿意?)(?:再|又)?(?:参加|去|来)[^不没]*$/u;
const FREE_AFTER_ALL = /^(?:.*[^不没])?(?:有空|有时间|接受邀请|改成?接受)[^不没]*$/u;
const AFTER_ALL = new RegExp(`${CAN_AFTER_ALL.source}|${FREE_AFTER_ALL.source}`, 'u');

/** 我去, 到时候来: asked about, since a story may begin so. */
const WILLING =
  /^(?:好的?|行|嗯|收到|受到|知道|了|那|[,，、。!\s])*(?:我们?|会|能|到时候?|一定|准时|[,，、\s])+(?:去|来|到)(?:的|哈|啊|吧|哦)*[,，。!\s]*(?:谢谢.{0,4})?$/u;

/** 接受 or 不能参加; an acceptance may turn into 不能参加 in time (ZJ-14.3, C-11, F16). */
export const drawInvitation: OfferKind = {
  kind: 'offer',
  name: 'drawInvitation',
  title,
  number,
  remind: (value) =>
    `${title(value)}：能去请回复“接受”，去不了请回复“不能参加”加原因；已经答复的不用再回。`,
  changed: {
    hears: AFTER_ALL,
    say: (value) =>
      `${title(value)}您已经答复过，以第一次的答复为准。要改请回复“人工”，刚才的话会一起转给工作人员。`,
  },
  buttons: [
    { reply: 'accept', label: '接受' },
    { reply: 'decline', label: '不能参加' },
  ],
  replies: [
    {
      id: 'decline',
      words: [
        '不能参加',
        '不参加',
        '参加不了',
        '参加不成',
        '无法参加',
        '没法参加',
        '不能去',
        '去不了',
        '去不成',
        '来不了',
        '不去',
        '接受不了',
        '不能接受',
        '不接受',
        '没时间',
        '请假',
        // 不了 as a keyboard writes it
        '参加不聊',
        '参加不料',
        '去不聊',
        '去不料',
        '来不聊',
        '回不来',
        '回不去',
        '赶不上',
        '赶不回',
      ],
      inside: true,
      hints: NO,
      needs: NEEDS_REASON,
      answer: async (context, said) => {
        const accepted = await hasAccepted(context, params.parse(said.params).invitation);
        return reply(context, said, accepted ? 'withdraw' : 'decline');
      },
    },
    {
      id: 'accept',
      words: [
        '接受',
        '接受邀请',
        '接收',
        '同意',
        '好',
        '好的',
        '行',
        '可以',
        '可以的',
        '没问题',
        '好的没问题',
        '参加',
        '可以参加',
        '能参加',
        '我参加',
        '能去',
        '可以去',
        '能来',
        '可以来',
        '准时参加',
        '按时参加',
        '一定参加',
        '一定去',
        '准时到',
        '按时到',
        '我会参加',
        '会参加',
        '要得',
        'OK',
        'ok',
        'Ok',
      ],
      alone: true,
      hints: WILLING,
      answer: (context, said) => reply(context, said, 'accept'),
    },
  ],
};

const conflict = async (
  { facts, desk }: Doing,
  said: { readonly params: Json; readonly rest: string },
  needsRecusal: boolean,
): Promise<Done> => {
  const { invitation } = params.parse(said.params);
  const input = { invitation, needsRecusal, reason: said.rest };
  const outcome = await desk.app.performIn(desk.tx, draws.declareDrawConflict, input, facts.actor);
  if (outcome.kind !== 'done') return refused(outcome, NOT_YOURS);
  return answered(outcome.events[0]);
};

/** Sounds like a tie to the institution. */
const TIE =
  /侄|外甥|亲戚|亲属|家属|家人|爱人|老婆|老公|丈夫|妻子|儿子|女儿|儿媳|女婿|父亲|母亲|爸|妈|哥|弟|姐|妹|(?:以前|曾|过去|原来|之前).{0,8}(?:上班|工作|干过|任职|待过)|入股|股份|股东|打过官司|纠纷/u;

/** 需回避 or 无需回避, once the institution was told (ZJ-11.0, ZJ-14.4, A-23). */
export const drawRecusal: OfferKind = {
  kind: 'offer',
  name: 'drawRecusal',
  title,
  number,
  remind: (value) =>
    `${title(value)}：没有关联请回复“无需回避”，有关联请回复“需回避”加原因；已经答复的不用再回。`,
  buttons: [
    { reply: 'clear', label: '无需回避' },
    { reply: 'recuse', label: '需回避' },
  ],
  replies: [
    {
      id: 'clear',
      words: [
        '无需回避',
        '不需回避',
        '不需要回避',
        '不用回避',
        '没有需要回避',
        '无须回避',
        '没有回避',
        '不回避',
        '没有关系',
        '没关系',
        '没有关联',
        '没有利益关系',
        '没有利害关系',
        '没有任何关系',
        '没有',
        '无',
      ],
      alone: true,
      answer: (context, said) => conflict(context, said, false),
    },
    {
      id: 'recuse',
      words: ['需回避', '需要回避', '要回避', '应当回避'],
      hints: TIE,
      needs: { ask: '请简单说一下原因，亲属的姓名不用写。', example: '去年在该院兼职' },
      answer: (context, said) => conflict(context, said, true),
    },
  ],
};
