import type { BureauFile } from '../../domain/index.ts';
import { publicUrlFinding } from './address.ts';
import type { Fetch } from './ask.ts';
import { checkEcho, checkPush, LOCAL, type CallbackCheck } from './callback.ts';
import { none, type Finding } from './finding.ts';
import { checkOfficialAccount } from './official-account.ts';
import type { OfficialAccount } from './platform.ts';
import { checkWecom, type Wecom } from './wecom.ts';

export { offWords } from './errcodes.ts';
export { fine, linesOf, none, withoutSecrets, wrong, type Finding } from './finding.ts';
export { failureLines } from './platform.ts';
export { databaseFindings, diskFinding, spoolFinding } from './house.ts';

export interface BureauCheck {
  readonly bureau: string;
  readonly channels: BureauFile['channels'];
  readonly publicUrl: string | undefined;
  /** a demonstration on this machine: nobody reaches it from outside */
  readonly isDemo?: boolean;
  /** the bot on this machine: http://127.0.0.1:3001 */
  readonly localUrl: string;
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly random: (length: number) => Uint8Array;
  readonly secrets: string[];
}

/** Everything about one bureau's accounts, step by step. */
export const checkBureau = async (check: BureauCheck): Promise<readonly Finding[]> => {
  const { officialAccount, wecom } = check.channels;
  if (officialAccount === undefined && wecom === undefined)
    return [none('渠道', '机构文件里没有公众号，也没有企业微信')];
  return [
    check.isDemo === true ? ONLY_HERE : publicUrlFinding(check.publicUrl),
    ...(officialAccount === undefined
      ? [none('公众号', '机构文件里没有 officialAccount')]
      : await official(check, officialAccount)),
    ...(wecom === undefined
      ? [none('企业微信', '机构文件里没有 wecom')]
      : await workApp(check, wecom)),
  ];
};

const ONLY_HERE = none('PUBLIC_URL（微信和手机访问的网址）', '演示只在这台电脑上，不需要');

const official = async (
  check: BureauCheck,
  account: OfficialAccount,
): Promise<readonly Finding[]> => {
  const { appId: id, encodingAesKey } = account;
  const sealed = encodingAesKey === undefined ? null : { encodingAesKey, id };
  return [
    ...(sealed === null ? [PLAIN] : []),
    ...(await atEach(check, { path: `/wechat/${check.bureau}`, token: account.token }, [
      (at) => checkEcho(at, null),
      (at) => checkPush(at, sealed, id),
    ])),
    ...(await checkOfficialAccount(account, check)),
  ];
};

const PLAIN: Finding = {
  ...none('加密方式', '明文模式'),
  means: '明文推送的正文没有签名保护',
  next: 'mp.weixin.qq.com → 设置与开发 → 基本配置 → 服务器配置 → 消息加解密方式选“安全模式”，把 EncodingAESKey 写进机构文件',
};

const workApp = async (check: BureauCheck, app: Wecom): Promise<readonly Finding[]> => {
  const sealed = { encodingAesKey: app.encodingAesKey, id: app.corpId };
  return [
    ...(await atEach(check, { path: `/wecom/${check.bureau}`, token: app.token }, [
      (at) => checkEcho(at, sealed),
      (at) => checkPush(at, sealed, app.corpId),
    ])),
    ...(await checkWecom(app, check)),
  ];
};

/** On this machine first: what fails here cannot work through the public name either. */
const atEach = async (
  { publicUrl, localUrl, fetch, now, random }: BureauCheck,
  { path, token }: { readonly path: string; readonly token: string },
  steps: readonly ((at: CallbackCheck) => Promise<Finding>)[],
): Promise<readonly Finding[]> => {
  const places = [
    { where: LOCAL, url: `${localUrl}${path}` },
    ...(publicUrl === undefined ? [] : [{ where: '公网', url: `${publicUrl}${path}` }]),
  ];
  const findings: Finding[] = [];
  for (const place of places)
    for (const step of steps)
      findings.push(await step({ ...place, fetch, now: now(), token, random }));
  return findings;
};
