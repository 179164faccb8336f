import type { Card } from '../outward.ts';

/** In characters, as the platform's page advises; longer ones are cut on the phone. */
const TITLE = 26;
const TEXT = 112;
const ROW_NAME = 5;
const ROW_VALUE = 26;
const BUTTON = 10;
const ROWS = 6;
const BUTTONS = 6;

const cut = (text: string, length: number): string => {
  const characters = [...text.replace(/\s*\n\s*/gu, ' ')];
  return characters.length <= length
    ? characters.join('')
    : `${characters.slice(0, length - 1).join('')}…`;
};

/** A card with buttons as `message/send` takes it (button_interaction, wechat-platform B3). */
export const cardBody = (card: Card): object => ({
  card_type: 'button_interaction',
  main_title: { title: cut(card.title, TITLE) },
  sub_title_text: cut(card.text, TEXT),
  horizontal_content_list: card.rows.slice(0, ROWS).map(({ name, value }) => ({
    keyname: cut(name, ROW_NAME),
    value: cut(value, ROW_VALUE),
  })),
  ...(card.url === undefined ? {} : { card_action: { type: 1, url: card.url } }),
  task_id: card.taskId,
  button_list: card.buttons.slice(0, BUTTONS).map(({ id, label }, index) => ({
    text: cut(label, BUTTON),
    style: index === 0 ? 1 : 2,
    key: id,
  })),
});
