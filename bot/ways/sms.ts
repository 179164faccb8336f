import { followsAccount, people, personOf, type Tx } from '../../domain/index.ts';
import { NOTICES, smsText } from '../../domain/notices/index.ts';
import type { Delivered } from '../channels/outward.ts';
import { PlatformError } from '../channels/platform-error.ts';
import { exchange, type Call } from '../channels/transport/http.ts';
import { parseJson } from '../channels/transport/json.ts';
import { noAnswer } from '../channels/transport/verdicts.ts';
import { NO_PICTURES } from './picture.ts';
import { closed, type Errand, type Prepared, type Way } from './way.ts';

/** An SMS by the gateway of the bureau's choice; its number is read when it leaves and kept nowhere. */
export const sms: Way = {
  name: 'sms',
  by: 'phone',
  repeatableMs: () => 0,
  prepare: async (tx, errand) => {
    if (errand.said.picture !== undefined) return closed(NO_PICTURES);
    const { app, bureau } = errand.hand;
    const file = app.bureauOf(bureau);
    const gateway = file.channels.sms;
    if (gateway === undefined) return closed('没有开通短信');
    const phone = await phoneOf(tx, errand);
    if (phone === null) return closed('没有登记手机号');
    if (gateway.kind === 'export') return closed('短信由工作人员从电话联系名单导出发送');
    const parts = file.section(NOTICES).notices.smsParts.value;
    const follows = await followsAccount(tx, errand.to, errand.now);
    const text = smsText(file.name, errand.said, parts, { follows, phone: file.contact?.phone });
    return { kind: 'open', send: () => send(gateway, { phone, text }) } satisfies Prepared;
  },
};

const phoneOf = async (tx: Tx, { to }: Errand): Promise<string | null> => {
  const person = await personOf(tx, to);
  if (person === null) return null;
  const known = await people.readPerson(tx, person);
  return known?.particulars.phone ?? null;
};

type Gateway = Extract<
  NonNullable<ReturnType<Errand['hand']['app']['bureauOf']>['channels']['sms']>,
  { kind: 'http' }
>;

interface Text {
  readonly phone: string;
  readonly text: string;
}

const PATH = 'sms';

/** At most once: what the gateway did not answer may have been sent. */
const send = async (gateway: Gateway, text: Text): Promise<Delivered> => {
  const call: Call = {
    path: PATH,
    url: gateway.url,
    headers: gateway.headers,
    json: filled(gateway.body, text),
    repeatable: false,
    timeoutMs: gateway.timeoutSeconds * 1000,
  };
  const answer = await exchange(globalThis.fetch, call, (response) => response.text()).catch(
    judgeStatus,
  );
  const { path, is } = gateway.successWhen;
  const said = valueAt(parseJson(answer), path.split('.'));
  if (!isPlain(said)) throw noAnswer(PATH, 'no result in the answer', 'unknown-outcome');
  if (String(said) !== is) throw noAnswer(PATH, 'the gateway said no', 'refused');
  return {};
};

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** A gateway that refuses the request itself has sent nothing. */
const judgeStatus = (fault: unknown): never => {
  if (!(fault instanceof PlatformError)) throw fault;
  if (fault.errmsg === 'HTTP 429') throw fault.as('retry');
  throw fault.errmsg.startsWith('HTTP 4') ? fault.as('operator') : fault;
};

const filled = (body: unknown, { phone, text }: Text): unknown => {
  if (typeof body === 'string')
    return body.replace(/\{phone\}|\{text\}/gu, (holder) => (holder === '{phone}' ? phone : text));
  if (Array.isArray(body)) return body.map((one: unknown) => filled(one, { phone, text }));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, filled(value, { phone, text })]),
  );
};

const valueAt = (value: unknown, [name, ...rest]: readonly string[]): unknown => {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt(Object.entries(value).find(([key]) => key === name)?.[1], rest);
};
