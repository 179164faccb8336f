import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { staff, type BureauId, type Role, type StaffActor } from '../../domain/index.ts';
import { createSite } from '../../web/server.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp, type Opening } from '../support/app.ts';

/** where people reach the site; what its own forms send as their origin */
export const SITE = 'http://site.test';
export const PASSWORD = '山楂-渡口-四月-雨伞-石桥';

/** One answer of the site, read to its end. */
export interface Reply {
  readonly status: number;
  readonly html: string;
  readonly location: string;
  readonly headers: Headers;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser without pictures: keeps cookies, follows nothing by itself. */
export interface Browser {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly post: (
    path: string,
    fields: Fields,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  /** posts and, when it worked, opens the page it leads to */
  readonly submit: (path: string, fields: Fields) => Promise<Reply>;
  readonly cookies: Map<string, string>;
}

export interface OpenSite extends OpenApp {
  readonly url: string;
  readonly log: string[];
  readonly browser: () => Browser;
  /** a fresh account with these roles, signed in */
  readonly as: (...roles: Role[]) => Promise<Browser & { readonly actor: StaffActor }>;
  readonly account: (
    login: string,
    roles: readonly Role[],
    bureau?: BureauId,
  ) => Promise<StaffActor>;
}

let hash: Promise<string> | null = null;

export async function openSite(opening: Opening = {}): Promise<OpenSite> {
  const open = await openApp(opening);
  const log: string[] = [];
  const write = (facts: object, message: string) => log.push(JSON.stringify({ ...facts, message }));
  const parts = {
    app: open.app,
    siteUrl: SITE,
    log: { info: write, warn: write, error: write },
    random: randomBytes,
    secureCookies: false,
  };
  const { server, url } = await listen(createSite(parts));
  hash ??= staff.hashPassword(PASSWORD);
  const passwordHash = await hash;
  let made = 0;
  const account = async (login: string, roles: readonly Role[], bureau = GAOPING) => {
    const input = { login, name: `职员${login}`, roles, passwordHash };
    const done = await open.app.perform(bureau, staff.addAccount, input, SYSTEM);
    const event = done.kind === 'done' ? done.events[0] : null;
    if (event?.type !== 'staff.added') throw new Error(JSON.stringify(done));
    return { kind: 'staff', account: event.account, roles } as const;
  };
  return {
    ...open,
    url,
    log,
    account,
    browser: () => browserAt(url),
    as: async (...roles) => {
      made += 1;
      const actor = await account(`someone${made}`, roles);
      const browser = browserAt(url);
      const reply = await signIn(browser, `someone${made}`);
      if (reply.status !== 303) throw new Error(`not signed in: ${reply.status}`);
      return { ...browser, actor };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await open.close();
    },
  };
}

/** Fills in the sign-in form. */
export const signIn = (
  browser: Browser,
  login: string,
  { password = PASSWORD, bureau = 'gaoping' }: { password?: string; bureau?: string } = {},
): Promise<Reply> => browser.post('/sign-in', { bureau, login, password, next: '/' });

function browserAt(url: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (line.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  const get = (path: string, headers = {}) => send(path, { headers });
  const post = (
    path: string,
    fields: Fields,
    headers: Readonly<Record<string, string>> = { origin: SITE },
  ) => {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    );
    return send(path, { method: 'POST', body, headers });
  };
  return {
    cookies,
    get,
    post,
    submit: async (path, fields) => {
      const reply = await post(path, fields);
      return reply.status === 303 ? get(reply.location) : reply;
    },
  };
}

interface Listener {
  listen(port: number, host: string): Server;
}

async function listen(koa: Listener): Promise<{ server: Server; url: string }> {
  const server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}` };
}
