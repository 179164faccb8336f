import { z } from 'zod';

import type { ApiAnswer, Route } from './answers.ts';

/** A template as the account holds it: its text names the fields, `{{thing1.DATA}}` (A8). */
export interface ConsoleTemplate {
  readonly template_id: string;
  readonly title: string;
  readonly content: string;
}

/** What somebody has set at the platform's console; a test changes it while the platform runs. */
export interface ConsoleSetup {
  templates?: readonly ConsoleTemplate[];
  /** subscription notices, by the number that the platform calls priTmplId */
  subscriptions?: readonly ConsoleTemplate[];
  /** calls the account may not make, and the errcode they get */
  denied?: Readonly<Record<string, number>>;
  /** calls come from this address, and it is on no list (40164) */
  unlistedIp?: string;
  /** the buttons of the menu; absent: there is none */
  menu?: readonly unknown[];
}

const answered = (json: Readonly<Record<string, unknown>>): ApiAnswer => ({ kind: 'json', json });
const failed = (errcode: number, errmsg: string): ApiAnswer =>
  answered({ errcode, errmsg: `${errmsg} rid: played-${errcode}` });

/** What the console's settings forbid, whatever the call asks; null: nothing. */
export function refusedByConsole(setup: ConsoleSetup | undefined, path: string): ApiAnswer | null {
  const ip = setup?.unlistedIp;
  if (ip !== undefined)
    return failed(40164, `invalid ip ${ip} ipv6 ::ffff:${ip}, not in whitelist`);
  const denied = setup?.denied?.[path];
  return denied === undefined ? null : failed(denied, 'api unauthorized');
}

const Quota = z.object({ cgi_path: z.string() });

/** A call without the right to it has no quota either. */
const quota: Route = ({ setup }, { json }) => {
  const asked = Quota.safeParse(json);
  if (!asked.success) return failed(40066, 'invalid url');
  if (setup.console?.denied?.[asked.data.cgi_path] !== undefined)
    return failed(76022, 'could not use this cgi_path, no permission');
  return answered({
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: 500_000, used: 12, remain: 499_988 },
  });
};

const templateList: Route = ({ setup }) =>
  answered({ template_list: setup.console?.templates ?? [] });

const subscriptionList: Route = ({ setup }) =>
  answered({
    errcode: 0,
    errmsg: 'ok',
    data: (setup.console?.subscriptions ?? []).map(({ template_id: priTmplId, ...rest }) => ({
      priTmplId,
      ...rest,
    })),
  });

const domainIps: Route = () => answered({ ip_list: ['127.0.0.1'] });

const callbackCheck: Route = () =>
  answered({ dns: [{ ip: '127.0.0.1', real_operator: 'UNICOM' }], ping: [] });

const menu: Route = ({ setup }) =>
  setup.console?.menu === undefined
    ? failed(46003, 'menu no exist')
    : answered({ menu: { button: setup.console.menu } });

/** Calls that only look: what `doctor` asks an account about itself. */
export const consoleRoutes: readonly (readonly [string, Route])[] = [
  ['/cgi-bin/template/get_all_private_template', templateList],
  ['/wxaapi/newtmpl/gettemplate', subscriptionList],
  ['/cgi-bin/get_api_domain_ip', domainIps],
  ['/cgi-bin/callback/check', callbackCheck],
  ['/cgi-bin/openapi/quota/get', quota],
  ['/cgi-bin/menu/get', menu],
];
