import type { App, Tx } from '../../domain/index.ts';
import { isUnreachable } from '../../domain/index.ts';
import {
  addAttachment,
  isSpokenFor,
  keepArrival,
  keepFailed,
  lockConversation,
  settleArrival,
  storedReply,
  type Arrival,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import type { Answer, Inbound } from '../channels/inbound.ts';
import type { Spool, Taken } from '../spool.ts';
import { converse } from './converse.ts';
import type { Repertoire } from './setting.ts';
import { afterwards, heardOf } from './arrivals.ts';
import { answeredMeanwhile, answerTap, shownBy } from './tapped.ts';

/** The runner of conversations: one inbound, one transaction, one stored reply. */
export interface Desk {
  receive(inbound: Inbound): Promise<Answer>;
  /** hands over what waits in the spool; the answers go out by `sayLater` */
  drain(): Promise<void>;
}

export interface DeskParts {
  readonly app: App;
  readonly repertoire: Repertoire;
  readonly spool: Spool;
  readonly uuid: () => string;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** a text after the platform's own reply time, at most once */
  readonly sayLater: (inbound: Inbound, text: string) => void;
  /** photos were kept: their bytes can be fetched */
  readonly onAttachments: (inbound: Inbound) => void;
  readonly onFault: (fault: unknown) => void;
}

/** The platform hangs up at 5 s; a message not committed by then goes to the spool. */
const PATIENCE_MS = 4200;
/** photos come in rows: the last of a row answers for all */
const BURST_MS = 1200;
/** so long a tap that has to ask waits for another that answers */
const TAPS_MS = 800;

export const FAILED_REPLY =
  '这条消息没有处理成功，已经转给工作人员查看，不用重复发送。回复“0”看菜单，回复“人工”找工作人员。';

export const createDesk = (parts: DeskParts): Desk => {
  const running = new Map<string, Promise<Answer>>();
  return {
    receive: (inbound) => {
      const key = `${inbound.bureau}\n${inbound.channel}\n${inbound.key}`;
      const first = running.get(key);
      if (first !== undefined) return first;
      const answer = inTime(parts, inbound).finally(() => running.delete(key));
      running.set(key, answer);
      return answer;
    },
    drain: () => parts.spool.drain((line) => drainOne(parts, line)),
  };
};

const writerKey = ({ bureau, channel, from }: Inbound): string =>
  Buffer.from(`${bureau}\n${channel}\n${from}`).toString('base64url');

/** The answer within the platform's patience, or the message in the spool and the answer later. */
const inTime = async (parts: DeskParts, inbound: Inbound): Promise<Answer> => {
  if (parts.spool.holds(writerKey(inbound))) return intoSpool(parts, inbound);
  const work = handle(parts, inbound);
  const late = Symbol('late');
  const first = await Promise.race([work, parts.pause(PATIENCE_MS).then(() => late)]).catch(
    (fault: unknown) => {
      parts.onFault(fault);
      return late;
    },
  );
  if (typeof first !== 'symbol') return answerOf(first);
  void work.then((handled) => sayOnce(parts, inbound, handled), parts.onFault);
  return intoSpool(parts, inbound);
};

const answerOf = (handled: SaidOnce | Forged): Answer =>
  handled.kind === 'said'
    ? {
        kind: 'reply',
        text: handled.text,
        ...(handled.card !== undefined && { card: handled.card }),
      }
    : handled;

/** After the platform's patience: by whoever made the answer, never by who found it stored. */
const sayOnce = (parts: DeskParts, inbound: Inbound, handled: SaidOnce | Forged): void => {
  if (handled.kind === 'said' && !handled.again && handled.text !== null)
    parts.sayLater(inbound, handled.text);
};

const intoSpool = async (parts: DeskParts, inbound: Inbound): Promise<Answer> => {
  try {
    const sealed = parts.app.vaultOf(inbound.bureau).seal(inbound);
    await parts.spool.append(writerKey(inbound), `${inbound.bureau} ${sealed}`);
    return { kind: 'later' };
  } catch (fault) {
    parts.onFault(fault);
    return { kind: 'unkept' };
  }
};

/** A line that can never be handed over is put aside: it would block everybody behind it. */
const drainOne = async (parts: DeskParts, line: string): Promise<Taken> => {
  try {
    await handOver(parts, line);
    return 'taken';
  } catch (fault) {
    if (isUnreachable(fault)) throw fault;
    parts.onFault(fault);
    return 'aside';
  }
};

const handOver = async (parts: DeskParts, line: string): Promise<void> => {
  const [bureau = '', sealed = ''] = line.split(' ');
  const raw = parts.app.vaultOf(bureau as Inbound['bureau']).open(sealed) as Inbound & {
    sentAt: string;
  };
  const inbound: Inbound = { ...raw, sentAt: new Date(raw.sentAt) };
  const kept = await keepAndTurn(parts, inbound);
  const handled = kept.kind === 'burst' ? await answerBurst(parts, inbound, kept.id) : kept;
  sayOnce(parts, inbound, handled);
};

interface SaidOnce {
  readonly kind: 'said';
  readonly text: string | null;
  /** the stored reply of an earlier delivery */
  readonly again: boolean;
  /** what a tapped card shows now */
  readonly card?: string;
  /** a tap that settled nothing and asks for more */
  readonly asks?: true;
}

interface Forged {
  readonly kind: 'forged';
}

type Handled = SaidOnce | Forged | { readonly kind: 'burst'; readonly id: string };

const handle = async (parts: DeskParts, inbound: Inbound): Promise<SaidOnce | Forged> => {
  const kept = await keepAndTurn(parts, inbound);
  if (kept.kind === 'said' && kept.asks === true) return askUnlessAnswered(parts, inbound, kept);
  if (kept.kind !== 'burst') return kept;
  await parts.pause(BURST_MS);
  return answerBurst(parts, inbound, kept.id);
};

/** Taps of several fingers come in rows too: what another of them has answered is asked no more (F16). */
const askUnlessAnswered = async (
  parts: DeskParts,
  { bureau, body }: Inbound,
  asked: SaidOnce,
): Promise<SaidOnce> => {
  if (body.kind !== 'card') return asked;
  await parts.pause(TAPS_MS);
  const { gate } = parts.app;
  const answered = await gate
    .transaction(bureau, (tx) => answeredMeanwhile(tx, body.taskId))
    .catch((fault: unknown) => {
      parts.onFault(fault);
      return null;
    });
  return { ...asked, ...answered };
};

/** A turn that throws is rolled back; the raw message is kept as failed and shown to staff. */
const keepAndTurn = async (parts: DeskParts, inbound: Inbound): Promise<Handled> => {
  const arrival = arrivalOf(parts, inbound);
  const { gate } = parts.app;
  try {
    const handled = await gate.transaction(inbound.bureau, (tx) =>
      oneMessage(parts, tx, { inbound, arrival }),
    );
    if (handled.kind === 'burst') parts.onAttachments(inbound);
    else parts.app.wake(inbound.bureau);
    return handled;
  } catch (fault) {
    if (isUnreachable(fault)) throw fault;
    parts.onFault(fault);
    await gate.transaction(inbound.bureau, (tx) => keepFailed(tx, arrival, FAILED_REPLY));
    return { kind: 'said', text: FAILED_REPLY, again: false };
  }
};

const arrivalOf = (parts: DeskParts, inbound: Inbound): Arrival => ({
  id: parts.uuid(),
  key: inbound.key,
  nonce: inbound.nonce ?? null,
  identity: { channel: inbound.channel, id: inbound.from },
  kind: inbound.body.kind,
  raw: inbound.body,
  now: parts.app.clock(),
});

interface Received {
  readonly inbound: Inbound;
  readonly arrival: Arrival;
}

const oneMessage = async (
  parts: DeskParts,
  tx: Tx,
  { inbound, arrival }: Received,
): Promise<Handled> => {
  const kept = await keepArrival(tx, arrival);
  if (kept.kind === 'forged') return { kind: 'forged' };
  if (kept.kind === 'again')
    return kept.settled
      ? { kind: 'said', text: kept.reply, again: true, ...(await cardOf(tx, inbound)) }
      : { kind: 'burst', id: kept.id };
  const conversation = await lockConversation(tx, arrival.identity, arrival.now);
  await afterwards(tx, {
    app: parts.app,
    id: arrival.id,
    inbound,
    conversation,
    now: arrival.now,
  });
  if ('mediaId' in inbound.body) {
    const { kind, mediaId } = inbound.body;
    const { id, now } = arrival;
    await addAttachment(tx, {
      id,
      conversation: conversation.id,
      channel: inbound.channel,
      kind,
      mediaId,
      now,
    });
    return { kind: 'burst', id: arrival.id };
  }
  if (inbound.body.kind === 'card')
    return tapped(parts, tx, { inbound, arrival, conversation, tap: inbound.body });
  const message = await heardOf(tx, inbound.body, arrival.now);
  const text =
    message === null
      ? null
      : await converse(parts, tx, {
          conversation,
          message,
          identity: arrival.identity,
          arrival: arrival.id,
        });
  await settleArrival(tx, arrival.id, text);
  return { kind: 'said', text, again: false };
};

interface TappedCard extends Received {
  readonly conversation: ConversationRow;
  readonly tap: Extract<Inbound['body'], { kind: 'card' }>;
}

const tapped = async (
  parts: DeskParts,
  tx: Tx,
  { arrival, ...tapping }: TappedCard,
): Promise<SaidOnce> => {
  const answer = await answerTap(parts, tx, { ...tapping, now: arrival.now });
  await settleArrival(tx, arrival.id, answer.text);
  return { kind: 'said', again: false, ...answer };
};

/** A repeated tap is answered by what its card shows. */
const cardOf = async (tx: Tx, { body }: Inbound): Promise<{ readonly card?: string }> =>
  body.kind === 'card' ? shownBy(tx, body.taskId) : {};

/**
 * One answer for a row of photos: by the last of them, or by the text that came after. A second
 * delivery, perhaps at another instance, finds what the first has stored (F01).
 */
const answerBurst = (parts: DeskParts, inbound: Inbound, id: string): Promise<SaidOnce> =>
  parts.app.gate.transaction(inbound.bureau, async (tx) => {
    const identity = { channel: inbound.channel, id: inbound.from };
    const conversation = await lockConversation(tx, identity, parts.app.clock());
    const stored = await storedReply(tx, id);
    if (stored !== null) return { kind: 'said', text: stored.text, again: true };
    const overtaken = await isSpokenFor(tx, conversation.id, id);
    const message = { kind: 'attachments' } as const;
    const talking = { conversation, message, identity, arrival: null };
    const text = overtaken ? null : await converse(parts, tx, talking);
    await settleArrival(tx, id, text);
    return { kind: 'said', text, again: false };
  });
