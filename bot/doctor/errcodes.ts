import type { Advice } from './finding.ts';

/** What an errcode means here and where in the console it is set right (wechat-platform A9, A12, B2). */

const BASIC = 'mp.weixin.qq.com → 设置与开发 → 基本配置';
const RIGHTS = 'mp.weixin.qq.com → 设置与开发 → 接口权限';

/** The address from `invalid ip 1.2.3.4 ipv6 …, not in whitelist` or `from ip: 1.2.3.4`. */
export const ipIn = (errmsg: string): string | null =>
  /ip:?\s*(\d{1,3}(?:\.\d{1,3}){3})/i.exec(errmsg)?.[1] ?? null;

/** What was measured as the answer came. */
export interface Measured {
  /** own clock less the platform's; null: it did not tell its time */
  readonly offMs: number | null;
  /** the token had been given out a moment before */
  readonly isFresh: boolean;
}

const UNMEASURED: Measured = { offMs: null, isFresh: false };

type Says = (errmsg: string, measured: Measured) => Advice;

/** Beyond this a token's two hours, counted by the own clock, are not the platform's. */
const CLOCK_IS_TO_BLAME_MS = 60_000;

export const SET_TIME = '在服务器上打开时间同步：timedatectl set-ntp true，或启动 chrony';

/** 快 12 分钟, 慢 40 秒. */
export const offWords = (offMs: number): string => {
  const seconds = Math.round(Math.abs(offMs) / 1000);
  const amount =
    seconds < 1200
      ? `${seconds} 秒`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} 分钟`
        : `${Math.round(seconds / 3600)} 小时`;
  return `${offMs > 0 ? '快' : '慢'}了 ${amount}`;
};

/** 40001 from a wrong clock and from a wrong secret read the same: what was measured tells them apart. */
const notAccepted =
  ({ secret, next }: { readonly secret: string; readonly next: string }): Says =>
  (_errmsg, { offMs, isFresh }) => {
    if (offMs !== null && Math.abs(offMs) >= CLOCK_IS_TO_BLAME_MS)
      return {
        means: `本机时钟比平台${offWords(offMs)}：令牌的两小时按本机时钟算，会把已经失效的当作有效。先看时钟，${secret}不一定有错`,
        next: `${SET_TIME}；时间对了再检查，仍是 40001 再${next}`,
      };
    if (isFresh)
      return {
        means: '刚取到的令牌已经失效：时钟和密钥都对，是另一个程序用 /cgi-bin/token 刷掉了令牌',
        next: '让用同一个公众号的其他程序改用 stable_token，再检查',
      };
    const clock =
      offMs === null ? '平台没有说时间，时钟没法比' : '本机时钟和平台一致，不是时间的问题';
    return { means: `${clock}；${secret}不被承认，多半是抄错或重置过`, next };
  };

const OFFICIAL: Readonly<Record<number, Says>> = {
  40013: () => ({
    means: 'AppID 不对，平台不认识这个公众号',
    next: `打开 ${BASIC}，照抄“开发者ID(AppID)”到机构文件的 channels.officialAccount.appId`,
  }),
  40125: () => ({
    means: 'AppSecret 不对，可能在控制台重置过',
    next: `打开 ${BASIC} → 开发者密码(AppSecret)，管理员扫码重置，把新值放进机构文件用的环境变量，然后重新启动`,
  }),
  40001: notAccepted({
    secret: 'AppSecret ',
    next: `核对 ${BASIC} 里的 AppSecret，和机构文件用的环境变量一字不差，改过要重新启动`,
  }),
  40164: (errmsg) => ({
    means: `这台服务器的出口地址 ${ipIn(errmsg) ?? '（平台没有说）'} 不在IP白名单里`,
    next: `打开 ${BASIC} → IP白名单 → 修改，加上 ${ipIn(errmsg) ?? '服务器的出口地址'}，几分钟后再检查`,
  }),
  40243: () => ({
    means: 'AppSecret 已被冻结',
    next: `打开 ${BASIC} → 开发者密码(AppSecret)，解除冻结`,
  }),
  89503: () => ({
    means: '平台认为这次调用有风险，等公众号管理员确认',
    next: '请公众号管理员在微信里点开“公众平台安全助手”的确认消息并同意，再检查',
  }),
  48001: () => ({
    means: '这个公众号没有这项接口的权限',
    next: `打开 ${RIGHTS}，看这一项是“未获得”还是要先申请；服务号要先通过微信认证`,
  }),
  76022: () => ({
    means: '这个公众号没有这项接口的权限',
    next: `打开 ${RIGHTS}，看这一项是“未获得”还是要先申请；服务号要先通过微信认证`,
  }),
  45009: () => ({
    means: '今天的调用次数用完了',
    next: `打开 ${RIGHTS}，看用量；明天再检查`,
  }),
  [-1]: () => ({ means: '平台这一刻忙', next: '过一分钟再检查' }),
};

const APP = 'work.weixin.qq.com → 应用管理 → 自建应用';

const WECOM: Readonly<Record<number, Says>> = {
  40013: () => ({
    means: '企业ID 不对',
    next: '打开 work.weixin.qq.com → 我的企业 → 企业信息，照抄“企业ID”到 channels.wecom.corpId',
  }),
  40001: notAccepted({
    secret: '应用的 Secret ',
    next: `打开 ${APP} → Secret → 查看，把它放进机构文件用的环境变量（不要用别的应用的），然后重新启动`,
  }),
  60020: (errmsg) => ({
    means: `这台服务器的出口地址 ${ipIn(errmsg) ?? '（平台没有说）'} 不在“企业可信IP”里`,
    next: `打开 ${APP} → 企业可信IP → 配置，加上 ${ipIn(errmsg) ?? '服务器的出口地址'}；要先设好可信域名或接收消息的网址`,
  }),
  40056: () => ({
    means: 'agentId 不对，企业里没有这个应用',
    next: `打开 ${APP}，照抄 AgentId 到 channels.wecom.agentId`,
  }),
  301002: () => ({
    means: '这个 Secret 属于另一个应用',
    next: `打开 ${APP}，让 AgentId 和 Secret 取自同一个应用`,
  }),
  60011: () => ({
    means: '这个应用没有权限',
    next: `打开 ${APP} → 可见范围，加上联络员和工作人员`,
  }),
  [-1]: () => ({ means: '平台这一刻忙', next: '过一分钟再检查' }),
};

const OTHER: Advice = {
  means: '平台拒绝了这次调用',
  next: '在平台的“全局返回码”页查这个号码；和平台客服联系时报这个号码和时间',
};

const LOST: Advice = {
  means: '这台服务器连不上平台',
  next: '检查服务器能否访问外网的 443 端口、域名解析和代理，再检查 apiBase 有没有被改过',
};

export type Advise = (errcode: number | null, errmsg?: string, measured?: Measured) => Advice;

const adviceOf =
  (known: Readonly<Record<number, Says>>): Advise =>
  (errcode, errmsg = '', measured = UNMEASURED) =>
    errcode === null ? LOST : (known[errcode]?.(errmsg, measured) ?? OTHER);

/** null errcode: there was no answer at all. */
export const officialAdvice = adviceOf(OFFICIAL);

export const wecomAdvice = adviceOf(WECOM);
