import { nomination, people } from '../../domain/index.ts';
import type { Doing, Done, Instant } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';
import { toOffice } from './talk.ts';

/** 撤回同意, at any time (GP-2b, A-37, PIPL 15): which one is asked, what it means is said before it is done. */

type What = 'application' | 'publication' | 'roster' | 'member';

interface Way {
  readonly what: What;
  readonly id: string;
  readonly label: string;
}

const ID = 'withdrawConsent';
const OPEN: readonly nomination.ApplicationState[] = [
  'submitted',
  'reviewed',
  'qualified',
  'selected',
];

export const withdrawConsent: Instant = {
  kind: 'instant',
  id: ID,
  title: '撤回同意',
  openings: ['撤回同意', '撤销同意', '取消同意', '撤回授权', '撤回申请', '撤回报名'],
  menu: () => '撤回同意',
  answer: async (context, rest) => {
    const ways = await waysOf(context);
    if (ways.length === 0) return finished(NONE);
    const [step = '', what = '', id = ''] = rest.split(' ');
    const way = ways.find((one) => one.what === what && one.id === id);
    if (way === undefined) return ask(ways);
    return step === 'do' ? perform(context, way) : explain(way);
  },
};

const NONE =
  '您现在没有可以撤回的同意：没有正在办理的申请，也没有公开您的信息。没提交的内容，回复“取消”就能删除。';

const waysOf = async (context: Doing): Promise<readonly Way[]> => [
  ...(await ofApplications(context)),
  ...(await ofPerson(context)),
];

const ofApplications = async ({ facts, desk }: Doing): Promise<readonly Way[]> => {
  const asked = await desk.app.askIn(desk.tx, nomination.ownApplications, {}, facts.actor);
  const own = asked.kind === 'found' ? asked.value : [];
  return own
    .filter(({ state }) => OPEN.includes(state))
    .flatMap(({ id, number, isPublishable }): readonly Way[] => [
      { what: 'application', id, label: `撤回申请${number}的个人信息同意（申请也撤回）` },
      ...(isPublishable
        ? [{ what: 'publication', id, label: `只撤回申请${number}的公示、公开同意` } as const]
        : []),
    ]);
};

/** Names under which a person's consents are filed. */
const FILED = { base: 'application', publication: 'publication' } as const;

const ofPerson = async ({ facts, desk }: Doing): Promise<readonly Way[]> => {
  const { person, memberships } = facts.actor;
  if (person === null) return [];
  const filed = await people.consentsOf(desk.tx, person);
  const stands = (name: string): boolean =>
    filed.some(({ text, withdrawnAt }) => text === name && withdrawnAt === null);
  // whoever came in by an imported roster or a paper has no row and may take it back all the same
  const serves = stands(FILED.base) || filed.every(({ text }) => text !== FILED.base);
  return [
    ...(stands(FILED.publication)
      ? [{ what: 'roster', id: person, label: '不再在公开名单里列出我' } as const]
      : []),
    ...(memberships.length > 0 && serves
      ? [{ what: 'member', id: person, label: '撤回担任期间的个人信息同意' } as const]
      : []),
  ];
};

const KEPT = '好的，没有撤回，一切照旧。回复“0”看菜单。';
const NOT = ['不撤回', '不撤', '不撤了', '不撤回了', '先不撤回', '都不撤回', '都不是'];

const ask = (ways: readonly Way[]): Done => {
  const again = [
    '您要撤回哪一项同意？',
    ...ways.map(({ label }, index) => `${index + 1} ${label}`),
    `${ways.length + 1} 不撤回`,
    '请回复前面的数字。撤回以前已经做的不受影响。',
  ].join('\n');
  const items = ways.map(({ what, id, label }) => ({
    id: ID,
    rest: `ask ${what} ${id}`,
    words: [label],
  }));
  return {
    ...finished(again),
    offered: { kind: 'decision', items, no: { words: NOT, say: KEPT }, again },
  };
};

const MEANS: Readonly<Record<What, string>> = {
  application: '撤回后这份申请不再办理，您的资料按规定的期限删除。以后可以重新申请。',
  publication:
    '撤回后不再公示、公开您的信息。规定必须公示的，没有这项同意就不能聘任；申请本身不撤回。',
  roster: '撤回后工作人员会把您从公开名单里撤下。您的聘任不受影响。',
  // without the base consent nobody can serve
  member:
    '没有这项同意，就不能再安排工作、联系您或发聘书，等于不再担任。只是不想公开姓名的，不用撤回这一项。',
};

/** What it means is said first; whatever is no clear yes or no gets the question again. */
const explain = ({ what, id, label }: Way): Done => {
  const again = [`${label}。`, MEANS[what], '1 确定撤回', '2 不撤回'].join('\n');
  const item = { id: ID, rest: `do ${what} ${id}`, words: ['确定撤回', '撤回', '确认撤回'] };
  return {
    ...finished(again),
    offered: { kind: 'decision', items: [item], no: { words: NOT, say: KEPT }, again },
  };
};

const perform = async (context: Doing, { what, id }: Way): Promise<Done> => {
  const { facts, desk } = context;
  const { app, tx } = desk;
  switch (what) {
    case 'application': {
      const input = { application: id, because: 'consent' };
      return doneWith(
        await app.performIn(tx, nomination.withdrawApplication, input, facts.actor),
        '已撤回同意，申请也已撤回，不再办理。谢谢您的关心，以后可以重新申请。',
      );
    }
    case 'publication': {
      const input = { application: id };
      return doneWith(
        await app.performIn(tx, nomination.withdrawPublicationConsent, input, facts.actor),
        '已撤回公示、公开的同意：以后不公示您的信息，已经公示的由工作人员撤下。规定必须公示才能聘任的，没有这项同意就不能聘任。申请没有撤回，改变主意回复“同意公开”。',
      );
    }
    case 'roster': {
      const input = { person: id, text: FILED.publication };
      return doneWith(
        await app.performIn(tx, people.withdrawConsent, input, facts.actor),
        '已撤回，工作人员会把您从公开名单里撤下。您的聘任不受影响。改变主意回复“同意公开”。',
      );
    }
    case 'member':
      return withdrawServing(context, id);
  }
};

/** Taken back at once and the office told in the same breath: it ends the service (GP-2b, PIPL 15). */
const withdrawServing = async (context: Doing, person: string): Promise<Done> => {
  const { facts, desk } = context;
  const told = await toOffice(context, '我撤回担任期间的个人信息同意，不再担任。');
  if (told.kind === 'refused') return told;
  const input = { person, text: FILED.base };
  const outcome = await desk.app.performIn(desk.tx, people.withdrawConsent, input, facts.actor);
  if (outcome.kind === 'refused' && outcome.reason.code !== 'people.no-consent')
    return refused(outcome, NOT_DONE);
  return {
    ...finished('已撤回担任期间的个人信息同意，也已告知工作人员，由他们办理终止聘任，并答复您。'),
  };
};

const NOT_DONE = '没有撤回成功，请回复“人工”，由工作人员替您办理。';

type Outcome = Parameters<typeof refused>[0] | { readonly kind: 'done' };

const doneWith = (outcome: Outcome, said: string): Done =>
  outcome.kind === 'done' ? finished(said) : refused(outcome, NOT_DONE);
