import { enquiries, OFFICE } from '../../domain/index.ts';
import type { Conversation, Doing, Done, Instant } from '../dialogue/flow.ts';
import { menuOf } from './menu.ts';
import { finished, refused } from './refused.ts';

const NOT_HEARD = '这句话没有转到工作人员，请稍后再试，或拨打医保热线12393。';

const received = async ({ facts, desk }: Doing): Promise<string> => {
  const { now, calendar } = await desk.app.world(desk.tx, OFFICE);
  const { hotline } = facts.policy(enquiries.ENQUIRIES).enquiries;
  return enquiries.receivedWords({ now, calendar }, facts.policy(OFFICE).office, hotline);
};

const begin = async (context: Doing, words: string): Promise<Done> => {
  const { facts, desk } = context;
  const outcome = await desk.app.performIn(desk.tx, enquiries.openEnquiry, { words }, facts.actor);
  if (outcome.kind === 'refused' && outcome.reason.code === 'enquiries.already-open') return goOn(context, words);
  if (outcome.kind !== 'done') return refused(outcome, NOT_HEARD);
  const [event] = outcome.events;
  return {
    kind: 'finished',
    say: [await received(context), '接下来发的话都会转给工作人员；不用了请回复“结束”。'].join('\n'),
    talking: event.enquiry,
  };
};

const goOn = async (context: Doing, words: string): Promise<Done> => {
  const { facts, desk } = context;
  const outcome = await desk.app.performIn(desk.tx, enquiries.sayInEnquiry, { words }, facts.actor);
  if (outcome.kind === 'done') return { kind: 'finished', say: '已转给工作人员。' };
  return outcome.kind === 'refused' && outcome.reason.code !== 'enquiries.already-open'
    ? { kind: 'finished', say: '刚才的人工对话已经结束。还需要工作人员，请再回复“人工”。', talking: null }
    : refused(outcome, NOT_HEARD);
};

/** 人工: a real conversation with the office; everyday questions get the short answer first (C-11). */
export const human: Instant = {
  kind: 'instant',
  id: 'human',
  title: '人工',
  openings: ['人工', '人工服务', '转人工'],
  menu: () => '找工作人员（人工）',
  answer: (context, rest) => begin(context, rest === '' ? '（对方请求人工服务）' : rest),
};

/** The words of an open 人工 conversation go to the office as they are. */
export const talk: Instant = {
  kind: 'instant',
  id: 'talk',
  title: '人工对话',
  openings: [],
  menu: () => null,
  answer: goOn,
};

export const endTalk: Instant = {
  kind: 'instant',
  id: 'endTalk',
  title: '结束人工',
  openings: ['结束', '结束人工', '退出人工'],
  menu: () => null,
  answer: async ({ facts, desk }) => {
    const outcome = await desk.app.performIn(desk.tx, enquiries.closeEnquiry, {}, facts.actor);
    return {
      kind: 'finished',
      say: outcome.kind === 'done' ? '人工对话已结束。回复“0”看菜单。' : '现在没有人工对话。回复“0”看菜单。',
      talking: null,
    };
  },
};

/** Words nobody understands: an everyday question gets its short answer, all else the menu. */
export const fallback = (conversations: () => readonly Conversation[]): Instant => ({
  kind: 'instant',
  id: 'fallback',
  title: '其他',
  openings: [],
  menu: () => null,
  answer: ({ facts }, rest) => {
    const short = enquiries.everyday(rest, facts.policy(enquiries.ENQUIRIES).enquiries);
    return Promise.resolve(
      short === null
        ? menuOf(conversations(), facts, ['没有看明白您要办什么，可以选一项：'])
        : finished(short),
    );
  },
});
