import type { z } from 'zod';
import {
  publicity,
  type Action,
  type Actor,
  type BureauId,
  type DomainEvent,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import { ZHANJIANG, type OpenApp } from './app.ts';
import { applied, expertApplicationOf, passedReview, type Passed } from './applying.ts';
import { callingOf } from './calling.ts';
import { citizenOf } from './people.ts';

/** Somebody who has been selected, and who has had a hand in it. */
export interface Selected extends Passed {
  readonly application: string;
  readonly number: string;
}

/** Zhanjiang with an open call, and what is done there about publicity, objections and appointments. */
export async function showingOf(open: OpenApp) {
  const at: BureauId = ZHANJIANG;
  const clerk = await open.member(at, 'clerk');
  const leader = await open.member(at, 'leader');
  const discipline = await open.member(at, 'discipline');
  const call = { roster: 'experts', title: '2026年专家征集公告', quotas: [] };
  await callingOf(open, at, clerk).published(leader, call);

  const perform = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: object,
  ) => open.app.perform(at, action, input, actor);

  const done = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: object,
  ): Promise<readonly [E, ...E[]]> => {
    const outcome = await perform(actor, action, input);
    if (outcome.kind !== 'done') throw new Error(`${action.name}: ${JSON.stringify(outcome)}`);
    return outcome.events;
  };

  let people = 0;
  const selected = async (name: string, over: object = {}): Promise<Selected> => {
    people += 1;
    const citizenNumber = citizenOf('1980-03-15', String(100 + people));
    const application = expertApplicationOf({ name, citizenNumber, ...over });
    const event = await applied(open, application, { bureau: at, chat: `o-${name}` });
    const passed = await passedReview(open, {
      bureau: at,
      application: event.application,
      until: 'selected',
    });
    return { ...passed, application: event.application, number: event.number };
  };

  /** Shown from today; the id of the period. */
  const started = async (...applications: readonly string[]): Promise<string> => {
    const input = { roster: 'experts', applications };
    const [event] = await done(clerk, publicity.startPublicity, input);
    if (event.type !== 'publicity.started') throw new Error(event.type);
    return event.publicity;
  };

  const placed = (period: string, day = '2026-10-12') =>
    done(clerk, publicity.notePublicityPlacement, {
      publicity: period,
      where: '市政府网站',
      url: 'https://example.gov.cn/gs',
      day,
    });

  const view = async (period: string, actor: StaffActor = clerk) => {
    const asked = await open.app.ask(at, publicity.onePublicity, { publicity: period }, actor);
    if (asked.kind !== 'found' || asked.value === null) throw new Error('no such period');
    return asked.value;
  };

  const end = async (period: string) =>
    perform(clerk, publicity.endPublicity, {
      publicity: period,
      expectVersion: (await view(period)).period.version,
    });

  return { at, clerk, leader, discipline, perform, done, selected, started, placed, view, end };
}

export type Showing = Awaited<ReturnType<typeof showingOf>>;
