import { OFFICE } from '../../domain/index.ts';
import type { Conversation, Done, Facts, Instant } from '../dialogue/flow.ts';
import { callLines } from './call.ts';
import { ROLE_HELP } from './help.ts';

/** The numbered menu: one line for each conversation this person may need, by role. */
export const menuOf = (
  conversations: readonly Conversation[],
  facts: Facts,
  before: readonly string[],
): Done => {
  const lines = conversations.flatMap((one) => {
    const label = one.menu(facts);
    return label === null ? [] : [{ id: one.id, label }];
  });
  return {
    kind: 'finished',
    say: [
      ...before,
      ...lines.map(({ label }, index) => `${index + 1} ${label}`),
      '请回复前面的数字，或直接说要办的事。',
    ].join('\n'),
    offered: { kind: 'menu', items: lines.map(({ id }) => ({ id, rest: '' })) },
  };
};

const hello = (facts: Facts): string =>
  facts.name === null
    ? `${facts.bureauName}监督通`
    : `${facts.name}您好，${facts.bureauName}监督通`;

/** 菜单 and 0; also what a new follower reads. */
export const menu = (conversations: () => readonly Conversation[]): Instant => ({
  kind: 'instant',
  id: 'menu',
  title: '菜单',
  openings: ['你好', '您好', '在吗'],
  menu: () => null,
  answer: async (context, rest) => {
    const { facts } = context;
    const welcome =
      rest === 'welcome'
        ? [`欢迎关注${facts.bureauName}监督通。这里可以反映医保基金使用问题，也可以报名参与监督。`]
        : [];
    const greeting = welcome.length > 0 ? welcome : [hello(facts)];
    return menuOf(conversations(), facts, [...greeting, ...(await callLines(context))]);
  },
});

export const help = (conversations: () => readonly Conversation[]): Instant => ({
  kind: 'instant',
  id: 'help',
  title: '帮助',
  openings: ['使用帮助'],
  menu: () => null,
  answer: async (context) => {
    const { facts } = context;
    const { opens, closes } = facts.policy(OFFICE).office;
    return menuOf(conversations(), facts, [
      ...ROLE_HELP(facts),
      `“人工”找工作人员（工作日${opens}至${closes}）。`,
      ...(await callLines(context)),
    ]);
  },
});
