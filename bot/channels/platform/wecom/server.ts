import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { Fault } from '../faults.ts';
import type { PlayedApp } from './app.ts';
import {
  refusedCall,
  TOKEN_PATH,
  wecomRoutes,
  type WecomAnswer,
  type WecomRequest,
} from './routes.ts';

/** The HTTP side of the played WeCom; listens nowhere yet. */
export function createWecomServer(apps: readonly PlayedApp[]): Server {
  return createServer((request, response) => {
    serve(apps, request, response).catch(() => response.destroy());
  });
}

async function serve(
  apps: readonly PlayedApp[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const asked = await readRequest(request, url);
  const app = appOf(apps, url.pathname, asked);
  if (typeof app === 'number') {
    write(response, refusedCall(app));
    return;
  }
  const from = request.socket.remoteAddress ?? '';
  answer(app, { caller: { path: url.pathname, from }, asked, response });
}

interface Exchange {
  readonly caller: { readonly path: string; readonly from: string };
  readonly asked: WecomRequest;
  readonly response: ServerResponse;
}

/** Does what was asked, unless the script says what goes wrong. */
function answer(app: PlayedApp, { caller, asked, response }: Exchange): void {
  const { path } = caller;
  response.setHeader('date', app.now().toUTCString());
  const fault = app.faults.take(path);
  const before = fault === null ? null : failedBefore(fault, response);
  if (before === 'gone') {
    app.calls.push({ path, errcode: null, at: app.now() });
    return;
  }
  const result = before ?? act(app, caller, asked);
  const errcode = result.kind === 'json' ? Number(result.json.errcode ?? 0) : 0;
  app.calls.push({ path, errcode, at: app.now() });
  if (fault === 'cut-after') response.destroy();
  else write(response, result);
}

/** null: go on; 'gone': nothing will be answered here any more. */
function failedBefore(fault: Fault, response: ServerResponse): WecomAnswer | 'gone' | null {
  if (fault === 'cut-after') return null;
  if (fault === 'hang') return 'gone';
  if (typeof fault === 'number') return refusedCall(fault);
  if (fault === 'cut-before') response.destroy();
  else response.writeHead(fault.status).end();
  return 'gone';
}

/** 60020: the caller is none of the trusted servers; it is told so after its token was looked at (B2). */
function act(app: PlayedApp, { path, from }: Exchange['caller'], asked: WecomRequest): WecomAnswer {
  const route = wecomRoutes.get(path);
  if (route === undefined) return refusedCall(40066);
  if (path === TOKEN_PATH) return route(app, asked);
  const token = asked.query.access_token ?? '';
  if (!app.accepts(token)) return refusedCall(42001);
  const trusted = app.setup.trustedIps;
  if (trusted?.some((ip) => from.endsWith(ip)) === false) return refusedCall(60020);
  return route(app, asked);
}

/** The app behind a secret or a token, dead ones too; else the errcode. */
function appOf(
  apps: readonly PlayedApp[],
  path: string,
  { query }: WecomRequest,
): PlayedApp | number {
  if (path !== TOKEN_PATH) {
    const token = query.access_token ?? '';
    return apps.find(({ setup }) => token.startsWith(`${setup.corpId}.${setup.agentId}.`)) ?? 40014;
  }
  const ofCorp = apps.filter(({ setup }) => setup.corpId === query.corpid);
  if (ofCorp.length === 0) return 40013;
  return ofCorp.find(({ setup }) => setup.secret === query.corpsecret) ?? 40001;
}

function write(response: ServerResponse, answer: WecomAnswer): void {
  if (answer.kind === 'bytes') {
    const filename = `attachment; filename="${answer.mime.replace('/', '.')}"`;
    response
      .writeHead(200, { 'content-type': answer.mime, 'content-disposition': filename })
      .end(answer.bytes);
    return;
  }
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  response.writeHead(200, headers).end(JSON.stringify(answer.json));
}

async function readRequest(request: IncomingMessage, url: URL): Promise<WecomRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const query = Object.fromEntries(url.searchParams);
  if (type.startsWith('multipart/form-data'))
    return { query, json: null, file: await readFile(type, body) };
  const json = body.length === 0 ? null : (JSON.parse(body.toString('utf8')) as unknown);
  return { query, json, file: null };
}

async function readFile(type: string, body: Buffer): Promise<WecomRequest['file']> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': type },
  }).formData();
  const file = form.get('media');
  if (file === null || typeof file === 'string') return null;
  return { bytes: new Uint8Array(await file.arrayBuffer()), mime: file.type };
}
