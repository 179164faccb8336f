import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { App, BureauId, Tx } from '../domain/index.ts';
import { takeRest } from '../domain/exchange/index.ts';
import {
  publishedChannels,
  PuppetOfficialAccount,
  PuppetSimulator,
  type PublishedChannels,
  type PuppetWecom,
} from './channels/index.ts';
import type { Outward } from './channels/outward.ts';
import { aroundSends } from './around-sends.ts';
import type { BotConfig, BotParts } from './main.ts';
import { openWecom } from './open-wecom.ts';
import { sharedTokens } from './shared-tokens.ts';
import {
  createPhones,
  createPlayed,
  createSimulator,
  keepPictures,
  type Phones,
  type Played,
} from './simulator/index.ts';

/** Every channel of every bureau, not yet heard. */
export interface Channels {
  readonly puppets: readonly (PuppetOfficialAccount | PuppetSimulator | PuppetWecom)[];
  readonly accounts: ReadonlyMap<BureauId, PuppetOfficialAccount>;
  readonly apps: ReadonlyMap<BureauId, PuppetWecom>;
  readonly published: PublishedChannels;
  readonly simulator: ReturnType<typeof createSimulator> | null;
  readonly outward: (bureau: BureauId, channel: string) => Outward | null;
}

export interface ChannelParts extends BotParts {
  readonly onFault: (fault: unknown) => void;
}

export const openChannels = (config: BotConfig, parts: ChannelParts): Channels => {
  const { app } = parts;
  const accounts = openAccounts(parts);
  const phones = createPhones({
    app,
    clock: app.clock,
    uuid: randomUUID,
    pictures: keepPictures(path.join(config.dataDir, 'simulator'), app),
  });
  const simulated = new Map(
    config.followers === null
      ? []
      : [...app.bureaus.keys()].map(
          (bureau) =>
            [bureau, new PuppetSimulator({ bureau, ...phones.deliverTo(bureau) })] as const,
        ),
  );
  const simulator =
    config.followers === null
      ? null
      : createSimulator({
          app,
          phones,
          puppets: simulated,
          followers: config.followers,
          played: playedIn(config, app, phones),
        });
  const published = publishedChannels(parts.onFault);
  const apps = openWecom(parts);
  const channelOf = { simulator: simulated, wecom: apps };
  return {
    published,
    puppets: [...accounts.values(), ...apps.values(), ...simulated.values()],
    accounts,
    apps,
    simulator,
    outward: (bureau, channel) => {
      if (channel === 'puppet') return published.outward(bureau);
      const puppet = (
        channel === 'simulator' || channel === 'wecom' ? channelOf[channel] : accounts
      ).get(bureau);
      return puppet === undefined ? null : aroundSends(puppet, hooked(parts));
    },
  };
};

const openAccounts = (parts: ChannelParts): ReadonlyMap<BureauId, PuppetOfficialAccount> =>
  new Map(
    [...parts.app.bureaus.values()].flatMap((bureau) => {
      const account = bureau.channels.officialAccount;
      if (account === undefined) return [];
      return [[bureau.id, officialAccount(parts, { bureau: bureau.id, account })] as const];
    }),
  );

const playedIn = ({ played: world }: BotConfig, app: App, phones: Phones): Played | null =>
  world === undefined ? null : createPlayed({ world, phones, carrying: { app, uuid: randomUUID } });

/** Tells the fault tests of every message that is about to leave or has left. */
const hooked =
  ({ hook = () => undefined }: BotParts) =>
  async <T>(send: () => Promise<T>): Promise<T> => {
    hook('before-send');
    const sent = await send();
    hook('sent');
    return sent;
  };

type Account = NonNullable<ReturnType<App['bureauOf']>['channels']['officialAccount']>;

const officialAccount = (
  { app, log, onFault }: ChannelParts,
  { bureau, account }: { bureau: BureauId; account: Account },
): PuppetOfficialAccount => {
  const name = `official-account:${account.appId}`;
  const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    app.gate.transaction(bureau, work);
  /** Each delivery of a message, at whichever instance, hands over the same rest: one of them sends it. */
  const sendRest = async (openid: string, text: string, key: string): Promise<void> => {
    if (await inside((tx) => takeRest(tx, 'official-account', key)))
      await puppet.deliver(openid, text);
  };
  const puppet = new PuppetOfficialAccount({
    bureau,
    account,
    now: app.clock,
    fetch: globalThis.fetch,
    random: randomBytes,
    tokens: sharedTokens({ app, bureau, name, uuid: randomUUID, onFault }),
    sendRest: (openid, text, key) => {
      sendRest(openid, text, key).catch(onFault);
    },
    onRefused: (why) => log.warn({ bureau, why }, 'refused a callback'),
    onFault,
  });
  return puppet;
};
