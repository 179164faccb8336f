import { createCipher } from '../channels/transport/cipher.ts';
import { sign } from '../channels/transport/signature.ts';
import { buildXml } from '../channels/transport/xml.ts';
import { lostWords, whyOf, type Fetch } from './ask.ts';
import { fine, wrong, type Finding } from './finding.ts';

/** The address WeChat calls, tried by ourselves as the platform tries it (wechat-platform A2, A5, B1). */
export interface CallbackCheck {
  readonly fetch: Fetch;
  readonly now: Date;
  /** where the address is tried: through the public name, or on this machine */
  readonly where: string;
  readonly url: string;
  readonly token: string;
  readonly random: (length: number) => Uint8Array;
}

/** An account whose pushes are encrypted; `id` closes the encrypted text: app id or corp id. */
export interface Sealed {
  readonly encodingAesKey: string;
  readonly id: string;
}

/** Follows nobody: an 取消关注 of somebody who never was there changes nothing and needs no answer. */
const NOBODY = 'jiandu-doctor';

type Tried = { readonly status: number; readonly body: string } | { readonly lost: string };

const PATIENCE_MS = 5_000;

const tried = async (fetch: Fetch, url: string, init: RequestInit = {}): Promise<Tried> => {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    return { status: response.status, body: await response.text() };
  } catch (fault) {
    return { lost: whyOf(fault) };
  }
};

const signedQuery = ({ token, now, random }: CallbackCheck, ...more: readonly string[]) => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = Buffer.from(random(8)).toString('hex');
  return { timestamp, nonce, signature: sign(token, timestamp, nonce, ...more) };
};

const addressOf = (url: string, query: Readonly<Record<string, string>>): string =>
  `${url}?${new URLSearchParams(query).toString()}`;

/** The official account's check is plain in every mode; WeCom's is encrypted like everything there. */
export const checkEcho = async (check: CallbackCheck, sealed: Sealed | null): Promise<Finding> => {
  const echo = Buffer.from(check.random(8)).toString('hex');
  const echostr =
    sealed === null ? echo : createCipher(cipherKey(sealed)).encrypt(echo, check.random(16));
  const { signature, ...query } = signedQuery(check, ...(sealed === null ? [] : [echostr]));
  const named = sealed === null ? { signature } : { msg_signature: signature };
  const answer = await tried(check.fetch, addressOf(check.url, { ...query, ...named, echostr }));
  const step = `接收消息的网址（${check.where}）`;
  if ('lost' in answer) return notReached(step, check, answer.lost);
  if (answer.status !== 200) return odd(step, check, answer.status);
  if (answer.body === echo) return fine(step, `${check.url} 按协议答出了校验串`);
  return wrong(step, '有回答，但不是校验串', {
    means: '回答被改过：代理、防火墙页面或另一个程序在这个路径上',
    next: '检查反向代理：/wechat/ 和 /wecom/ 要原样转给机器人的端口，不加任何页面',
  });
};

/** An encrypted push as the platform sends it, or a signed one in plain mode. */
export const checkPush = async (
  check: CallbackCheck,
  sealed: Sealed | null,
  original: string,
): Promise<Finding> => {
  const push = buildXml({
    ToUserName: original,
    FromUserName: NOBODY,
    CreateTime: Math.floor(check.now.getTime() / 1000),
    MsgType: 'event',
    Event: 'unsubscribe',
    EventKey: '',
  });
  const { url, init } = sealed === null ? plainPush(check, push) : sealedPush(check, push, sealed);
  const answer = await tried(check.fetch, url, init);
  const step = `${sealed === null ? '明文' : '加密'}推送（${check.where}）`;
  if ('lost' in answer) return notReached(step, check, answer.lost);
  return answer.status === 200
    ? fine(step, '自己做的一条推送被接收')
    : odd(step, check, answer.status);
};

const plainPush = (check: CallbackCheck, body: string) => ({
  url: addressOf(check.url, { ...signedQuery(check), openid: NOBODY }),
  init: post(body),
});

const sealedPush = (check: CallbackCheck, push: string, sealed: Sealed) => {
  const Encrypt = createCipher(cipherKey(sealed)).encrypt(push, check.random(16));
  const { signature, ...query } = signedQuery(check, Encrypt);
  const { token } = check;
  return {
    url: addressOf(check.url, {
      ...query,
      signature: sign(token, query.timestamp, query.nonce),
      msg_signature: signature,
      encrypt_type: 'aes',
      openid: NOBODY,
    }),
    init: post(buildXml({ ToUserName: sealed.id, Encrypt })),
  };
};

const cipherKey = ({ encodingAesKey, id }: Sealed) => ({ encodingAesKey, appId: id });

const post = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'text/xml' },
  body,
});

const notReached = (step: string, { url, where }: CallbackCheck, why: string): Finding =>
  wrong(step, `${url} 没有答上来：${lostWords(why)}`, {
    means: where === LOCAL ? '机器人没有在这个端口上运行' : '微信也会连不上，群众发来的消息收不到',
    next:
      where === LOCAL
        ? '先启动：npm start（或 npm run start:bot），再检查 BOT_PORT'
        : '检查域名解析、反向代理、证书和防火墙；微信只访问 80 和 443 端口',
  });

/** Where the check goes when it does not leave this machine. */
export const LOCAL = '本机';

const STATUSES: readonly (readonly [(status: number) => boolean, string, string])[] = [
  [
    (status) => status >= 300 && status < 400,
    '这个网址转去了别处，微信不会跟着走',
    '在反向代理里去掉对 /wechat/、/wecom/ 的跳转',
  ],
  [
    (status) => status === 403,
    '签名、密钥或时间对不上：正在运行的机器人用的不是这份配置，或两边时钟差了五分钟以上',
    '改过机构文件后要重新启动；再核对控制台里的 Token 和 EncodingAESKey 与机构文件一字不差',
  ],
  [
    (status) => status === 404,
    '这个路径没有人接：代理没有转发，或机器人启动时还没有这个机构的账号',
    '检查反向代理是否把 /wechat/、/wecom/ 转给 BOT_PORT；改过机构文件后重新启动',
  ],
  [
    (status) => status >= 500,
    '代理到了，机器人没有接住',
    '看机器人是否在运行、数据库是否连得上（打开 /readyz）',
  ],
];

const odd = (step: string, { url }: CallbackCheck, status: number): Finding => {
  const [, means = '回答不合协议', next = '看机器人的日志'] =
    STATUSES.find(([holds]) => holds(status)) ?? [];
  return wrong(step, `${url} 回答 HTTP ${status}`, { means, next });
};
