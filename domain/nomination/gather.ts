import { accountOf, type Actor, type ChatIdentity } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { seriesOf } from '../kernel/running-number.ts';
import type { Roster, World } from '../kernel/world.ts';
import { openCampaign, readCampaign } from '../campaigns/index.ts';
import { isBarred, membershipsOf, type Term } from '../membership/index.ts';
import { bindingOfChat, chatPrint, findByCitizenNumber } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { ApplicationInput } from './input.ts';
import type { Application, Terms } from './model.ts';
import type { NominationPolicy } from './policy.ts';
import { readAllTerms, readApplication, readOpenOf, readTermsOf } from './records.ts';
import type { ApprovalFacts } from './rules-decision.ts';
import type { Handling } from './rules-review.ts';
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

export const gatherSubmit = async (
  tx: Tx,
  application: ApplicationInput,
  { identity, now }: { readonly identity: ChatIdentity | null; readonly now: Date },
): Promise<SubmitFacts> => {
  const { citizenNumber, roster, campaign } = application;
  const person = (await findByCitizenNumber(tx, citizenNumber))?.id ?? null;
  const pending = await readOpenOf(tx, citizenNumber, roster);
  const terms = await termsIn(tx, person, roster);
  return {
    open: await openCampaign(tx, roster, now),
    begun: campaign === null ? null : await readCampaign(tx, campaign),
    terms,
    isBarred: await barredFrom(tx, application, terms),
    pending:
      pending === null ? null : { number: pending.number, own: isOwn(tx, pending, identity) },
    running: await nextNumber(tx, seriesOf(APPLICATIONS, now)),
    identity,
    noted: [...(await readAllTerms(tx)).keys()],
  };
};

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
  const { snapshot, roster, identity } = application;
  const person = (await findByCitizenNumber(tx, snapshot.citizenNumber))?.id ?? null;
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
