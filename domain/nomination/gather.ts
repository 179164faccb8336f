import { accountOf, type Actor, type ChatIdentity } from '../kernel/actor.ts';
import { addMonths, dayOf } from '../kernel/day.ts';
import { seriesOf } from '../kernel/running-number.ts';
import type { Roster, World } from '../kernel/world.ts';
import {
  openCampaign,
  readCampaign,
  readInvitation,
  readInvitations,
  type Invitation,
} from '../campaigns/index.ts';
import { readInstitution } from '../institutions/index.ts';
import { isBarred, membershipsOf, type Term } from '../membership/index.ts';
import { bindingOfChat, chatPrint, findByCitizenNumber, readPerson } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { ApplicationInput } from './input.ts';
import type { Application, Terms } from './model.ts';
import type { NominationPolicy } from './policy.ts';
import { readAllTerms, readApplication, readOpenOf, readTermsOf } from './records.ts';
import { readInvited } from './invited-records.ts';
import type { ApprovalFacts } from './rules-decision.ts';
import type { Handling } from './rules-review.ts';
import { isUsed } from './rules-route.ts';
import { valuesOf } from './rules-terms.ts';
import { APPLICATIONS, type SubmitFacts } from './rules.ts';

const termsIn = async (tx: Tx, person: string | null, roster: Roster): Promise<readonly Term[]> =>
  person === null ? [] : (await membershipsOf(tx, person)).filter((term) => term.roster === roster);

/** A bar by the citizen number, or a removal on record: either way never again (ZJ-18a, B-17). */
const barredFrom = async (
  tx: Tx,
  { citizenNumber, roster }: { readonly citizenNumber: string; readonly roster: Roster },
  terms: readonly Term[],
): Promise<boolean> =>
  (await isBarred(tx, citizenNumber, roster)) ||
  (roster === 'experts' && terms.some(({ status }) => status === 'removed'));

interface Applying {
  readonly identity: ChatIdentity | null;
  readonly world: Today;
  /** the person that the chat belongs to; null for the counter */
  readonly chatOf: string | null;
}

/** Somebody invited whose record has no citizen number yet: only their own chat tells who they are. */
const unnumbered = async (tx: Tx, person: string | null): Promise<string | null> => {
  const known = person === null ? null : await readPerson(tx, person);
  return known?.particulars.citizenNumber === null ? known.id : null;
};

/** The newest yes of a person to this roster that has led to nothing yet. */
export const openInvitation = async (
  tx: Tx,
  { person, roster }: { readonly person: string; readonly roster: Roster },
  { now, policy }: Today,
): Promise<Invitation | null> => {
  const entry = policy.rosters[roster]?.entry;
  if (entry === undefined) return null;
  const accepted = await readInvitations(tx, { person, roster, states: ['accepted'] });
  if (accepted.length === 0) return null;
  const outcomes = {
    terms: await termsIn(tx, person, roster),
    applications: await readInvited(tx),
  };
  const since = addMonths(dayOf(now), -entry.rejectedRetentionMonths.value);
  return accepted.find((one) => !isUsed(one, outcomes, since)) ?? null;
};

type Today = Pick<World<NominationPolicy>, 'now' | 'policy'>;

export const gatherSubmit = async (
  tx: Tx,
  application: ApplicationInput,
  { identity, chatOf, world }: Applying,
): Promise<SubmitFacts> => {
  const { citizenNumber, roster, campaign } = application;
  const numbered = (await findByCitizenNumber(tx, citizenNumber))?.id ?? null;
  const mayBe = numbered ?? (await unnumbered(tx, chatOf));
  const invitation =
    mayBe === null ? null : await openInvitation(tx, { person: mayBe, roster }, world);
  const person = invitation === null ? numbered : mayBe;
  const pending = await readOpenOf(tx, citizenNumber, roster);
  const terms = await termsIn(tx, person, roster);
  return {
    open: await openCampaign(tx, roster, world.now),
    begun: campaign === null ? null : await readCampaign(tx, campaign),
    invitation,
    terms,
    isBarred: await barredFrom(tx, application, terms),
    pending:
      pending === null ? null : { number: pending.number, own: isOwn(tx, pending, identity) },
    running: await nextNumber(tx, seriesOf(APPLICATIONS, world.now)),
    employedAt: await institutionOf(tx, application),
    identity,
    noted: [...(await readAllTerms(tx)).keys()],
  };
};

const institutionOf = (
  tx: Tx,
  { institution }: ApplicationInput,
): Promise<SubmitFacts['employedAt']> =>
  institution === null ? Promise.resolve(null) : readInstitution(tx, institution);

/** Staff see any number; a chat only that of its own application. */
export const isOwn = (tx: Tx, { identity }: Application, asking: ChatIdentity | null): boolean =>
  asking === null || (identity !== null && chatPrint(tx, identity) === chatPrint(tx, asking));

/** The values an application began with; those of the first release kept none and stand under today's (B-25). */
export const termsOf = async (
  tx: Tx,
  { terms, roster, submittedAt }: Application,
  policy: NominationPolicy,
): Promise<Terms | null> => {
  const noted = await readTermsOf(tx, terms);
  const entry = policy.rosters[roster]?.entry;
  if (noted !== null || entry === undefined) return noted;
  return { ...valuesOf(roster, entry, policy), notedAt: submittedAt };
};

export const gatherHandling = async (
  tx: Tx,
  application: string,
  { policy }: World<NominationPolicy>,
  actor: Actor,
): Promise<Handling> => {
  const found = await readApplication(tx, application);
  return {
    application: found,
    terms: found === null ? null : await termsOf(tx, found, policy),
    account: accountOf(actor) ?? '',
    roles: actor.kind === 'system' ? [] : actor.roles,
    colleagues: (await readAccounts(tx)).filter(({ disabled }) => !disabled),
  };
};

/** What the appointment must know of the applicant on its day. */
export const gatherApproval = async (
  tx: Tx,
  application: Application,
  now: Date,
): Promise<ApprovalFacts> => {
  const { snapshot, roster, identity, invited } = application;
  const numbered = (await findByCitizenNumber(tx, snapshot.citizenNumber))?.id ?? null;
  const asked = invited === null ? null : await readInvitation(tx, invited.invitation);
  const person = numbered ?? (await unnumbered(tx, asked?.person ?? null));
  const terms = await termsIn(tx, person, roster);
  const { citizenNumber } = snapshot;
  return {
    person,
    terms,
    isBarred: await barredFrom(tx, { citizenNumber, roster }, terms),
    binding: identity === null ? null : await bindingOfChat(tx, identity),
    today: dayOf(now),
  };
};
