import { campaigns, nomination, OFFICE, publicity } from '../../domain/index.ts';
import type { Conversation, Doing, Done, Facts, Instant } from '../dialogue/flow.ts';
import { openCalls } from './call.ts';
import { ROLE_HELP } from './help.ts';

/** The numbered menu: one line for each conversation this person may need, by role. */
const menuOf = (
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

/** An official account is followed; an app of WeCom is there for its members. */
const welcoming = ({ actor }: Facts): string =>
  actor.identity.channel === 'wecom' ? '欢迎使用' : '欢迎关注';

interface Running {
  /** what the menu's lines depend on beside the person: open calls, candidates that are shown */
  readonly facts: Facts;
  /** one line for each open call: who was not written to reads it when writing next (GP-6.1) */
  readonly lines: readonly string[];
}

/** What can be applied for or objected to now: a line of the menu must lead somewhere. */
const withRunning = async (context: Doing): Promise<Running> => {
  const { facts, desk } = context;
  const calls = await openCalls(context);
  const shown = await desk.app.askIn(desk.tx, publicity.shownCandidates, {}, facts.actor);
  const candidates = shown.kind === 'found' ? shown.value : [];
  const invited = await invitedTo(context);
  return { facts: { ...facts, calls, candidates, invited }, lines: calls.map(campaigns.callLine) };
};

const invitedTo = async ({ facts, desk }: Doing): Promise<readonly nomination.OpenInvitation[]> => {
  const { person } = facts.actor;
  if (person === null) return [];
  const asked = await desk.app.askIn(desk.tx, nomination.openInvitations, { person }, facts.actor);
  return asked.kind === 'found' ? asked.value : [];
};

/** 菜单 and 0; also what a new follower reads. */
export const menu = (conversations: () => readonly Conversation[]): Instant => ({
  kind: 'instant',
  id: 'menu',
  title: '菜单',
  openings: ['你好', '您好', '在吗'],
  menu: () => null,
  answer: async (context, rest) => {
    const { facts, lines } = await withRunning(context);
    const welcome =
      rest === 'welcome'
        ? [
            `${welcoming(facts)}${facts.bureauName}监督通。这里可以反映医保基金使用问题，也可以报名参与监督。`,
          ]
        : [];
    const greeting = welcome.length > 0 ? welcome : [hello(facts)];
    return menuOf(conversations(), facts, [...greeting, ...lines]);
  },
});

export const help = (conversations: () => readonly Conversation[]): Instant => ({
  kind: 'instant',
  id: 'help',
  title: '帮助',
  openings: ['使用帮助'],
  menu: () => null,
  answer: async (context) => {
    const { facts, lines } = await withRunning(context);
    const { opens, closes } = facts.policy(OFFICE).office;
    return menuOf(conversations(), facts, [
      ...ROLE_HELP(facts),
      `“人工”找工作人员（工作日${opens}至${closes}）。`,
      ...lines,
    ]);
  },
});
