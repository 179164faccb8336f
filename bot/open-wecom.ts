import { randomBytes, randomUUID } from 'node:crypto';
import type { App, BureauFile, BureauId, Tx } from '../domain/index.ts';
import { cardShown, conversationId, takePlace, takeRest } from '../domain/exchange/index.ts';
import { PuppetWecom } from './channels/index.ts';
import type { ChannelParts } from './open-channels.ts';
import { sharedTokens } from './shared-tokens.ts';

type WecomBlock = NonNullable<BureauFile['channels']['wecom']>;

/** The self-built app of every bureau that has one, not yet heard. */
export const openWecom = (parts: ChannelParts): ReadonlyMap<BureauId, PuppetWecom> =>
  new Map(
    [...parts.app.bureaus.values()].flatMap(({ id, channels: { wecom } }) =>
      wecom === undefined ? [] : [[id, wecomOf(parts, id, wecom)] as const],
    ),
  );

const wecomOf = (
  { app, log, onFault }: ChannelParts,
  bureau: BureauId,
  block: WecomBlock,
): PuppetWecom => {
  const name = `wecom:${block.corpId}:${block.agentId}`;
  const inside = insideOf(app, bureau);
  /** Each delivery of a message, at whichever instance, hands over the same rest: one of them sends it. */
  const sendRest = async (userId: string, text: string, key: string): Promise<void> => {
    if (await inside((tx) => takeRest(tx, 'wecom', key))) await puppet.say(userId, text);
  };
  const puppet = new PuppetWecom({
    bureau,
    app: block,
    now: app.clock,
    fetch: globalThis.fetch,
    random: randomBytes,
    tokens: sharedTokens({ app, bureau, name, uuid: randomUUID, onFault }),
    takePlace: (id) =>
      inside((tx) => takePlace(tx, conversationId(tx, { channel: 'wecom', id }), app.clock())),
    sendRest: (userId, text, key) => {
      sendRest(userId, text, key).catch(onFault);
    },
    cardShown: (taskId) => {
      inside((tx) => cardShown(tx, taskId)).catch(onFault);
    },
    onRefused: (why) => log.warn({ bureau, why }, 'refused a WeCom callback'),
    onFault,
  });
  return puppet;
};

const insideOf =
  (app: App, bureau: BureauId) =>
  <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    app.gate.transaction(bureau, work);
