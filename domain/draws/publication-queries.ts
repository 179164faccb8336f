import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { maskCitizenNumber } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { dayOf, type Day } from '../kernel/day.ts';
import { readPeople, type Person } from '../people/index.ts';
import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import { drawKey, drawnOrder, NODE_HASHING, type Row } from '../vrs/index.ts';
import { contributionsTo, lastDraw, linksOf, readAttempt } from './attempt-records.ts';
import { readChoices } from './choice-records.ts';
import type { Attempt, Revealed } from './model-attempt.ts';
import { DRAWS, type Invitation, type OutCode } from './model.ts';
import { outWordsFor } from './out-wording.ts';
import { portableRecord } from './portable.ts';
import type { Receipt } from './publication-model.ts';
import { findHash, verifyDraws } from './publication-chain-records.ts';
import {
  chancesKept,
  commitments,
  drawWithoutChances,
  publishedByName,
  publishedDraws,
} from './publication-records.ts';
import { invitationsOfTask, readTask } from './records.ts';

const seesTasks = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

const recordOf = async (tx: Tx, draw: string) => {
  const attempt = await readAttempt(tx, draw);
  if (attempt?.publishedAt == null) return null;
  return portableRecord(attempt, await contributionsTo(tx, draw), await linksOf(tx, draw));
};

/** The record of a published draw, for everybody who sees tasks; null before the publication (C-04). */
export const publishedRecord = defineQuery({
  name: 'draws.published-record',
  params: z.object({ draw: z.string() }),
  policy: NO_POLICY,
  permit: seesTasks,
  read: (tx, { draw }) => recordOf(tx, draw),
});

/** The same for anybody at all, by the draw's name: `RW2026-0001/1`. */
export const publicRecord = defineQuery({
  name: 'draws.public-record',
  params: z.object({ name: z.string() }),
  policy: NO_POLICY,
  permit: () => true,
  read: async (tx, { name }) => {
    const draw = await publishedByName(tx, name);
    return draw === null ? null : recordOf(tx, draw);
  },
});

/** What anybody may know of the bureau's draws: those published, and commitments where policy says so. */
export const publicDraws = defineQuery({
  name: 'draws.public',
  params: z.object({}),
  policy: DRAWS,
  permit: () => true,
  read: async (tx, _params, { policy }) => ({
    published: (await publishedDraws(tx)).map(
      ({ name, firstDay, lastDay, assurance, status, drawnAt, publishedAt }) => ({
        name,
        firstDay,
        lastDay,
        assurance,
        isVoid: status === 'void',
        drawnAt,
        publishedAt,
      }),
    ),
    commitments: policy.draws.publishCommitments.value ? await commitments(tx) : null,
  }),
});

const MOST_RECEIPTS = 3;

const receiptIn = async (tx: Tx, attempt: Attempt, person: string): Promise<Receipt | null> => {
  const { list, identities, revealed, name } = attempt;
  const row = list.rows.find(({ cid }) => identities[cid]?.person === person);
  if (row === undefined || revealed === null) return null;
  const { cid, out } = row;
  const common = {
    name,
    isVoid: attempt.status === 'void',
    cid,
    candidates: revealed.order.length,
  };
  if (out !== '') return { ...common, ...NOT_DRAWN_FROM, out: outWordsFor(out as OutCode, false) };
  return {
    ...common,
    ...(await seatOf(tx, attempt, { cid, revealed })),
    out: null,
    ticket: await ticketOf(attempt, row, revealed),
    place: revealed.order.indexOf(cid) + 1,
    chance: (await chancesKept(tx, attempt.id))?.[cid] ?? null,
  };
};

const NOT_DRAWN_FROM = { ticket: null, place: null, chance: null, seat: null, followed: false };

/** The seat drawn, or the one that somebody was asked for afterwards. */
const seatOf = async (
  tx: Tx,
  { task }: Attempt,
  { cid, revealed }: { readonly cid: string; readonly revealed: Revealed },
): Promise<Pick<Receipt, 'seat' | 'followed'>> => {
  const seat = revealed.seats[cid];
  if (seat !== undefined) return { seat, followed: false };
  const later = (await invitationsOfTask(tx, task)).find((one) => one.cid === cid);
  return { seat: later?.category ?? null, followed: later !== undefined };
};

/** Tickets do not depend on each other: the own one is made without the rest of the list. */
const ticketOf = async (
  { name, listDigest, rulesDigest }: Attempt,
  row: Row,
  { code, entropy }: Revealed,
): Promise<string | null> => {
  const key = drawKey(code, { id: name, listDigest, rulesDigest, entropy }, NODE_HASHING);
  const [own] = await drawnOrder(key, [row], NODE_HASHING, breathe);
  return own?.ticket ?? null;
};

