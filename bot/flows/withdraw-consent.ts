import { nomination, people } from '../../domain/index.ts';
import type { Doing, Done, Instant } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

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
  const standing = (await people.consentsOf(desk.tx, person))
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ text }) => text);
  return [
    ...(standing.includes(FILED.publication)
      ? [{ what: 'roster', id: person, label: '不再在公开名单里列出我' } as const]
      : []),
    ...(memberships.length > 0
      ? [{ what: 'member', id: person, label: '撤回担任期间的个人信息同意' } as const]
      : []),
  ];
};

const ask = (ways: readonly Way[]): Done => ({
  ...finished(
    '您要撤回哪一项同意？',
    ...ways.map(({ label }, index) => `${index + 1} ${label}`),
    '请回复前面的数字。撤回以前已经做的不受影响。',
  ),
  offered: {
    kind: 'menu',
    items: ways.map(({ what, id }) => ({ id: ID, rest: `ask ${what} ${id}` })),
  },
});

const MEANS: Readonly<Record<Exclude<What, 'member'>, string>> = {
  application: '撤回后这份申请不再办理，您的资料按规定的期限删除。以后可以重新申请。',
  publication:
    '撤回后不再公示、公开您的信息。规定必须公示的，没有这项同意就不能聘任；申请本身不撤回。',
  roster: '撤回后工作人员会把您从公开名单里撤下。您的聘任不受影响。',
};

const explain = ({ what, id, label }: Way): Done => {
  if (what === 'member') return memberMeans();
  return {
    ...finished(`${label}。`, MEANS[what], '1 确定撤回', '2 不撤回'),
    offered: {
      kind: 'menu',
      items: [
        { id: ID, rest: `do ${what} ${id}` },
        { id: 'menu', rest: '' },
      ],
    },
  };
};

/** Without the base consent nobody can serve: a human explains it first. */
const memberMeans = (): Done => ({
  ...finished(
    '没有这项同意，就不能再安排工作、联系您或发聘书，等于不再担任。',
    '请回复“人工”，由工作人员和您确认后办理。只是不想公开姓名的，不用撤回这一项。',
  ),
  offered: { kind: 'passOn', words: '我要撤回担任期间的个人信息同意。' },
});

const perform = async ({ facts, desk }: Doing, { what, id }: Way): Promise<Done> => {
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
        '已撤回公示、公开的同意，不再公开您的信息。申请继续办理，有疑问请回复“人工”。',
      );
    }
    case 'roster': {
      const input = { person: id, text: FILED.publication };
      return doneWith(
        await app.performIn(tx, people.withdrawConsent, input, facts.actor),
        '已撤回，工作人员会把您从公开名单里撤下。您的聘任不受影响。',
      );
    }
    case 'member':
      return memberMeans();
  }
};

type Outcome = Parameters<typeof refused>[0] | { readonly kind: 'done' };

const doneWith = (outcome: Outcome, said: string): Done =>
  outcome.kind === 'done'
    ? finished(said)
    : refused(outcome, '没有撤回成功，请回复“人工”，由工作人员替您办理。');
