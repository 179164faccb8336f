import { nomination, people, type Roster } from '../../domain/index.ts';
import type { Doing, Done, Instant } from '../dialogue/flow.ts';
import { entryOf } from './application-entry.ts';
import { finished, refused } from './refused.ts';

/** 同意公开: what was taken back may be given again, to the text as it reads today (A-37, PIPL 25). */

const ID = 'givePublication';
const FILED = 'publication';

const NOBODY = {
  ...finished('您现在没有需要公开的信息，不用办。有疑问请回复“人工”，这句话会一起转过去。'),
  offered: { kind: 'passOn', words: '我同意公示、公开我的信息。' },
} as const;

const ALREADY = finished('您已经同意公开，不用再办。要撤回请回复“撤回同意”。');

/** What the consent is given for: an application on its way, or the roster one stands in. */
interface Asked {
  readonly what: 'application' | 'person';
  readonly id: string;
  readonly version: string;
  readonly text: string;
}

const textOf = ({ facts }: Doing, roster: Roster) =>
  entryOf(facts, roster)?.publication.value ?? null;

const OPEN: readonly nomination.ApplicationState[] = [
  'submitted',
  'reviewed',
  'qualified',
  'selected',
];

const ofApplication = async (context: Doing): Promise<Asked | null> => {
  const { facts, desk } = context;
  const asked = await desk.app.askIn(desk.tx, nomination.ownApplications, {}, facts.actor);
  const own = asked.kind === 'found' ? asked.value : [];
  const open = own.find(({ state, isPublishable }) => OPEN.includes(state) && !isPublishable);
  const text = open === undefined ? null : textOf(context, open.roster);
  return open === undefined || text === null ? null : { what: 'application', id: open.id, ...text };
};

const ofPerson = async (context: Doing): Promise<Asked | 'given' | null> => {
  const { person, memberships } = context.facts.actor;
  const [text] = memberships.flatMap(({ roster }) => textOf(context, roster) ?? []);
  if (person === null || text === undefined) return null;
  const filed = await people.consentsOf(context.desk.tx, person);
  const stands = filed.some((one) => one.text === FILED && one.withdrawnAt === null);
  return stands ? 'given' : { what: 'person', id: person, ...text };
};

export const givePublication: Instant = {
  kind: 'instant',
  id: ID,
  title: '同意公开',
  openings: ['同意公开', '同意公示', '恢复公开', '重新同意公开', '恢复公开同意'],
  menu: () => null,
  answer: async (context, rest) => {
    const asked = (await ofApplication(context)) ?? (await ofPerson(context));
    if (asked === null) return NOBODY;
    if (asked === 'given') return ALREADY;
    return rest === `${asked.what} ${asked.version}` ? give(context, asked) : ask(asked);
  },
};

const ask = ({ what, version, text }: Asked): Done => {
  const again = [text, '1 同意公开', '2 不同意'].join('\n');
  const words = ['同意', '我同意', '同意公开', '同意公示'];
  return {
    ...finished(again),
    offered: {
      kind: 'decision',
      items: [{ id: ID, rest: `${what} ${version}`, words }],
      no: { words: ['不同意', '我不同意'], say: '好的，没有改变，不公开您的信息。' },
      again,
    },
  };
};

const give = async ({ facts, desk }: Doing, { what, id, version }: Asked): Promise<Done> => {
  const { app, tx } = desk;
  const { actor } = facts;
  const outcome =
    what === 'application'
      ? await app.performIn(
          tx,
          nomination.givePublicationConsent,
          { application: id, version },
          actor,
        )
      : await app.performIn(tx, people.giveConsent, { person: id, text: FILED, version }, actor);
  return outcome.kind === 'done'
    ? finished('已记下您同意公开，随时可以回复“撤回同意”。')
    : refused(outcome, '没有记下来，请回复“人工”，由工作人员替您办理。');
};
