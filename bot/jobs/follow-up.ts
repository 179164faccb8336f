import { actionNamed, type Tx } from '../../domain/index.ts';
import {
  dueFollowUps,
  postponeFollowUp,
  refuseFollowUp,
  takeFollowUp,
} from '../../domain/exchange/index.ts';
import { systemActor, type DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

type Waiting = Awaited<ReturnType<typeof dueFollowUps>>[number];

/** Consequences in higher contexts: each performed once under its key, as the system. */
export const performFollowUps: Pump = {
  name: 'follow-ups',
  run: async (hand) => {
    const { app, bureau } = hand;
    const due = await app.gate.transaction(bureau, (tx) => dueFollowUps(tx, app.clock()));
    for (const row of due) await performOne(hand, row);
    return due.length > 0;
  },
};

const performOne = async (hand: DutyHand, row: Waiting): Promise<void> => {
  const { app, bureau, onFault } = hand;
  try {
    await app.gate.transaction(bureau, (tx) => perform(hand, tx, row));
    app.wake(bureau);
  } catch (fault) {
    onFault(fault);
    await app.gate.transaction(bureau, (tx) =>
      postponeFollowUp(tx, row, { note: 'threw', now: app.clock() }),
    );
  }
};

const perform = async ({ app }: DutyHand, tx: Tx, row: Waiting): Promise<void> => {
  if (!(await takeFollowUp(tx, row))) return;
  const action = actionNamed(row.action);
  const input = tx.vault.open(row.input);
  if (action === null) throw new Error(`no action named ${row.action}`);
  const outcome = await action.with((known) =>
    app.performIn(tx, known, input, systemActor('follow-up')),
  );
  if (outcome.kind === 'refused') await refuseFollowUp(tx, row, outcome.reason.code);
  if (outcome.kind === 'denied') await refuseFollowUp(tx, row, outcome.because.why);
};
