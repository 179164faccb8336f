import { createDesk, type Desk } from '../../bot/dialogue/desk.ts';
import type { Inbound, InboundBody } from '../../bot/channels/inbound.ts';
import type { OutgoingMedia } from '../../bot/channels/outward.ts';
import { REPERTOIRE } from '../../bot/flows/index.ts';
import { PUMPS } from '../../bot/jobs/index.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import type { BureauId } from '../../domain/index.ts';
import type { OpenApp } from './app.ts';
import { snapshot } from './pictures.ts';

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
  /** this many photos at once; the one answer to all of them */
  readonly sendsBurst: (count: number) => Promise<string>;
  /**
   * Plays a transcript: `用户：` says (`[图片]`, `[图片×3]` send photos, `[点菜单 clue]` taps), a
   * `机器人：` line must stand in the reply, a `机器人不说：` line must not, `（过了2天）` moves the clock.
   */
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

const BURST_MS = 100;
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
    sendMedia: (to: string, { kind }: OutgoingMedia) => {
      inbox(to).push(kind === 'image' ? '[图片]' : `[${kind}]`);
      return Promise.resolve({});
    },
    sendTemplate: () => Promise.reject(new Error('no templates here')),
    fetchMedia: async (mediaId: string) => ({
      bytes: mediaId.startsWith('picture') ? await snapshot() : Buffer.from(`bytes of ${mediaId}`),
      mime: 'image/jpeg',
    }),
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
    spool: {
      append: () => Promise.reject(new Error('no spool here')),
      holds: () => false,
      isEmpty: () => true,
      drain: () => Promise.resolve(),
    },
    uuid: () => crypto.randomUUID(),
    // bursts end soon, the platform's patience never does
    pause: (milliseconds) =>
      new Promise((resolve) => (milliseconds > 2000 ? undefined : setTimeout(resolve, BURST_MS))),
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
  // no two messages of a person come in the same instant
  const tick = (): void => {
    open.clock.set(new Date(open.clock.now().getTime() + 1000));
  };
  const chat = (id: string, of: BureauId = bureau): Chat => {
    let last: Inbound | null = null;
    const receive = async (inbound: Inbound): Promise<string> => {
      const answer = await desk.receive(inbound);
      thrown();
      return proper((answer.kind === 'reply' ? answer : MOMENT).text ?? '');
    };
    const sends = (body: InboundBody, key = `k${(count += 1)}`): Promise<string> => {
      tick();
      last = { bureau: of, channel: 'simulator', from: id, key, sentAt: app.clock(), body };
      return receive(last);
    };
    const says = (text: string): Promise<string> => sends({ kind: 'text', text });
    const sendsBurst = async (photos: number): Promise<string> => {
      tick();
      const from = { bureau: of, channel: 'simulator', from: id, sentAt: app.clock() } as const;
      const sent = Array.from({ length: photos }, () => {
        const mediaId = `photo${(count += 1)}`;
        const body = { kind: 'image', mediaId } as const;
        return desk.receive({ ...from, key: mediaId, body });
      });
      const answers = (await Promise.all(sent)).map((one) =>
        one.kind === 'reply' ? one.text : null,
      );
      thrown();
      const said = answers.filter((text) => text !== null);
      if (said.length !== 1) throw new Error(`${said.length} answers to one burst`);
      return proper(said[0] ?? '');
    };
    const pass = (days: number, unit: string): void => {
      const hours = unit === '天' ? days * 24 : days;
      open.clock.set(new Date(open.clock.now().getTime() + hours * 3_600_000));
    };
    const taps = (item: string): Promise<string> => sends({ kind: 'tap', item });
    return {
      says,
      sends,
      sendsPhoto: (mediaId = `photo${count}`) => sends({ kind: 'image', mediaId }),
      sendsBurst,
      taps,
      again: () => (last === null ? Promise.resolve('') : receive(last)),
      plays: (transcript) => play(transcript, { says, sendsBurst, taps, pass }),
      received: inbox(id),
    };
  };
  return { desk, chat, settle, hand };
}

interface Player {
  readonly says: (text: string) => Promise<string>;
  readonly sendsBurst: (count: number) => Promise<string>;
  readonly taps: (item: string) => Promise<string>;
  readonly pass: (count: number, unit: string) => void;
}

const LINE = /^(用户|机器人|机器人不说)：(.*)$/u;
const PHOTOS = /^\[图片(?:×(\d+))?\]$/u;
const TAP = /^\[点菜单 (\w+)\]$/u;
const LATER = /^（过了(\d+)(天|小时)）$/u;

async function play(transcript: string, player: Player): Promise<string> {
  let reply = '';
  for (const raw of transcript.split('\n')) {
    const later = LATER.exec(raw.trim());
    if (later !== null) player.pass(Number(later[1]), later[2] ?? '');
    const line = LINE.exec(raw.trim());
    if (line === null) continue;
    const [, who, text = ''] = line;
    if (who === '用户') reply = await tell(player, text);
    else if (reply.includes(text) !== (who === '机器人'))
      throw new Error(`${who}：${text}\n而机器人说的是：\n${reply}`);
  }
  return reply;
}

async function tell({ says, sendsBurst, taps }: Player, text: string): Promise<string> {
  const photos = PHOTOS.exec(text);
  if (photos !== null) return sendsBurst(Number(photos[1] ?? 1));
  const tap = TAP.exec(text);
  return tap === null ? says(text) : taps(tap[1] ?? '');
}

const NEVER =
  /undefined|null|\[object|NaN|GP-\d|ZJ-\d|[0-9a-f]{8}-[0-9a-f]{4}-|(?<!\d)(?!65909919850315005X)\d{17}[\dX](?!\d)/u;
const LONGEST_BYTES = 2048;

/** What no reply may be, whatever it answers: empty talk of the machine, an unmasked number, too long. */
function proper(reply: string): string {
  const found = NEVER.exec(reply);
  if (found !== null) throw new Error(`“${found[0]}” in a reply:\n${reply}`);
  if (Buffer.byteLength(reply) > LONGEST_BYTES)
    throw new Error(`${Buffer.byteLength(reply)} bytes:\n${reply}`);
  return reply;
}
