import { ask, seenOf, type Answered } from './ask.ts';
import { fine, none, type Finding } from './finding.ts';
import { menuFindings } from './menu.ts';
import {
  clockFinding,
  refusal,
  tokenIn,
  type Call,
  type OfficialAccount,
  type PlatformCheck,
} from './platform.ts';
import { templateFindings } from './templates.ts';

const WITHOUT = '没有令牌，问不到';

/** What the platform says of an official account, asked by calls that change nothing. */
export const checkOfficialAccount = async (
  account: OfficialAccount,
  check: PlatformCheck,
): Promise<readonly Finding[]> => {
  const answer = await ask(check.fetch, {
    base: account.apiBase,
    path: '/cgi-bin/stable_token',
    json: { grant_type: 'client_credential', appid: account.appId, secret: account.secret },
  });
  const token = tokenIn(answer);
  if (token === null)
    return [
      refusal('令牌', answer, { now: check.now(), isFresh: false }),
      ...['接口权限', '模板', '菜单'].map((step) => none(step, WITHOUT)),
      clockFinding(answer, check.now()),
    ];
  check.secrets.push(token);
  const call = (path: string, json?: unknown): Promise<Answered> =>
    ask(check.fetch, { base: account.apiBase, path, query: { access_token: token }, json });
  return [
    fine('令牌', 'AppID 和 AppSecret 有效，服务器地址在白名单里'),
    ...(await rights(account, call, check.now)),
    ...(await templateFindings(account, call)),
    ...(await menuFindings(account, call, check.now)),
    clockFinding(answer, check.now()),
  ];
};

interface Right {
  readonly words: string;
  /** without it nothing goes; otherwise only what the bureau's file uses is needed */
  readonly isNeeded: (account: OfficialAccount) => boolean;
  readonly path: string;
  readonly json?: unknown;
}

const always = (): boolean => true;
const quota = (cgi_path: string): Pick<Right, 'path' | 'json'> => ({
  path: '/cgi-bin/openapi/quota/get',
  json: { cgi_path },
});

const RIGHTS: readonly Right[] = [
  { words: '基础接口', isNeeded: always, path: '/cgi-bin/get_api_domain_ip' },
  { words: '客服消息', isNeeded: always, ...quota('/cgi-bin/message/custom/send') },
  { words: '下载照片和语音', isNeeded: always, ...quota('/cgi-bin/media/get') },
  {
    words: '带参数的二维码',
    isNeeded: always,
    ...quota('/cgi-bin/qrcode/create'),
  },
  {
    words: '模板消息',
    isNeeded: ({ templates }) => Object.keys(templates).length > 0,
    path: '/cgi-bin/template/get_all_private_template',
  },
  {
    words: '平台到本系统的网络',
    isNeeded: always,
    path: '/cgi-bin/callback/check',
    json: { action: 'all', check_operator: 'DEFAULT' },
  },
];

const rights = (
  account: OfficialAccount,
  call: Call,
  now: () => Date,
): Promise<readonly Finding[]> =>
  Promise.all(
    RIGHTS.map(async ({ words, isNeeded, path, json }) => {
      const step = `权限：${words}`;
      const answer = await call(path, json);
      if (answer.kind === 'json' && answer.errcode === 0) return fine(step, '可以用');
      return isNeeded(account)
        ? refusal(step, answer, { now: now() })
        : none(step, `${seenOf(answer)}；机构文件里没有用到`);
    }),
  );
