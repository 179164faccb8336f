import type {
  Action,
  DomainEvent,
  FollowerActor,
  Refusal,
  StaffActor,
} from '../../domain/index.ts';
import { draws } from '../../domain/index.ts';
import type { z } from 'zod';
import { ZHANJIANG, type OpenApp } from './app.ts';

const witnesses = new WeakMap<OpenApp, Promise<StaffActor>>();

/** The colleague of the discipline office who watches the draws of a test. */
export function witnessIn(open: OpenApp): Promise<StaffActor> {
  const known = witnesses.get(open) ?? open.member(ZHANJIANG, 'discipline');
  witnesses.set(open, known);
  return known;
}

/** First step: list frozen, commitment made; the outcome, whatever it is. */
export async function commitFor(open: OpenApp, operator: StaffActor, task: string) {
  const { account } = await witnessIn(open);
  const input = { task, witness: { kind: 'account', id: account } };
  return open.app.perform(ZHANJIANG, draws.commitDraw, input, operator);
}

/** All three steps as operator and witness do them; the events of the draw itself. */
export async function drawFor(open: OpenApp, operator: StaffActor, task: string) {
  const committed = await commitFor(open, operator, task);
  const event = committed.kind === 'done' ? committed.events[0] : null;
  if (event?.type !== 'draws.committed') throw new Error(JSON.stringify(committed));
  const { draw } = event;
  await done(open, operator, draws.contributeToDraw, { draw, digits: '583920' });
  await done(open, await witnessIn(open), draws.contributeToDraw, { draw, digits: '3 6 1 5 2 4' });
  return done(open, operator, draws.drawPanel, { task });
}

async function done<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  open: OpenApp,
  actor: StaffActor | FollowerActor,
  ...[action, input]: [Action<S, P, F, E, R>, unknown]
): Promise<readonly [E, ...E[]]> {
  const outcome = await open.app.perform(ZHANJIANG, action, input, actor);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.events;
}
