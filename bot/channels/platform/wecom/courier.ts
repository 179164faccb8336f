import type { Fetch } from '../../transport/http.ts';
import type { XmlFields, XmlTree } from '../../transport/xml.ts';
import {
  openWecomReply,
  sealWecomCheck,
  sealWecomPush,
  type WecomAddress,
  type WecomTamper,
} from './envelope.ts';

export interface WecomPushOptions {
  /** deliver exactly so often, whatever the answers; by default as the platform does */
  readonly times?: number;
  /** with `times`: all at once instead of one after the other */
  readonly overlap?: boolean;
  readonly tamper?: WecomTamper;
}

export interface WecomDelivery {
  /** null: no answer in time, or no connection */
  readonly status: number | null;
  readonly reply: XmlFields | null;
}

export interface WecomCourier {
  readonly address: WecomAddress;
  readonly callbackUrl: string;
  readonly now: () => Date;
  readonly fetch: Fetch;
  readonly nonce: () => string;
  readonly patienceMs: number;
  readonly tries: number;
}

/** Brings one push to the callback: 5 s, again when there was no answer (B1). */
export async function bringWecom(
  fields: XmlTree,
  job: WecomCourier,
  options: WecomPushOptions,
): Promise<readonly WecomDelivery[]> {
  const { times, overlap = false, tamper } = options;
  const once = (): Promise<WecomDelivery> => deliver(fields, job, tamper);
  if (times !== undefined && overlap) return Promise.all(Array.from({ length: times }, once));
  const deliveries: WecomDelivery[] = [];
  while (deliveries.length < (times ?? job.tries)) {
    const delivery = await once();
    deliveries.push(delivery);
    if (times === undefined && delivery.status === 200) break;
  }
  return deliveries;
}

/** The console's button: does the address answer the decrypted echo within a second? */
export async function checkWecomAddress(job: WecomCourier): Promise<boolean> {
  const nonce = job.nonce();
  const echo = `echo-${nonce}`;
  const query = sealWecomCheck(echo, job.address, { at: job.now(), nonce });
  const signal = AbortSignal.timeout(1000);
  const answer = await job.fetch(addressOf(job.callbackUrl, query), { signal });
  return answer.status === 200 && (await answer.text()) === echo;
}

async function deliver(
  fields: XmlTree,
  job: WecomCourier,
  tamper: WecomTamper | undefined,
): Promise<WecomDelivery> {
  const sealing = { at: job.now(), nonce: job.nonce(), tamper };
  const { query, body } = sealWecomPush(fields, job.address, sealing);
  try {
    const answer = await job.fetch(addressOf(job.callbackUrl, query), {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(job.patienceMs),
    });
    const reply = openWecomReply(await answer.text(), job.address);
    return { status: answer.status, reply: answer.status === 200 ? reply : null };
  } catch {
    return { status: null, reply: null };
  }
}

const addressOf = (url: string, query: Readonly<Record<string, string>>): string =>
  `${url}?${new URLSearchParams(query).toString()}`;
