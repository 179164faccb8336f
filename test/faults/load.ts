import { sealPush } from '../../bot/channels/platform/envelope.ts';
import { pushes, type PlayedAccount } from '../../bot/channels/platform/index.ts';
import type { PushFields } from '../../bot/channels/platform/pushes.ts';

/** One message and everything that came back for it. */
export interface Sent {
  readonly openid: string;
  readonly msgId: string;
  readonly text: string;
  /** a delivery got 200: the message is ours now */
  acknowledged: boolean;
  /** its own bot gave no answer in time: another one took it, and may have been slower than the next */
  isElsewhere?: boolean;
  readonly replies: string[];
  readonly statuses: (number | null)[];
}

export interface Message {
  readonly push: PushFields;
  readonly sent: Sent;
}

/** The platform's part under load: many people, any number of callbacks, every answer written down. */
export class Load {
  readonly messages: Message[] = [];
  readonly milliseconds: number[] = [];
  readonly #account: PlayedAccount;
  #nonce = 0;

  constructor(account: PlayedAccount) {
    this.#account = account;
  }

  get sent(): readonly Sent[] {
    return this.messages.map(({ sent }) => sent);
  }

  /** The account knows this person, who lets it write back. */
  window(openid: string): void {
    const open = { closesAt: Infinity, left: 1000 };
    this.#account.follower(openid).windows = { written: open, tapped: open };
  }

  /** A text that is still to be delivered. The account knows the person and lets us write back. */
  text(openid: string, text: string): Message {
    this.window(openid);
    const push = this.#account.complete(openid, pushes.text(text));
    const sent: Sent = {
      openid,
      msgId: typeof push.MsgId === 'string' ? push.MsgId : '',
      text,
      acknowledged: false,
      replies: [],
      statuses: [],
    };
    const message = { push, sent };
    this.messages.push(message);
    return message;
  }

  /** One delivery to one callback, as patient as the platform. */
  async deliver({ push, sent }: Message, url: string): Promise<boolean> {
    this.#nonce += 1;
    const sealing = { openid: sent.openid, at: this.#account.now(), nonce: `load-${this.#nonce}` };
    const { query, body } = sealPush(push, this.#account.setup, sealing);
    const began = performance.now();
    try {
      const answer = await fetch(`${url}?${new URLSearchParams(query).toString()}`, {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(5000),
      });
      const content = /<Content><!\[CDATA\[([\s\S]*)\]\]><\/Content>/.exec(
        await answer.text(),
      )?.[1];
      sent.statuses.push(answer.status);
      if (answer.status !== 200) return false;
      this.milliseconds.push(performance.now() - began);
      sent.acknowledged = true;
      if (content !== undefined) sent.replies.push(content);
      return true;
    } catch {
      sent.statuses.push(null);
      return false;
    }
  }

  /** p in percent of the answered deliveries' times, in ms. */
  percentile(p: number): number {
    const sorted = [...this.milliseconds].sort((a, b) => a - b);
    return Math.round(
      sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? 0,
    );
  }
}

/** Runs the jobs, so many at a time. */
export async function inParallel<T>(
  jobs: readonly T[],
  width: number,
  run: (job: T) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await run(job);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
