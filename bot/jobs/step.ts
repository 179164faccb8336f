import type { OpenChat, Recipient, Tx } from '../../domain/index.ts';
import {
  markRoute,
  noteTry,
  postponeNotice,
  triesOf,
  type Step,
  type TryRow,
} from '../../domain/notices/index.ts';
import { wayNamed } from '../ways/index.ts';
import type { Errand, Prepared, Way } from '../ways/way.ts';
import { circuitName, circuitsOf, LEASE_MS } from './delivering.ts';

type Open = Extract<Prepared, { kind: 'open' }>;

/** What is to be done with one notice, decided and put on record before anything leaves. */
export type Plan =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'send';
      readonly step: Step;
      readonly way: Way;
      readonly open: Open;
      /** when its way was put on record */
      readonly at: Date;
    };

export const DONE: Plan = { kind: 'done' };

/** Where a notice stands: its chats, what was tried, what is left to try. */
export interface Place {
  readonly to: Recipient;
  readonly chats: readonly OpenChat[];
  readonly why: string;
  readonly tries: TryRow[];
  readonly steps: readonly Step[];
}

interface Trying {
  readonly step: Step;
  readonly place: Place;
  readonly errand: Errand;
}

/** Null: this step is passed over, and that is on record. */
export const tryStep = async (tx: Tx, trying: Trying): Promise<Plan | null> => {
  const { step, errand } = trying;
  const way = wayNamed(step.way);
  if (way === null) return passed(tx, trying, '这种方式没有开通');
  const rests = circuitsOf(errand.hand).restsUntil(circuitName(errand.hand, step), errand.now);
  if (rests !== null) return wait(tx, trying, { at: rests, why: '平台接连出错，稍后自动再发' });
  const prepared = await prepare(tx, way, trying);
  switch (prepared.kind) {
    case 'closed':
      return passed(tx, trying, prepared.why);
    case 'later':
      return wait(tx, trying, prepared);
    case 'open':
      return mark(tx, trying, { way, open: prepared });
  }
};

const prepare = (tx: Tx, way: Way, { step, place, errand }: Trying): Promise<Prepared> => {
  if (way.by === 'phone') return way.prepare(tx, errand);
  const chat = place.chats.find(({ conversation }) => conversation === step.chat);
  const { outward, bureau } = errand.hand;
  const channel = outward(bureau, step.lane);
  if (chat === undefined || channel === null)
    return Promise.resolve({ kind: 'closed', why: '这个渠道没有开通' });
  return way.prepare(tx, { ...errand, ...chat, outward: channel });
};

const note = async (
  tx: Tx,
  { step, place, errand }: Trying,
  line: Pick<TryRow, 'kind' | 'outcome'>,
): Promise<void> => {
  const { way, chat, lane: channel } = step;
  await noteTry(tx, errand.row, { way, chat, channel, ...line, now: errand.now });
  place.tries.splice(0, place.tries.length, ...(await triesOf(tx, errand.row.id)));
};

const passed = async (tx: Tx, trying: Trying, why: string): Promise<null> => {
  await note(tx, trying, { kind: 'passed', outcome: why });
  return null;
};

/** How long a notice waits for one way before it goes on to the next. */
const PATIENCE_MS = { urgent: 10 * 60_000, usual: 2 * 60 * 60_000 } as const;

/** Waits in its queue, as long as that helps: not past its validity, and not for ever. */
const wait = async (
  tx: Tx,
  trying: Trying,
  { at, why }: { readonly at: Date; readonly why: string },
): Promise<Plan | null> => {
  const { step, place, errand } = trying;
  const { row, now } = errand;
  const began = place.tries.find(
    ({ kind, way, chat }) => kind === 'waits' && way === step.way && chat === step.chat,
  );
  const patience = row.urgent === 1 ? PATIENCE_MS.urgent : PATIENCE_MS.usual;
  const until = (began === undefined ? now : new Date(began.at)).getTime() + patience;
  if (at.getTime() > until && row.leftAt === null) return passed(tx, trying, why);
  if (began === undefined) await note(tx, trying, { kind: 'waits', outcome: why });
  await postponeNotice(tx, row, { at, outcome: why, leftAt: row.leftAt });
  return DONE;
};

const mark = async (
  tx: Tx,
  { step, errand }: Trying,
  { way, open }: { readonly way: Way; readonly open: Open },
): Promise<Plan> => {
  const marked = await markRoute(tx, errand.row, {
    route: step.way,
    chat: step.chat,
    channel: step.lane,
    now: errand.now,
    leaseMs: LEASE_MS,
    repeatable: way.repeatableMs(step.lane, errand.row) > 0,
  });
  return marked ? { kind: 'send', step, way, open, at: errand.now } : DONE;
};
