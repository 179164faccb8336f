import { In, IsNull, LessThan, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Due } from '../kernel/context.ts';
import type { Roster } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import type { Campaign, Invitation, InvitationState, UnitLetter } from './model.ts';
import {
  campaigns,
  invitations,
  unitLetters,
  type CampaignRow,
  type InvitationRow,
  type UnitLetterRow,
} from './tables-records.ts';

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

const campaignOf = ({ createdAt: _createdAt, ...row }: CampaignRow): Campaign => ({
  ...row,
  routes: row.routes ?? [],
  attachments: row.attachments ?? [],
  opensAt: new Date(row.opensAt),
  closesAt: new Date(row.closesAt),
  publishedAt: instant(row.publishedAt),
  announcedAt: instant(row.announcedAt),
});

export const readCampaign = async (tx: Tx, campaign: string): Promise<Campaign | null> => {
  const row = await tx.table(campaigns).one({ id: campaign });
  return row === null ? null : campaignOf(row);
};

/** Every call of one roster or of all, newest first. */
export const readCampaigns = async (
  tx: Tx,
  where: { readonly roster?: Roster } = {},
): Promise<readonly Campaign[]> =>
  (await tx.table(campaigns).find(where, { order: { createdAt: 'DESC', number: 'DESC' } })).map(
    campaignOf,
  );

/** The call of a roster that takes applications at this instant (GP-5.1): from its opening to its closing. */
export const openCampaign = async (tx: Tx, roster: Roster, now: Date): Promise<Campaign | null> => {
  const at = now.toISOString();
  const row = await tx.table(campaigns).one({
    roster,
    state: 'published',
    opensAt: LessThanOrEqual(at),
    closesAt: MoreThan(at),
  });
  return row === null ? null : campaignOf(row);
};

/** Published calls of a roster whose closing has not come yet, but for one of them. */
export const readRunning = async (
  tx: Tx,
  { roster, now, but }: { readonly roster: Roster; readonly now: Date; readonly but: string },
): Promise<readonly Campaign[]> => {
  const where = { roster, state: 'published', closesAt: MoreThan(now.toISOString()) } as const;
  const rows = await tx.table(campaigns).find(where, { order: { opensAt: 'ASC' } });
  return rows.filter(({ id }) => id !== but).map(campaignOf);
};

const letterOf = (
  tx: Tx,
  { createdAt: _createdAt, contact, answer, ...row }: UnitLetterRow,
): UnitLetter => ({
  ...row,
  answerBy: new Date(row.answerBy),
  contact: String(tx.vault.open(contact)),
  answer: answer === null ? '' : String(tx.vault.open(answer)),
});

export const readLetter = async (tx: Tx, letter: string): Promise<UnitLetter | null> => {
  const row = await tx.table(unitLetters).one({ id: letter });
  return row === null ? null : letterOf(tx, row);
};

/** Letters to units, newest first; of one campaign or of all. */
export const readLetters = async (
  tx: Tx,
  where: { readonly campaign?: string } = {},
): Promise<readonly UnitLetter[]> =>
  (await tx.table(unitLetters).find(where, { order: { createdAt: 'DESC', number: 'DESC' } })).map(
    (row) => letterOf(tx, row),
  );

interface Sealed {
  readonly why: string;
  readonly speciality: string;
}

const invitationOf = (
  tx: Tx,
  { createdAt, sealed, answer, ...row }: InvitationRow,
): Invitation => ({
  ...row,
  ...(tx.vault.open(sealed) as Sealed),
  validUntil: instant(row.validUntil),
  answerBy: instant(row.answerBy),
  answer: answer === null ? '' : String(tx.vault.open(answer)),
  proposedAt: new Date(createdAt),
});

export const readInvitation = async (tx: Tx, invitation: string): Promise<Invitation | null> => {
  const row = await tx.table(invitations).one({ id: invitation });
  return row === null ? null : invitationOf(tx, row);
};

/** Invitations in these states, or all of them, newest first. */
export const readInvitations = async (
  tx: Tx,
  where: {
    readonly person?: string;
    readonly roster?: Roster;
    readonly states?: readonly InvitationState[];
  } = {},
): Promise<readonly Invitation[]> => {
  const { states, ...rest } = where;
  const rows = await tx
    .table(invitations)
    .find(
      { ...rest, ...(states === undefined ? {} : { state: In([...states]) }) },
      { order: { createdAt: 'DESC', number: 'DESC' } },
    );
  return rows.map((row) => invitationOf(tx, row));
};

/** Up to `chunk` invitations whose last instant is over, oldest first. */
export const readExpired = async (
  tx: Tx,
  now: Date,
  chunk: number,
): Promise<readonly Invitation[]> => {
  const where = { state: 'sent', validUntil: LessThanOrEqual(now.toISOString()) } as const;
  const rows = await tx
    .table(invitations)
    .find(where, { order: { validUntil: 'ASC', id: 'ASC' }, limit: chunk });
  return rows.map((row) => invitationOf(tx, row));
};

/** Invitations and letters that nobody has answered in ten working days (GP-5.2, GP-5.3). */
export const readUnanswered = async (tx: Tx, now: Date): Promise<readonly Due[]> => {
  const late = LessThan(now.toISOString());
  const invited = await tx.table(invitations).find({ state: 'sent', answerBy: late });
  const letters = await tx.table(unitLetters).find({ answeredOn: IsNull(), answerBy: late });
  return [
    ...invited.map((row) => due('invitation', { ...row, dueAt: row.answerBy ?? row.createdAt })),
    ...letters.map(letterDue),
  ];
};

/** A letter has no page of its own: it stands on that of its call. */
const letterDue = (row: UnitLetterRow): Due => ({
  ...due('unit-letter', { ...row, dueAt: row.answerBy }),
  id: row.campaign ?? '',
});

const due = (
  subject: string,
  row: {
    readonly id: string;
    readonly number: string;
    readonly roster: Roster;
    readonly dueAt: string;
  },
): Due => ({
  key: `unanswered:${subject}:${row.id}`,
  subject,
  id: row.id,
  number: row.number,
  roster: row.roster,
  dueAt: new Date(row.dueAt),
  except: [],
  audience: 'office',
});
