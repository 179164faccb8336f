import { z } from 'zod';
import type { BureauFile } from '../../domain/index.ts';
import { ask, seenOf, type Answered } from './ask.ts';
import { wecomAdvice } from './errcodes.ts';
import { fine, none, wrong, type Finding } from './finding.ts';
import { clockFinding, refusal, tokenIn, type PlatformCheck } from './platform.ts';

export type Wecom = NonNullable<BureauFile['channels']['wecom']>;

const Agent = z.object({ name: z.string().default(''), close: z.number().default(0) });

/** What WeCom says of the app, asked by calls that change nothing (wechat-platform B2–B5). */
export const checkWecom = async (app: Wecom, check: PlatformCheck): Promise<readonly Finding[]> => {
  const answer = await ask(check.fetch, {
    base: app.apiBase,
    path: '/cgi-bin/gettoken',
    query: { corpid: app.corpId, corpsecret: app.secret },
  });
  const token = tokenIn(answer);
  if (token === null)
    return [
      refusal('企业微信令牌', answer, { advice: wecomAdvice, now: check.now(), isFresh: false }),
      none('企业微信应用', '没有令牌，问不到'),
      clockFinding(answer, check.now()),
    ];
  check.secrets.push(token);
  const agent = await ask(check.fetch, {
    base: app.apiBase,
    path: '/cgi-bin/agent/get',
    query: { access_token: token, agentid: String(app.agentId) },
  });
  return [
    fine('企业微信令牌', '企业ID 和 Secret 有效'),
    agentFinding(agent, check.now()),
    clockFinding(answer, check.now()),
  ];
};

const STEP = '企业微信应用';

const agentFinding = (answer: Answered, now: Date): Finding => {
  if (answer.kind !== 'json' || answer.errcode !== 0)
    return refusal(STEP, answer, { advice: wecomAdvice, now });
  const agent = Agent.safeParse(answer.json);
  if (!agent.success) return none(STEP, seenOf(answer));
  const { name, close } = agent.data;
  return close === 1
    ? wrong(STEP, `“${name}”已停用`, {
        means: '停用的应用收不到也发不出消息',
        next: '打开 work.weixin.qq.com → 应用管理 → 自建应用，启用它',
      })
    : fine(STEP, `“${name}”，AgentId 对得上，服务器地址可信`);
};
