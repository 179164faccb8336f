import {
  draws,
  people,
  vrs,
  type DomainEvent,
  type FollowerActor,
  type StaffActor,
} from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { demoBureaus, openApp, ZHANJIANG, type OpenApp } from './app.ts';
import { drawFor } from './drawing.ts';
import { bureauOf, type Bureau } from './experts.ts';
import { follower } from './people.ts';

/** Somebody of the pool or lent to it, with the chat they answer in. */
export interface Known {
  readonly person: string;
  readonly chat: FollowerActor;
}

export const types = (events: readonly DomainEvent[]) => events.map(({ type }) => type);

export const refusal = (outcome: { readonly kind: string }) =>
  'reason' in outcome ? (outcome.reason as { code: string }).code : outcome.kind;

/** A bureau in which work was drawn, and what is asked of it afterwards. */
export class Later {
  readonly open: OpenApp;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
  readonly chats = new Map<string, FollowerActor>();

  constructor(open: OpenApp, clerk: StaffActor) {
    this.open = open;
    this.clerk = clerk;
    this.bureau = bureauOf(open, clerk);
  }

  /** With a line of policy of its own, where given. */
  static async begin(policy = ''): Promise<Later> {
    const bureaus = demoBureaus((name, text) =>
      name === 'zhanjiang.yaml' && policy !== ''
        ? text.replace('policy:\n', `policy:\n  draws:\n    ${policy}\n`)
        : text,
    );
    const open = await openApp({ seed: 'later', bureaus });
    return new Later(open, await open.member(ZHANJIANG, 'clerk'));
  }

  /** An expert of the pool; at `unit` where colleagues are wanted. */
  async expert(unit: string | null = null, category = '药学'): Promise<Known> {
    const employments = unit === null ? undefined : [{ unit, outside: true }];
    const { person, chat } = await this.bureau.expert([category], employments);
    this.chats.set(person, chat);
    return { person, chat };
  }

  /** Registered, but of no roster here. */
  async stranger(): Promise<Known> {
    const employments = [{ unit: '外市第一医院', outside: true }];
    const input = { source: 'visit', particulars: { name: '外来专家', employments } };
    const [event] = await this.bureau.done(this.clerk, people.registerPerson, input);
    if (event.type !== 'people.registered') throw new Error(event.type);
    const chat = follower(`chat-${event.person}`, { person: event.person });
    this.chats.set(event.person, chat);
    return { person: event.person, chat };
  }

  async drawn(need: number, more: object = {}): Promise<string> {
    const task = await this.bureau.task({ 药学: need }, more);
    await drawFor(this.open, this.clerk, task);
    return task;
  }

  async panel(task: string) {
    return (await this.bureau.view(task)).panel.map(({ invitation }) => invitation);
  }

  /** The one of the panel with this status; throws where there is none. */
  async someone(task: string, status: string) {
    const found = (await this.panel(task)).find((one) => one.status === status);
    if (found === undefined) throw new Error(`nobody is ${status}`);
    return found;
  }

  async says(invitation: { id: string; person: string }, answer: string, reason = '出差') {
    const chat = this.chats.get(invitation.person);
    if (chat === undefined) throw new Error('no chat');
    const input = { invitation: invitation.id, answer, reason };
    return this.bureau.done(chat, draws.replyToDraw, input);
  }

  /** Everybody asked declines until nobody follows. */
  async declineAll(task: string): Promise<void> {
    for (;;) {
      const waiting = (await this.panel(task)).filter(({ status }) => status === 'invited');
      if (waiting.length === 0) return;
      for (const one of waiting) await this.says(one, 'decline');
    }
  }

  async propose(task: string, kind: string, more: object = {}) {
    const input = { task, kind, reason: '名单已用完', ...more };
    return this.bureau.perform(this.clerk, draws.proposeChoice, input);
  }

  /** Proposed by the clerk and approved by a leader; the events of the approval. */
  async choose(task: string, kind: string, more: object = {}) {
    const proposed = await this.propose(task, kind, more);
    const event = proposed.kind === 'done' ? proposed.events[0] : null;
    if (event?.type !== 'draws.choice-proposed') throw new Error(JSON.stringify(proposed));
    const leader = await this.open.member(ZHANJIANG, 'leader');
    const input = { choice: event.choice, approves: true };
    return this.bureau.done(leader, draws.decideOnChoice, input);
  }

  async choices(task: string) {
    const asked = await this.open.app.ask(ZHANJIANG, draws.choicesOfTask, { task }, this.clerk);
    if (asked.kind !== 'found' || asked.value === null) throw new Error('no task');
    return asked.value;
  }

  async told(kind: string) {
    return this.open.app.gate.transaction(ZHANJIANG, (tx) => tx.table(notices).find({ kind }));
  }

  /** The record as it can be given out, and what a checker finds wrong with it. */
  async record(task: string) {
    const draw = (await this.bureau.view(task)).draw?.id ?? '';
    const auditor = await this.open.member(ZHANJIANG, 'auditor');
    const asked = await this.open.app.ask(ZHANJIANG, draws.drawRecord, { draw }, auditor);
    if (asked.kind !== 'found' || asked.value === null) throw new Error('no record');
    const { steps } = vrs.verifyRecord(asked.value, vrs.NODE_HASHING);
    return { record: asked.value, faults: steps.filter(({ ok }) => !ok) };
  }

  async bodies(task: string, kind: string): Promise<readonly unknown[]> {
    const { record } = await this.record(task);
    return record.events.filter((event) => event.kind === kind).map(({ body }) => body);
  }
}
