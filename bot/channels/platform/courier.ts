import type { Fetch } from '../transport/http.ts';
import type { XmlTree } from '../transport/xml.ts';
import { openReply, sealPush, type PushAccount, type Tamper } from './envelope.ts';

export interface PushOptions {
  /** deliver exactly so often, whatever the answers; by default as the platform does */
  readonly times?: number;
  /** with `times`: all at once instead of one after the other */
  readonly overlap?: boolean;
  /** by default a fresh one each time; the same for a replayed request */
  readonly nonce?: string;
  readonly tamper?: Tamper;
}

/** What came back for one delivery. `status` null: no answer in time, or no connection. */
export interface Delivery {
  readonly status: number | null;
  readonly body: string;
}

export interface PushOutcome {
  readonly deliveries: readonly Delivery[];
  /** the passive reply's text; the first one, when several deliveries got one */
  readonly reply: string | null;
  /** true: the chat went over to the platform's own staff */
  readonly handedOver: boolean;
  /** true: the follower saw the fault notice */
  readonly fault: boolean;
}

export interface CourierParts {
  readonly account: PushAccount;
  readonly callbackUrl: string;
  readonly now: () => Date;
  readonly fetch: Fetch;
  readonly nonce: () => string;
  /** how long an answer may take: 5 s on the real platform */
  readonly patienceMs: number;
  /** deliveries in all: 3 on the real platform, by most accounts (A4) */
  readonly tries: number;
}

/** Brings one push to the callback as the platform does: 5 s, again when there was no answer. */
export async function bring(
  fields: XmlTree,
  openid: string,
  job: CourierParts & { readonly options: PushOptions },
): Promise<PushOutcome> {
  const once = (): Promise<Delivery> => deliver(fields, openid, job);
  const deliveries = await repeated(once, job);
  const shown = deliveries.filter(isAnswered).map(({ body }) => openReply(body, job.account));
  const reply = shown.find(({ kind }) => kind === 'text');
  return {
    deliveries,
    reply: reply?.kind === 'text' ? reply.text : null,
    handedOver: shown.some(({ kind }) => kind === 'handed-over'),
    fault: shown.every(({ kind }) => kind === 'fault'),
  };
}

/** The console's button: does the address answer the echo? */
export async function checkAddress(job: CourierParts): Promise<boolean> {
  const { account, now, nonce, fetch, callbackUrl } = job;
  const sealing = { openid: '', at: now(), nonce: nonce() };
  const { query } = sealPush({}, { ...account, mode: 'plain' }, sealing);
  const echostr = `echo-${sealing.nonce}`;
  const answer = await fetch(addressOf(callbackUrl, { ...query, echostr }));
  return answer.status === 200 && (await answer.text()) === echostr;
}

async function repeated(
  once: () => Promise<Delivery>,
  { options, tries }: { readonly options: PushOptions; readonly tries: number },
): Promise<readonly Delivery[]> {
  const { times, overlap = false } = options;
  if (times !== undefined && overlap) return Promise.all(Array.from({ length: times }, once));
  const deliveries: Delivery[] = [];
  while (deliveries.length < (times ?? tries)) {
    const delivery = await once();
    deliveries.push(delivery);
    if (times === undefined && isAnswered(delivery)) break;
  }
  return deliveries;
}

async function deliver(
  fields: XmlTree,
  openid: string,
  job: CourierParts & { readonly options: PushOptions },
): Promise<Delivery> {
  const { account, now, fetch, callbackUrl, patienceMs, options } = job;
  const { tamper } = options;
  const nonce = options.nonce ?? job.nonce();
  const sealing = { openid, at: now(), nonce, ...(tamper !== undefined && { tamper }) };
  const { query, body } = sealPush(fields, account, sealing);
  try {
    const answer = await fetch(addressOf(callbackUrl, query), {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: null, body: '' };
  }
}

function isAnswered({ status }: Delivery): boolean {
  return status === 200;
}

function addressOf(callbackUrl: string, query: Readonly<Record<string, string>>): string {
  return `${callbackUrl}?${new URLSearchParams(query).toString()}`;
}
