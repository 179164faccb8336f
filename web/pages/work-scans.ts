import { adoptedBy, type AttachmentRow, type KeptPiece } from '../../domain/exchange/index.ts';
import {
  evaluation,
  type DomainEvent,
  type NonEmpty,
  type Outcome,
  type Refusal,
} from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile } from '../page.ts';
import { settled, type After, type Settled, type Visit } from '../visit.ts';
import { handedOut } from './evidence.ts';
import { READING_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';
import { z } from 'zod';

interface Scanned<E extends DomainEvent, R extends Refusal> {
  /** the digests of the scans go into the event, so that the log knows which paper was meant */
  readonly act: (
    digests: readonly string[],
    pieces: readonly KeptPiece[],
  ) => Promise<Outcome<E, R>>;
  /** the record that keeps the scans */
  readonly owner: (events: NonEmpty<E>) => string;
  readonly after: After<E>;
}

/** Does something that has a paper with it; a refused one leaves no file behind. */
export const withScans = async <E extends DomainEvent, R extends Refusal>(
  visit: Visit,
  { act, owner, after }: Scanned<E, R>,
): Promise<Settled> => {
  const pieces: readonly KeptPiece[] = await keepScans(visit);
  const outcome = await act(
    pieces.map(({ digest }) => digest),
    pieces,
  );
  await settleScans(visit, pieces, outcome.kind === 'done' ? owner(outcome.events) : null);
  return settled(outcome, after);
};

/** Scans of these records, by record. */
export const scansOf = (
  visit: Visit,
  owners: readonly string[],
): Promise<ReadonlyMap<string, readonly AttachmentRow[]>> =>
  visit.within(async (tx) => {
    const found = new Map<string, readonly AttachmentRow[]>();
    for (const owner of owners) found.set(owner, await adoptedBy(tx, owner));
    return found;
  });

/** A signed paper of this work: sign-in, minutes, opinions. */
export const workScanFile = defineFile({
  path: '/work/:task/scan/:piece',
  roles: READING_ROLES,
  query: z.object({ task: recordId, piece: recordId }),
  load: async (visit, { task, piece }) => {
    const work = await visit.ask(evaluation.oneWork, { task });
    const talk = await visit.ask(evaluation.deliberation, { task });
    if (work === null || talk === null) return null;
    const owners = [
      ...work.experts.flatMap(({ days }) => days.map(({ id }) => id)),
      ...talk.rounds.map(({ round }) => round.id),
    ];
    const scans = await scansOf(visit, owners);
    const owner = owners.find((one) => scans.get(one)?.some(({ id }) => id === piece) === true);
    return owner === undefined
      ? null
      : handedOut(visit, { owner, piece, name: `${work.task.number}-扫描件` });
  },
});
