import { keepCode, offerOfNotice, putCard } from '../../domain/exchange/index.ts';
import type { Said, Tx } from '../../domain/index.ts';
import type { Card, Choosable, Outward } from '../channels/outward.ts';
import { OFFERS } from '../flows/offers.ts';
import { noPlace } from './place.ts';
import { closed, type ChatErrand, type ChatWay, type Prepared } from './way.ts';

/** WeCom drops an equal message within half an hour (wechat-platform B3); a minute is for the way there. */
const EQUAL_MS = 29 * 60_000;

/**
 * What is asked, with buttons to answer by one tap (C-11, GP-8.6c). Only where the channel has
 * cards; the answer is judged like a typed one.
 */
export const card: ChatWay = {
  name: 'card',
  by: 'chat',
  repeatableMs: () => EQUAL_MS,
  prepare: async (tx, errand) => {
    const { sendCard } = errand.outward;
    if (sendCard === undefined) return closed('这个渠道没有卡片');
    const offer = await offerOfNotice(tx, errand.row.origin ?? errand.row.id);
    const buttons = offer === null ? [] : buttonsOf(offer.name);
    if (offer === null || buttons.length === 0) return closed('这条通知不用按钮答复');
    const later = await noPlace(tx, errand);
    return later ?? open(tx, { ...errand, offer: offer.id, buttons, sendCard });
  },
};

interface Dealing extends ChatErrand {
  readonly offer: string;
  readonly buttons: readonly Choosable[];
  readonly sendCard: NonNullable<Outward['sendCard']>;
}

/** On record before it leaves: a finger may be faster than the platform's answer. */
const open = async (tx: Tx, dealing: Dealing): Promise<Prepared> => {
  const { messageKey: id, conversation, offer, now, identity, hand, outward } = dealing;
  await putCard(tx, { id, conversation, offer, now });
  const dealt = cardOf(dealing);
  return {
    kind: 'open',
    send: () => dealing.sendCard.call(outward, identity.id, dealt),
    keep: async (inside, { responseCode: code }) => {
      if (code !== undefined) await keepCode(inside, id, { code, now: hand.app.clock() });
    },
  };
};

const buttonsOf = (name: string): readonly Choosable[] =>
  (OFFERS.find((kind) => kind.name === name)?.buttons ?? []).map(({ reply, label }) => ({
    id: reply,
    label,
  }));

const ROWS = { when: '时间', place: '地点', note: '备注' } as const;

const cardOf = ({ messageKey, said, page, buttons }: Dealing): Card => ({
  taskId: messageKey,
  title: said.template?.fields.subject ?? '有一件事请您答复',
  text: said.text,
  rows: rowsOf(said),
  buttons,
  ...(page === null ? {} : { url: page }),
});

const rowsOf = ({ template }: Said): Card['rows'] =>
  template === undefined
    ? []
    : (['when', 'place', 'note'] as const)
        .map((field) => ({ name: ROWS[field], value: template.fields[field] }))
        .filter(({ value }) => value !== '');
