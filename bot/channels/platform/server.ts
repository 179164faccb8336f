import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { PlayedAccount } from './account.ts';
import { refusedByConsole } from './console-routes.ts';
import type { Fault } from './faults.ts';
import { failed, type ApiAnswer, type ApiRequest } from './answers.ts';
import { routes, SECRET_PATHS } from './routes.ts';

export type Accounts = ReadonlyMap<string, PlayedAccount>;

/** The HTTP side of the played platform; listens nowhere yet. */
export function createPlatformServer(accounts: Accounts): Server {
  return createServer((request, response) => {
    serve(accounts, request, response).catch(() => response.destroy());
  });
}

async function serve(
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const url = new URL(request.url ?? '/', origin);
  const asked = await readRequest(request, url);
  if (url.pathname === '/video') {
    write(response, video(accounts, asked));
    return;
  }
  const account = accountOf(accounts, url.pathname, asked);
  if (typeof account === 'number') write(response, failed(account));
  else answer({ account, path: url.pathname, asked, response });
}

interface Exchange {
  readonly account: PlayedAccount;
  readonly path: string;
  readonly asked: ApiRequest;
  readonly response: ServerResponse;
}

/** Does what was asked, unless the script says what goes wrong. */
function answer({ account, path, asked, response }: Exchange): void {
  const fault = account.faults.take(path);
  const call = { path, at: account.now(), to: receiverOf(asked) };
  response.setHeader('date', call.at.toUTCString());
  const before = fault === null ? null : failedBefore(fault, response);
  if (before === 'gone') {
    account.calls.push({ ...call, errcode: null });
    return;
  }
  const result = before ?? act(account, path, asked);
  const errcode = result.kind === 'json' ? Number(result.json.errcode ?? 0) : 0;
  account.calls.push({ ...call, errcode });
  if (fault === 'cut-after') response.destroy();
  else write(response, result);
}

const receiverOf = ({ json }: ApiRequest): string | null => {
  const to = typeof json === 'object' && json !== null && 'touser' in json ? json.touser : null;
  return typeof to === 'string' ? to : null;
};

/** null: go on; 'gone': nothing will be answered here any more. */
function failedBefore(fault: Fault, response: ServerResponse): ApiAnswer | 'gone' | null {
  if (fault === 'cut-after') return null;
  if (fault === 'hang') return 'gone';
  if (fault === 'cut-before') {
    response.destroy();
    return 'gone';
  }
  if (typeof fault === 'number') return failed(fault);
  response.writeHead(fault.status).end();
  return 'gone';
}

function act(account: PlayedAccount, path: string, asked: ApiRequest): ApiAnswer {
  const refused = refusedByConsole(account.setup.console, path);
  if (refused !== null) return refused;
  if (account.isOverQuota(path)) return failed(45009);
  const route = routes.get(path);
  if (route === undefined) return failed(40066);
  const token = asked.query.access_token ?? '';
  if (!SECRET_PATHS.includes(path) && !account.tokens.accepts(token)) return failed(40001);
  return route(account, asked);
}

/** The account behind a secret or a token, dead ones too; else the errcode. */
function accountOf(accounts: Accounts, path: string, asked: ApiRequest): PlayedAccount | number {
  if (!SECRET_PATHS.includes(path)) {
    const appId = (asked.query.access_token ?? '').split('.')[0] ?? '';
    return accounts.get(appId) ?? 40001;
  }
  const given = { ...asked.query, ...(asked.json as Record<string, unknown> | null) };
  const account = accounts.get(String(given.appid));
  if (account === undefined) return 40013;
  return given.secret === account.setup.secret ? account : 40125;
}

function video(accounts: Accounts, { query }: ApiRequest): ApiAnswer {
  const media = accounts.get(query.appid ?? '')?.media(query.media_id ?? '');
  return media === undefined ? failed(40007) : { ...media, kind: 'bytes' };
}

function write(response: ServerResponse, answer: ApiAnswer): void {
  if (answer.kind === 'bytes') {
    const filename = `attachment; filename="${answer.mime.replace('/', '.')}"`;
    response
      .writeHead(200, { 'content-type': answer.mime, 'content-disposition': filename })
      .end(answer.bytes);
    return;
  }
  const headers = { 'content-type': 'application/json; encoding=utf-8' };
  response.writeHead(200, headers).end(JSON.stringify(answer.json));
}

async function readRequest(request: IncomingMessage, url: URL): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(url.searchParams);
  const multipart = type.startsWith('multipart/form-data');
  return {
    query,
    origin: url.origin,
    json: multipart || body.length === 0 ? null : (JSON.parse(body.toString('utf8')) as unknown),
    file: multipart ? await readFile(type, body) : null,
  };
}

async function readFile(type: string, body: Buffer): Promise<ApiRequest['file']> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  const file = form.get('media');
  if (file === null || typeof file === 'string') return null;
  return { bytes: new Uint8Array(await file.arrayBuffer()), mime: file.type };
}
