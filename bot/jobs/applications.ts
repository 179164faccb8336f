import { erasePrivateParts } from '../../domain/audit/index.ts';
import { dropBag } from '../../domain/exchange/index.ts';
import { nomination, type Tx } from '../../domain/index.ts';
import { systemActor, type Duty, type DutyHand } from './duty.ts';

/** Who was refused or withdrew is forgotten after the measure's months, in rows, log and files. */
export const forgetApplications: Duty = {
  name: 'forget-applications',
  when: { kind: 'daily', at: '02:50' },
  run: async (hand) => {
    const { app, bureau } = hand;
    for (let round = 0; round < ROUNDS; round += 1)
      if (!(await app.gate.transaction(bureau, (tx) => forgetSome(hand, tx)))) return;
  },
};

const ROUNDS = 1000;
const ACTOR = systemActor('forget-applications');

/** One chunk in one transaction; false: nothing was due. */
const forgetSome = async ({ app }: DutyHand, tx: Tx): Promise<boolean> => {
  const outcome = await app.performIn(tx, nomination.forgetRefused, {}, ACTOR);
  if (outcome.kind !== 'done') return false;
  const gone = outcome.events.flatMap((event) =>
    event.type === 'nomination.forgotten' ? [event] : [],
  );
  await erasePrivateParts(
    tx,
    gone.flatMap(({ entries }) => entries),
    app.clock(),
  );
  await dropBag(
    tx,
    gone.flatMap(({ attachments }) => attachments),
  );
  return true;
};
