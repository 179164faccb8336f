import type { Answer, InboundBody } from '../channels/inbound.ts';
import type { PuppetSimulator } from '../channels/simulator/puppet.ts';
import type { Content } from './lines.ts';
import type { Phone, Phones } from './phones.ts';
import type { Played } from './played.ts';
import { pictureType } from './pictures.ts';

export interface Sender {
  readonly phones: Phones;
  readonly phone: Phone;
  readonly puppet: PuppetSimulator;
  /** where the phone goes through the played platform */
  readonly played: Played | null;
}

/** What the person sees of their own doing. */
interface Own {
  readonly content: Content;
  readonly picture?: string;
}

/** WeChat's own field takes about as much. */
const LONGEST = 4_000;

export interface MenuButton {
  readonly item: string;
  readonly label: string;
}

export const say = async (sender: Sender, typed: string): Promise<void> => {
  const text = typed.replaceAll('\r\n', '\n').trim();
  if (text === '') return;
  if (text.length > LONGEST) return note(sender, `这条消息太长，没有送出：最多 ${LONGEST} 个字。`);
  await sender.phones.add(sender.phone, own({ content: { kind: 'text', text } }));
  await hand(sender, { kind: 'text', text });
};

/** An item of a menu message: WeChat says its words for the person, and tells the account which it was. */
export const choose = async (sender: Sender, menuItem: string): Promise<void> => {
  const shown = await sender.phones.recent(sender.phone);
  const items = shown.flatMap(({ content }) => (content.kind === 'menu' ? content.items : []));
  const text = items.find(({ id }) => id === menuItem)?.label;
  if (text === undefined) return;
  await sender.phones.add(sender.phone, own({ content: { kind: 'text', text } }));
  await hand(sender, { kind: 'text', text, menuItem });
};

export const tap = async (sender: Sender, { item, label }: MenuButton): Promise<void> => {
  await note(sender, `点了菜单“${label}”`, 'follower');
  await hand(sender, { kind: 'tap', item });
};

export const follow = async (sender: Sender): Promise<void> => {
  await note(sender, '关注了公众号', 'follower');
  await hand(sender, { kind: 'follow' });
};

/** Several photos go out at once, as WeChat sends them: the desk answers the burst. */
export const sendPhotos = async (sender: Sender, uploads: readonly Uint8Array[]): Promise<void> => {
  const { phones, phone } = sender;
  const ids: string[] = [];
  for (const bytes of uploads) {
    if ((await pictureType(bytes)) === null) continue;
    const id = phones.uuid();
    await phones.pictures.keep(phone.bureau, id, bytes);
    await phones.add(phone, own({ content: { kind: 'picture' }, picture: id }));
    ids.push(id);
  }
  const others = uploads.length - ids.length;
  if (others > 0) await note(sender, `有 ${others} 个文件不是照片，没有送出。`);
  await Promise.all(ids.map((mediaId) => hand(sender, { kind: 'image', mediaId })));
};

const own = ({ content, picture }: Own) => ({
  side: 'follower' as const,
  content,
  ...(picture !== undefined && { picture }),
});

export const note = async (
  { phones, phone }: Sender,
  text: string,
  side: 'follower' | 'bureau' = 'bureau',
): Promise<void> => {
  await phones.add(phone, { side, content: { kind: 'note', text } });
};

const hand = async (sender: Sender, body: InboundBody): Promise<void> => {
  const { phones, phone, puppet, played } = sender;
  if (played !== null) return played.hand(phone, body);
  const answer = await puppet.receive({
    bureau: phone.bureau,
    channel: 'simulator',
    from: phone.follower,
    key: `sim:${phones.uuid()}`,
    sentAt: phones.clock(),
    body,
  });
  await show(sender, answer);
};

const show = async (sender: Sender, answer: Answer): Promise<void> => {
  switch (answer.kind) {
    case 'reply':
      if (answer.text === null) return;
      await sender.phones.add(sender.phone, {
        side: 'bureau',
        content: { kind: 'text', text: answer.text },
      });
      return;
    case 'later':
      return note(sender, '已收到，稍后回复');
    case 'forged':
    case 'unkept':
      return note(sender, '这条消息没有送达，请再发一次');
  }
};
