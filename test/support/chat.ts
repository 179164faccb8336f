import { createDesk, type Desk } from '../../bot/dialogue/desk.ts';
import type { Inbound, InboundBody } from '../../bot/channels/inbound.ts';
import { REPERTOIRE } from '../../bot/flows/index.ts';
import { PUMPS } from '../../bot/jobs/index.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import type { BureauId } from '../../domain/index.ts';
import type { OpenApp } from './app.ts';

/** A chat of one person with the desk: what a transcript test talks through. */
export interface Chat {
  /** sends a text and returns what the person reads */
  readonly says: (text: string) => Promise<string>;
  readonly sends: (body: InboundBody, key?: string) => Promise<string>;
  /** a photo whose bytes the platform keeps under this media id */
  readonly sendsPhoto: (mediaId?: string) => Promise<string>;
  readonly taps: (item: string) => Promise<string>;
  /** delivers the last message once more, as the platform does */
  readonly again: () => Promise<string>;
  /** plays a transcript of `用户：` and `机器人：` lines; a bot line must be contained in the reply */
  readonly plays: (transcript: string) => Promise<string>;
  /** notices that arrived by themselves, oldest first */
  readonly received: readonly string[];
}

export interface Office {
  readonly desk: Desk;
  readonly chat: (id: string, bureau?: BureauId) => Chat;
  /** follow-ups and notices until nothing is due */
  readonly settle: () => Promise<void>;
  readonly hand: (bureau: BureauId) => DutyHand;
}

const MOMENT = { kind: 'reply', text: null } as const;

/** The desk over an open application, with a channel that keeps what it is told to deliver. */
export function openOffice(open: OpenApp, bureau: BureauId): Office {
  const { app } = open;
  const delivered = new Map<string, string[]>();
  let count = 0;
  const faults: unknown[] = [];
  const inbox = (to: string): string[] => {
    const kept = delivered.get(to) ?? [];
    delivered.set(to, kept);
    return kept;
  };
  const outward = {
    deliver: (to: string, text: string) => {
      inbox(to).push(text);
      return Promise.resolve({});
    },
    sendTemplate: () => Promise.reject(new Error('no templates here')),
    fetchMedia: (mediaId: string) =>
      Promise.resolve({ bytes: Buffer.from(`bytes of ${mediaId}`), mime: 'image/jpeg' }),
  };
  const hand = (of: BureauId): DutyHand => ({
    app,
    bureau: of,
    outward: (_bureau, channel) => (channel === 'simulator' ? outward : null),
    uuid: () => crypto.randomUUID(),
    onFault: (fault) => faults.push(fault),
  });
  const desk = createDesk({
    app,
    repertoire: REPERTOIRE,
    spool: { append: () => Promise.reject(new Error('no spool here')), holds: () => false, isEmpty: () => true, drain: () => Promise.resolve() },
    uuid: () => crypto.randomUUID(),
    // bursts end at once, the platform's patience never does
    pause: (milliseconds) => (milliseconds > 2000 ? new Promise(() => undefined) : Promise.resolve()),
    sayLater: () => undefined,
    onAttachments: () => undefined,
    onFault: (fault) => faults.push(fault),
  });
  const thrown = (): void => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error('fault');
  };
  const settle = async (): Promise<void> => {
    for (const id of app.bureaus.keys()) {
      for (let round = 0; round < 20; round += 1) {
        let more = false;
        for (const pump of PUMPS) more = (await pump.run(hand(id))) || more;
        if (!more) break;
      }
    }
    thrown();
  };
  const chat = (id: string, of: BureauId = bureau): Chat => {
    let last: Inbound | null = null;
    const receive = async (inbound: Inbound): Promise<string> => {
      const answer = await desk.receive(inbound);
      thrown();
      return (answer.kind === 'reply' ? answer : MOMENT).text ?? '';
    };
    const sends = (body: InboundBody, key = `k${(count += 1)}`): Promise<string> => {
      last = { bureau: of, channel: 'simulator', from: id, key, sentAt: app.clock(), body };
      return receive(last);
    };
    const says = (text: string): Promise<string> => sends({ kind: 'text', text });
    return {
      says,
      sends,
      sendsPhoto: (mediaId = `photo${count}`) => sends({ kind: 'image', mediaId }),
      taps: (item) => sends({ kind: 'tap', item }),
      again: () => (last === null ? Promise.resolve('') : receive(last)),
      plays: (transcript) => play(transcript, says),
      received: inbox(id),
    };
  };
  return { desk, chat, settle, hand };
}

const LINE = /^(用户|机器人)：(.*)$/u;

async function play(transcript: string, says: (text: string) => Promise<string>): Promise<string> {
  let reply = '';
  for (const raw of transcript.split('\n')) {
    const line = LINE.exec(raw.trim());
    if (line === null) continue;
    const [, who, text = ''] = line;
    if (who === '用户') reply = await says(text);
    else if (!reply.includes(text)) throw new Error(`机器人没有说“${text}”，而是：\n${reply}`);
  }
  return reply;
}
