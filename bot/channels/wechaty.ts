import { log, types, WechatyBuilder, type Message } from 'wechaty';
import type { Puppet } from 'wechaty-puppet';

import type { BureauId } from '../../domain/index.ts';
import type { Delivery } from './deliveries.ts';
import type { Answer, Inbound } from './inbound.ts';
import type { Outward } from './outward.ts';
import { PlatformError, type Verdict } from './platform-error.ts';
import type { ChannelPuppet } from './puppet.ts';

/** What the bot does with one thing a follower did: the desk. */
export type Listener = (inbound: Inbound) => Promise<Answer>;
/** Told of every fault wechaty would swallow, or die of. */
export type OnFault = (fault: unknown) => void;

export interface Hearing {
  readonly stop: () => Promise<void>;
}

type Bot = ReturnType<typeof WechatyBuilder.build>;

// wechaty writes whole messages into its own log; ours is the only one (promises: PII in logs 0)
log.level('silent');

/** One Wechaty over one channel of ours; throws when the channel did not come up. */
export async function hearWith(
  puppet: ChannelPuppet,
  listen: Listener,
  onFault: OnFault = ignore,
): Promise<Hearing> {
  const bot = WechatyBuilder.build({ puppet });

  /** A rejection that reaches wechaty ends the process (wechat-platform C2): none does. */
  const take = async ({ deliveryId, inbound }: Delivery): Promise<void> => {
    try {
      puppet.answer(deliveryId, await listen(inbound));
    } catch (fault) {
      puppet.answer(deliveryId, { kind: 'unkept' });
      onFault(fault);
    }
  };

  bot.on('message', (message) => {
    const delivery = puppet.inboundOf(message.id);
    if (delivery !== undefined) void take(delivery);
  });
  puppet.onHappening(take);
  return started(bot, onFault);
}

export interface PublishedPuppet {
  readonly bureau: BureauId;
  /** the name of an installed package, or a puppet already made */
  readonly puppet: string | Puppet;
  readonly options?: Readonly<Record<string, unknown>>;
  /** told of a QR code that an operator must scan before this puppet hears anything */
  readonly onScan?: (qrCode: string) => void;
}

export interface PublishedHearing extends Hearing {
  /** throws `PlatformError` */
  readonly deliver: Outward['deliver'];
}

/**
 * Any puppet the community publishes (outside.md, `puppet`): text conversations only. It cannot
 * deliver again, so an answer that was not kept is told to `onFault` and lost to the person.
 */
export async function hearPublished(
  published: PublishedPuppet,
  listen: Listener,
  onFault: OnFault = ignore,
): Promise<PublishedHearing> {
  const { bureau, puppet, options, onScan } = published;
  const bot = WechatyBuilder.build({
    puppet: puppet as 'wechaty-puppet-service', // the type names five packages; any works
    ...(options !== undefined && { puppetOptions: { ...options } }),
  });

  const take = async (message: Message): Promise<void> => {
    const answer = await listen(inboundOf(message, bureau));
    if (answer.kind === 'reply' && answer.text !== null) await message.talker().say(answer.text);
    if (answer.kind === 'unkept') onFault(new Error('A message was not kept'));
  };

  bot.on('message', (message) => {
    if (message.self() || message.room() !== undefined) return;
    take(message).catch(onFault);
  });
  bot.on('scan', (qrCode) => onScan?.(qrCode));
  bot.on('error', onFault);
  await bot.start(); // may still have to be scanned: whether it is logged in says nothing yet
  return { stop: () => bot.stop(), deliver: (to, text) => sayTo(bot, to, text) };
}

async function sayTo(bot: Bot, to: string, text: string): Promise<Record<string, never>> {
  const contact = await bot.Contact.find({ id: to }).catch(() => undefined);
  if (contact === undefined) throw notSaid('unreachable', 'unknown person');
  await contact.say(text).catch(() => {
    throw notSaid('unknown-outcome', 'say() failed');
  });
  return {};
}

function notSaid(verdict: Verdict, errmsg: string): PlatformError {
  return new PlatformError({ path: 'puppet', errcode: null, errmsg, rid: null, verdict });
}

function inboundOf(message: Message, bureau: BureauId): Inbound {
  const from = message.talker().id;
  const isText = message.type() === types.Message.Text;
  return {
    bureau,
    channel: 'puppet',
    from,
    key: `message:${from}:${message.id}`,
    sentAt: message.date(),
    body: isText
      ? { kind: 'text', text: message.text() }
      : { kind: 'other', type: types.Message[message.type()] },
  };
}

/** `bot.start()` resolves even when the puppet failed (C2): whether it is logged in tells. */
async function started(bot: Bot, onFault: OnFault): Promise<Hearing> {
  const faults: unknown[] = [];
  bot.on('error', (fault) => {
    faults.push(fault);
    onFault(fault);
  });
  await bot.start();
  if (!bot.isLoggedIn) {
    await bot.stop();
    throw new Error('The channel did not start', { cause: faults[0] });
  }
  return { stop: () => bot.stop() };
}

function ignore(): void {
  // nobody asked to be told
}
