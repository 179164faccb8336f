import {
  draws,
  evaluation,
  people,
  type Action,
  type Actor,
  type DomainEvent,
  type FollowerActor,
  type Query,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import type { z } from 'zod';
import { ZHANJIANG, type OpenApp } from './app.ts';
import type { Chat } from './chat.ts';
import { drawFor } from './drawing.ts';
import { bureauOf } from './experts.ts';
import { follower } from './people.ts';

/** 64 hex digits as a scan's digest has them. */
export const SCAN = 'ab'.repeat(32);

/** Somebody who accepted. */
export interface AcceptedExpert {
  readonly person: string;
  readonly invitation: string;
  readonly chat: FollowerActor;
}

/** A drawn piece of work whose experts have all accepted, on the morning of its first day. */
export async function workWith(open: OpenApp, size: number, more: object = {}) {
  const clerk = await open.member(ZHANJIANG, 'clerk');
  const head = await open.member(ZHANJIANG, 'sectionHead');
  const leader = await open.member(ZHANJIANG, 'leader');
  const bureau = bureauOf(open, clerk);
  for (let n = 0; n < size; n += 1) await bureau.expert(['药学']);
  const task = await bureau.task({ 药学: size }, more);
  await drawFor(open, clerk, task);
  const panel = (await bureau.view(task)).panel.map(({ invitation }) => invitation);
  const experts: AcceptedExpert[] = panel.map(({ id, person }) => ({
    person,
    invitation: id,
    chat: follower(`chat-${person}`, { person }),
  }));
  for (const { invitation, chat } of experts)
    await bureau.done(chat, draws.replyToDraw, { invitation, answer: 'accept' });
  open.clock.set('2026-10-15T09:00:00+08:00');

  const perform = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: unknown,
  ) => open.app.perform(ZHANJIANG, action, input, actor);
  const done = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: unknown,
  ): Promise<readonly E[]> => {
    const outcome = await perform(actor, action, input);
    if (outcome.kind !== 'done') throw new Error(`${action.name}: ${JSON.stringify(outcome)}`);
    return outcome.events;
  };
  const ask = async <S extends z.ZodType, P, T>(
    query: Query<S, P, T>,
    params: unknown,
    actor: Actor = clerk,
  ): Promise<T> => {
    const answered = await open.app.ask(ZHANJIANG, query, params, actor);
    if (answered.kind !== 'found') throw new Error(`${query.name}: ${JSON.stringify(answered)}`);
    return answered.value;
  };
  /** the code of the refusal, or what happened instead */
  const no = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: unknown,
  ): Promise<string> => {
    const outcome = await perform(actor, action, input);
    return outcome.kind === 'refused' ? outcome.reason.code : outcome.kind;
  };
  const prepare = (officers = OFFICERS) =>
    done(clerk, evaluation.prepareWork, { task, ...SHEET, officers });
  const signIn = ({ invitation }: AcceptedExpert) =>
    done(clerk, evaluation.signInExpert, {
      task,
      invitation,
      at: open.clock.now().toISOString(),
      oath: 'paper',
      declared: true,
      scans: [SCAN],
    });
  return {
    clerk,
    head,
    leader,
    bureau,
    task,
    experts,
    perform,
    done,
    ask,
    no,
    prepare,
    signIn,
    /** prepared, started, everybody signed in */
    begin: async () => {
      await prepare();
      await done(clerk, evaluation.startWork, { task });
      for (const expert of experts) await signIn(expert);
    },
    /** a question to everybody present, answered apart; its id */
    openRound: async (way: 'page' | 'paper' = 'page', asked: object = {}) => {
      const [event] = await done(clerk, evaluation.askExperts, {
        task,
        title: '是否重复收费',
        text: '住院号12的检查费是否重复收取',
        way,
        dueAt: '2026-10-16T17:00:00+08:00',
        ...asked,
      });
      if (event?.type !== 'evaluation.round-opened') throw new Error('not opened');
      return event.round;
    },
    vote: (expert: AcceptedExpert, round: string, vote: evaluation.Opinion['vote']) =>
      done(expert.chat, evaluation.giveOwnOpinion, {
        round,
        vote,
        text: `我的意见是${evaluation.VOTE_WORDS[vote]}`,
        materials: '收费明细第12行',
      }),
    /** the signed print of an opinion is in (ZJ-14.5) */
    sign: ({ person }: AcceptedExpert, round: string) =>
      done(clerk, evaluation.noteSignature, { round, person, scans: [SCAN] }),
    form3: async ({ person }: AcceptedExpert) => {
      await done(clerk, evaluation.evaluateExpert, {
        task,
        person,
        ticks: evaluation.TICKS,
        level: '优秀',
      });
      await done(leader, evaluation.signOffEvaluation, { task, person, opinion: '同意' });
    },
  };
}

export type AtWork = Awaited<ReturnType<typeof workWith>>;

export const OFFICERS = [
  { name: '执法甲', certificate: 'YB44080001' },
  { name: '执法乙', certificate: 'YB44080002' },
];

const SHEET = {
  scope: '2025年住院费用的合规性',
  basis: '《医疗保障基金使用监督管理条例》第三十八条',
  materials: [{ name: '住院收费明细', where: '三楼阅卷室' }],
};

/** The expert's WeChat is bound by a code, as in life. */
export async function bind(open: OpenApp, staff: StaffActor, person: string, chat: Chat) {
  const code = String(10_000_000 + Math.floor(Math.random() * 89_999_999));
  const issued = await open.app.perform(
    ZHANJIANG,
    people.issueBindingCode,
    { person, code },
    staff,
  );
  if (issued.kind !== 'done') throw new Error(JSON.stringify(issued));
  await chat.says(`绑定 ${code}`);
}