/** 我的抽取: the newest own receipts. Of a draw that is not published nothing is said (draw-36). */
export const ownReceipts = defineQuery({
  name: 'draws.own-receipts',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => actor.kind === 'follower' && actor.person === person,
  read: async (tx, { person }): Promise<readonly Receipt[]> => {
    const found: Receipt[] = [];
    for (const { id } of await publishedDraws(tx)) {
      const attempt = await readAttempt(tx, id);
      const receipt = attempt === null ? null : await receiptIn(tx, attempt, person);
      if (receipt !== null) found.push(receipt);
      if (found.length === MOST_RECEIPTS) break;
    }
    return found;
  },
});

/** The receipt of somebody who asks for it at the counter, once the record is published (C-10). */
export const receiptOf = defineQuery({
  name: 'draws.receipt',
  params: z.object({ draw: z.string(), person: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline'),
  read: async (tx, { draw, person }): Promise<Receipt | null> => {
    const attempt = await readAttempt(tx, draw);
    return attempt?.publishedAt == null ? null : receiptIn(tx, attempt, person);
  },
});

/** The oldest draw whose chances are still to be computed: its list and rules. */
export const chancesDue = defineQuery({
  name: 'draws.chances-due',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  read: async (tx) => {
    const attempt = await drawWithoutChances(tx);
    return attempt === null
      ? null
      : { draw: attempt.id, rules: attempt.rules, rows: attempt.list.rows };
  },
});

const audits = (actor: Actor): boolean => holds(actor, 'auditor', 'discipline', 'leader');

/** Whether the sequence of all draws is whole (draw-18, draw-19, draw-32). */
export const drawChain = defineQuery({
  name: 'draws.chain',
  params: z.object({}),
  policy: NO_POLICY,
  permit: audits,
  read: (tx) => verifyDraws(tx),
});

/** The newest head of all draws, to be compared with a printed sheet after a restore (draw-32). */
export const drawHead = defineQuery({
  name: 'draws.head',
  params: z.object({}),
  policy: NO_POLICY,
  permit: audits,
  read: (tx) => lastDraw(tx),
});

/** Whether a hash from a printed sheet is known here: after a restore an unknown one means a lost draw (draw-32). */
export const knownHash = defineQuery({
  name: 'draws.known-hash',
  params: z.object({ digits: z.string().regex(/^[0-9a-f]{12,64}$/) }),
  policy: NO_POLICY,
  permit: audits,
  read: (tx, { digits }) => findHash(tx, digits),
});

/** Somebody of the panel as letters and lists name them. */
export interface PaperPerson {
  readonly invitation: Invitation;
  readonly name: string;
  /** masked */
  readonly citizenNumber: string;
  readonly employer: string;
  readonly title: string;
  /** the bureau that lends the expert; null: nobody does */
  readonly lender: string | null;
}

/** Whom the papers of a task name: everybody whose seat stands. */
export const paperPeople = defineQuery({
  name: 'draws.paper-people',
  params: z.object({ task: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: async (tx, { task: id }, { now }): Promise<readonly PaperPerson[] | null> => {
    const task = await readTask(tx, id);
    if (task === null) return null;
    const people = new Map((await readPeople(tx)).map((person) => [person.id, person]));
    const lenders = await lendersIn(tx, id);
    return (await invitationsOfTask(tx, id))
      .filter(({ status }) => status === 'invited' || status === 'accepted')
      .map((invitation) => ({
        ...paperPerson(invitation, people.get(invitation.person), dayOf(now)),
        lender: lenders.get(invitation.person) ?? null,
      }));
  },
});

/** Who lends whom for a piece of work, by person. */
const lendersIn = async (tx: Tx, task: string): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await readChoices(tx, task)).flatMap(({ kind, status, person, lender }) =>
      kind === 'borrow' && status === 'applied' && person !== null
        ? [[person, lender] as const]
        : [],
    ),
  );

const paperPerson = (
  invitation: Invitation,
  person: Person | undefined,
  today: Day,
): Omit<PaperPerson, 'lender'> => ({
  invitation,
  name: person?.particulars.name ?? '',
  citizenNumber: maskCitizenNumber(person?.particulars.citizenNumber ?? ''),
  employer: employerOn(person, today),
  title: person?.particulars.title ?? '',
});

/** The main post of today, else any; several posts have one employer who lets somebody go. */
const employerOn = (person: Person | undefined, today: Day): string => {
  const current = (person?.particulars.employments ?? []).filter(
    ({ until }) => until === null || until >= today,
  );
  return (current.find(({ kind }) => kind === 'main') ?? current[0])?.unit ?? '';
};
