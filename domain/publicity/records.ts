import { In, IsNull, LessThan } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Due } from '../kernel/context.ts';
import { addDays, dayOf, instantAt, type Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import { activeMembers, membershipsOf } from '../membership/index.ts';
import { chatPrint, consentingTo, consentsOf } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import type {
  Objection,
  ObjectionState,
  Outdated,
  Publicity,
  PublicityState,
  RosterPublication,
} from './model.ts';
import { outdatedOf, sinceOf, type Standing } from './roster-rules.ts';
import {
  objections,
  publications,
  publicities,
  type ObjectionRow,
  type PublicationRow,
  type PublicityRow,
} from './tables-records.ts';

/** Name under which the consent to publication is filed with the person. */
const PUBLICATION_TEXT = 'publication';

const publicityOf = (
  tx: Tx,
  { createdAt: _createdAt, reason, takenDown, ...row }: PublicityRow,
): Publicity => ({
  ...row,
  takenDown: takenDown ?? [],
  reason: reason === null ? '' : String(tx.vault.open(reason)),
});

export const readPublicity = async (tx: Tx, publicity: string): Promise<Publicity | null> => {
  const row = await tx.table(publicities).one({ id: publicity });
  return row === null ? null : publicityOf(tx, row);
};

/** Periods in these states, newest first. */
export const readPublicities = async (
  tx: Tx,
  where: { readonly states?: readonly PublicityState[]; readonly roster?: Roster } = {},
): Promise<readonly Publicity[]> => {
  const { states, roster } = where;
  const rows = await tx.table(publicities).find(
    {
      ...(states === undefined ? {} : { state: In([...states]) }),
      ...(roster === undefined ? {} : { roster }),
    },
    { order: { createdAt: 'DESC', number: 'DESC' } },
  );
  return rows.map((row) => publicityOf(tx, row));
};

/** The periods in which an application was shown, those that were cancelled left out. */
export const periodsOf = async (tx: Tx, application: string): Promise<readonly Publicity[]> =>
  (await readPublicities(tx, { states: ['open', 'ended'] })).filter(({ applications }) =>
    applications.includes(application),
  );

/** Up to `chunk` open periods whose last day is over, oldest first. */
export const readOver = async (
  tx: Tx,
  today: Day,
  chunk: number,
): Promise<readonly Publicity[]> => {
  const rows = await tx
    .table(publicities)
    .find(
      { state: 'open', lastDay: LessThan(today) },
      { order: { lastDay: 'ASC', id: 'ASC' }, limit: chunk },
    );
  return rows.map((row) => publicityOf(tx, row));
};

interface Sealed {
  readonly text: string;
  readonly from: Objection['from'];
  readonly identity: ChatIdentity | null;
}

const objectionOf = (
  tx: Tx,
  { chat: _chat, sealed, reason, decidedBy, decidedAt, ...row }: ObjectionRow,
): Objection => ({
  ...row,
  ...(tx.vault.open(sealed) as Sealed),
  raisedAt: new Date(row.raisedAt),
  touchBy: new Date(row.touchBy),
  decision:
    reason === null || decidedBy === null || decidedAt === null
      ? null
      : { reason: String(tx.vault.open(reason)), by: decidedBy, at: new Date(decidedAt) },
});

export const readObjection = async (tx: Tx, objection: string): Promise<Objection | null> => {
  const row = await tx.table(objections).one({ id: objection });
  return row === null ? null : objectionOf(tx, row);
};

/** Objections, the oldest first: of one period, in one state, or all. */
export const readObjections = async (
  tx: Tx,
  where: { readonly publicity?: string; readonly state?: ObjectionState } = {},
): Promise<readonly Objection[]> => {
  const rows = await tx
    .table(objections)
    .find(where, { order: { raisedAt: 'ASC', number: 'ASC' } });
  return rows.map((row) => objectionOf(tx, row));
};

export const countOpen = (tx: Tx, publicity: string): Promise<number> =>
  tx.table(objections).count({ publicity, state: 'open' });

/** Number of the open objection that this chat has raised against the same candidate; null: none. */
export const readOwnOpen = async (
  tx: Tx,
  identity: ChatIdentity,
  { publicity, application }: { readonly publicity: string; readonly application: string | null },
): Promise<string | null> => {
  const row = await tx.table(objections).one({
    chat: chatPrint(tx, identity),
    publicity,
    application: application ?? IsNull(),
    state: 'open',
  });
  return row?.number ?? null;
};

/** The objections that this chat has raised, newest first. */
export const readOwnObjections = async (
  tx: Tx,
  identity: ChatIdentity,
): Promise<readonly Objection[]> => {
  const rows = await tx
    .table(objections)
    .find({ chat: chatPrint(tx, identity) }, { order: { raisedAt: 'DESC' }, limit: 20 });
  return rows.map((row) => objectionOf(tx, row));
};

const publicationOf = (row: PublicationRow): RosterPublication => ({
  ...row,
  publishedAt: new Date(row.publishedAt),
  takenDownAt: row.takenDownAt === null ? null : new Date(row.takenDownAt),
});

export const readPublication = async (
  tx: Tx,
  publication: string,
): Promise<RosterPublication | null> => {
  const row = await tx.table(publications).one({ id: publication });
  return row === null ? null : publicationOf(row);
};

/** Published rosters, newest first; `standing`: not taken down. */
export const readPublications = async (
  tx: Tx,
  { standing = false }: { readonly standing?: boolean } = {},
): Promise<readonly RosterPublication[]> => {
  const where = standing ? { takenDownAt: IsNull() } : {};
  const rows = await tx
    .table(publications)
    .find(where, { order: { publishedAt: 'DESC', number: 'DESC' } });
  return rows.map(publicationOf);
};

/** Active members of a roster on this day whose consent to publication stands. */
export const readPublishable = async (
  tx: Tx,
  roster: Roster,
  today: Day,
): Promise<readonly string[]> => {
  const { active, consenting } = await standingOf(tx, roster, today);
  return [...active].filter((person) => consenting.has(person));
};

const standingOf = async (tx: Tx, roster: Roster, today: Day): Promise<Standing> => ({
  active: new Set((await activeMembers(tx, roster, today)).map(({ person }) => person)),
  consenting: await consentingTo(tx, PUBLICATION_TEXT),
});

/** Who must come off a published roster, and since when (GP-6.4b). */
export const readOutdated = async (
  tx: Tx,
  publication: RosterPublication,
  now: Date,
): Promise<readonly Outdated[]> => {
  const standing = await standingOf(tx, publication.roster, dayOf(now));
  const found = [];
  for (const one of outdatedOf(publication, standing)) {
    const at =
      one.because === 'consent'
        ? await withdrawnOf(tx, one.person)
        : await leftOf(tx, one.person, publication.roster);
    found.push({ ...one, since: sinceOf(at, now) });
  }
  return found;
};

const withdrawnOf = async (tx: Tx, person: string): Promise<readonly Date[]> =>
  (await consentsOf(tx, person)).flatMap(({ text, withdrawnAt }) =>
    text === PUBLICATION_TEXT && withdrawnAt !== null ? [withdrawnAt] : [],
  );

const leftOf = async (tx: Tx, person: string, roster: Roster): Promise<readonly Date[]> =>
  (await membershipsOf(tx, person)).flatMap((term) =>
    term.roster === roster && term.lastDay !== null
      ? [instantAt(addDays(term.lastDay, 1), '00:00')]
      : [],
  );

/** Undecided objections past their day, and lists on which somebody stands who should not. */
export const readDue = async (tx: Tx, now: Date): Promise<readonly Due[]> => {
  const late = { state: 'open', touchBy: LessThan(now.toISOString()) } as const;
  const waiting = await tx.table(objections).find(late, { order: { touchBy: 'ASC' } });
  const lists = [];
  for (const list of await readPublications(tx, { standing: true }))
    for (const { person, since } of await readOutdated(tx, list, now))
      lists.push(dueOf('roster-publication', list, { what: person, dueAt: since }));
  return [
    ...waiting.map((row) =>
      dueOf('objection', row, { what: 'undecided', dueAt: new Date(row.touchBy) }),
    ),
    ...lists,
  ];
};

const dueOf = (
  subject: string,
  { id, number, roster }: { readonly id: string; readonly number: string; readonly roster: Roster },
  { what, dueAt }: { readonly what: string; readonly dueAt: Date },
): Due => ({
  key: `${subject}:${id}:${what}`,
  subject,
  id,
  number,
  roster,
  dueAt,
  except: [],
  audience: 'office',
});
