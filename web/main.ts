import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { App } from '../domain/index.ts';
import { createSite } from './server.ts';
import type { SiteLog } from './site.ts';

export interface WebConfig {
  readonly host: string;
  readonly port: number;
  readonly siteUrl: string;
  readonly behindProxy?: boolean;
}

export interface RunningWeb {
  readonly port: number;
  /** takes no new requests, lets open ones end */
  readonly stop: () => Promise<void>;
}

/** The staff site on its port. */
export const startWeb = async (config: WebConfig, app: App, log: SiteLog): Promise<RunningWeb> => {
  const site = createSite({
    app,
    log,
    siteUrl: config.siteUrl,
    random: randomBytes,
    secureCookies: config.siteUrl.startsWith('https:'),
    ...(config.behindProxy === undefined ? {} : { behindProxy: config.behindProxy }),
  });
  const server = await listening(site.listen(config.port, config.host));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : config.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
};

const listening = (server: Server): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', reject);
  });
