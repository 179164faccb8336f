import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import path from 'node:path';
import type { Logger } from 'pino';
import type { App, BureauId } from '../domain/index.ts';
import { hearWith } from './channels/index.ts';
import type { Inbound } from './channels/inbound.ts';
import { PlatformError } from './channels/platform-error.ts';
import { createDesk, type Desk } from './dialogue/desk.ts';
import { REPERTOIRE } from './flows/index.ts';
import { createForms, FORMS } from './forms/index.ts';
import { DUTIES, PUMPS } from './jobs/index.ts';
import { startDuties, type DutyHand } from './jobs/duty.ts';
import { startPumps } from './jobs/pump.ts';
import { createBotServer } from './server.ts';
import { openChannels, type ChannelParts, type Channels } from './open-channels.ts';
import type { FollowerCard, PlayedWorld } from './simulator/index.ts';
import { openSpool } from './spool.ts';
import { showingTyping } from './typing.ts';

export interface BotConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** the invented people one can play; none outside the demo and development */
  readonly followers: ((bureau: BureauId) => readonly FollowerCard[]) | null;
  /** the platform that the demo plays, for phones that go through it */
  readonly played?: PlayedWorld;
}

export interface BotParts {
  readonly app: App;
  readonly log: Logger;
  readonly onWork: (listener: (bureau: BureauId) => void) => void;
  /** told where a fault test may let this process die */
  readonly hook?: (label: 'before-reply' | 'before-send' | 'sent') => void;
}

export interface RunningBot {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const DRAIN_MS = 1000;
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Channels, desk, duties and server of the bot; stops in the reverse order. */
export const startBot = async (config: BotConfig, parts: BotParts): Promise<RunningBot> => {
  const { app, log, onWork } = parts;
  const onFault = (fault: unknown): void => {
    log.error({ fault: describe(fault) }, 'bot fault');
  };
  const channels = openChannels(config, { ...parts, onFault });
  const spool = await openSpool(path.join(config.dataDir, 'spool', `bot-${config.port}.spool`));
  const { outward } = channels;
  const shared = { app, outward, uuid: randomUUID, onFault };
  const handOf = (bureau: BureauId): DutyHand => ({ ...shared, bureau });
  const pumps = startPumps(PUMPS, handOf, [...app.bureaus.keys()]);
  onWork(() => pumps.wake());
  const desk = createDesk({
    app,
    repertoire: REPERTOIRE,
    spool,
    uuid: randomUUID,
    pause,
    sayLater: sayLater(outward, onFault),
    onAttachments: () => pumps.wake(),
    onFault,
  });
  const hearing = await hearAll(channels, desk, { ...parts, onFault });
  const duties = startDuties(DUTIES, handOf, [...app.bureaus.keys()]);
  const draining = startDraining(desk, onFault);
  const koa = createBotServer({
    app,
    accounts: channels.accounts,
    apps: channels.apps,
    spool,
    simulator: channels.simulator,
    forms: createForms({ app, forms: FORMS, random: randomBytes }),
    onFault,
  });
  const server = await listening(koa.listen(config.port, config.host));
  return {
    port: portOf(server),
    stop: async () => {
      await closed(server);
      await draining.stop();
      await hearing.stop();
      await duties.stop();
      await pumps.stop();
    },
  };
};

/** The desk hears every channel; none of them outlives the others when one does not start. */
const hearAll = async (
  { puppets, published, outward }: Channels,
  desk: Desk,
  parts: ChannelParts,
): Promise<{ readonly stop: () => Promise<void> }> => {
  const listen = showingTyping(beforeReply(desk, parts), outward);
  const hearings = await Promise.all(
    puppets.map((puppet) => hearWith(puppet, listen, parts.onFault)),
  );
  hearings.push(await published.hear(parts.app.bureaus.values(), listen));
  return {
    stop: async () => {
      await Promise.all(hearings.map((hearing) => hearing.stop()));
    },
  };
};

const beforeReply =
  (desk: Desk, { hook }: BotParts): Desk['receive'] =>
  async (inbound) => {
    const answer = await desk.receive(inbound);
    hook?.('before-reply');
    return answer;
  };

/** An answer that missed the platform's own reply: at most once, its failure only logged. */
const sayLater =
  (outward: Channels['outward'], onFault: (fault: unknown) => void) =>
  (inbound: Inbound, text: string): void => {
    outward(inbound.bureau, inbound.channel)?.deliver(inbound.from, text).catch(onFault);
  };

const startDraining = (
  desk: Desk,
  onFault: (fault: unknown) => void,
): { readonly stop: () => Promise<void> } => {
  let draining: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    draining = desk.drain().catch(onFault);
  }, DRAIN_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await draining;
    },
  };
};

/** Faults are named, never quoted: their messages may carry what a person wrote. */
const describe = (fault: unknown): object => {
  if (!(fault instanceof Error)) return { kind: typeof fault };
  if (fault instanceof PlatformError) {
    const { path: call, errcode, rid, verdict } = fault;
    return { kind: fault.name, call, errcode, rid, verdict };
  }
  const code = 'code' in fault ? String(fault.code) : undefined;
  const at = (fault.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6);
  return { kind: fault.name, code, at };
};

const listening = (server: Server): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('listening', () => {
      resolve(server);
    });
    server.once('error', reject);
  });

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
