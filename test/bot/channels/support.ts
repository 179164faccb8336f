import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { BureauId } from '../../../domain/index.ts';
import type { CallbackRequest } from '../../../bot/channels/transport/callback.ts';
import type { CallbackResponse } from '../../../bot/channels/transport/callback.ts';

export const gaoping = 'gaoping' as BureauId;
export const encodingAesKey = 'K'.repeat(42) + 'A';
export const previousEncodingAesKey = 'P'.repeat(42) + 'A';

/** Not random: the same bytes each time. */
export const random = (length: number): Uint8Array => new Uint8Array(length).fill(7);

/** A callback behind a real HTTP server on a free port, as the bot will mount it. */
export async function serveCallback(
  handle: (request: CallbackRequest) => Promise<CallbackResponse>,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      void handle({
        method: request.method ?? 'GET',
        query: Object.fromEntries(url.searchParams),
        rawBody: Buffer.concat(chunks),
      }).then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/wechat/gaoping`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
