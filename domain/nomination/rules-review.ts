import type { Role } from '../kernel/actor.ts';
import { err, ok, type NonEmpty } from '../kernel/result.ts';
import type {
  Application,
  ApplicationState,
  Conclusion,
  Finding,
  LineVerdict,
  Terms,
} from './model.ts';
import type { NominationEvent } from './model-events.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { ChainLine, EntryPolicy } from './policy.ts';
import { touchBy, type Decision, type Nomination } from './rules.ts';
import { findingsRefusal } from './rules-findings.ts';
import { chosenByInvitation, isShort, shortRefusal } from './rules-invited.ts';
import { firstOf, nextLineOf, reviewLineOf } from './rules-terms.ts';

/** What a member of staff does to an application they have read in a certain version. */
export interface Handling {
  readonly application: Application | null;
  /** the values it began with (B-25); null where there is no application */
  readonly terms: Terms | null;
  readonly account: string;
  readonly roles: readonly Role[];
  /** accounts that are in use, with their roles: who may sign the next line */
  readonly colleagues: readonly Colleague[];
}

export interface Colleague {
  readonly id: string;
  readonly roles: readonly Role[];
}

export type Opened =
  | { readonly problem: NominationRefusal }
  | { readonly problem: null; readonly application: Application; readonly entry: EntryPolicy };

/** In a state in which this may be done and unchanged since it was read, else why not (F22). */
export const opened = (
  { application, terms }: Pick<Handling, 'application' | 'terms'>,
  expectVersion: number,
  states: readonly ApplicationState[],
): Opened => {
  if (application === null || terms === null) return { problem: { code: 'nomination.unknown' } };
  if (application.version !== expectVersion)
    return { problem: { code: 'nomination.changed-meanwhile', version: application.version } };
  if (!states.includes(application.state))
    return { problem: { code: 'nomination.not-waiting', state: application.state } };
  return { problem: null, application, entry: terms.entry };
};

export const refusedRole = (
  { label, roles }: { readonly label: string; readonly roles: readonly Role[] },
  held: readonly Role[],
): NominationRefusal | null =>
  held.some((role) => roles.includes(role))
    ? null
    : { code: 'nomination.not-your-line', label, roles };

/** Form 2 as the reviewer fills it in (F2-04, F2-05, F2-09, F2-10). */
export interface Reviewing {
  readonly expectVersion: number;
  readonly conclusion: Conclusion;
  readonly findings: readonly Finding[];
  readonly text: string;
  readonly unitPhone: string;
  readonly practice: string;
}

/** The reviewer's findings, one for each condition (ZJ-8.2a, GP-6.3); given anew until the next line is signed. */
export const review = (facts: Handling, input: Reviewing, world: Nomination): Decision => {
  const checked = opened(facts, input.expectVersion, ['submitted', 'reviewed']);
  if (checked.problem !== null) return err(checked.problem);
  const { application, entry } = checked;
  const refusal = reviewRefusal(application, { entry, facts, input });
  if (refusal !== null) return err(refusal);
  const next = isShort(application, input) ? null : (entry.chain.value[1] ?? null);
  const reviewed = reviewedOf(application, { entry, facts, input }, { next, world });
  return next === null
    ? ok([
        reviewed,
        concluded(application, { entry, facts, input }, { due: reviewed.touchBy, world }),
      ])
    : ok([reviewed]);
};

const reviewedOf = (
  application: Application,
  { entry, facts, input }: Reviewed,
  { next, world }: { readonly next: ChainLine | null; readonly world: Nomination },
): Extract<NominationEvent, { type: 'nomination.reviewed' }> => {
  const { conclusion, findings, text, unitPhone, practice } = input;
  const { identity } = application;
  return {
    type: 'nomination.reviewed',
    ...toldOf(application),
    conclusion,
    by: facts.account,
    next: next?.id ?? null,
    signers: signersOf(next, facts.colleagues, entry.onePersonPerLine.value ? [facts.account] : []),
    touchBy: touchBy(entry, world).touchBy,
    private: { findings, text, unitPhone, practice, identity },
  };
};

/** Where no line follows: the invited are selected by their 合格, all others qualified or refused. */
const concluded = (
  application: Application,
  { entry, facts, input }: Reviewed,
  { due, world }: { readonly due: string; readonly world: Nomination },
): NominationEvent => {
  const { conclusion, text } = input;
  const by = facts.account;
  return isShort(application, input)
    ? chosenByInvitation(application, { text, by, touchBy: due, policy: world.policy })
    : ended(application, {
        ...{ conclusion, by, reason: text },
        chooser: firstOf(entry.selection.value),
      });
};

interface Reviewed {
  readonly entry: EntryPolicy;
  readonly facts: Handling;
  readonly input: Reviewing;
}

const reviewRefusal = (
  application: Application,
  { entry, facts, input }: Reviewed,
): NominationRefusal | null => {
  const role = refusedRole(reviewLineOf(entry), facts.roles);
  if (role !== null) return role;
  const next = application.lines.length > 0 ? nextLineOf(application, entry) : null;
  if (next !== null) return { code: 'nomination.not-this-line', next: next.label };
  return findingsRefusal(application, entry, input) ?? shortRefusal(application, input);
};

export const toldOf = ({ id, number, roster }: Application) => ({
  application: id,
  number,
  roster,
});

const signersOf = (
  line: ChainLine | null,
  colleagues: readonly Colleague[],
  except: readonly string[],
): readonly string[] =>
  line === null
    ? []
    : colleagues
        .filter(({ id, roles }) => !except.includes(id) && refusedRole(line, roles) === null)
        .map(({ id }) => id);

interface End {
  readonly conclusion: Conclusion;
  readonly reason: string;
  readonly by: string;
  readonly chooser: Role;
}

/** After the last line: 合格, or told why not (ZJ-8.2a). */
const ended = (
  application: Application,
  { conclusion, reason, by, chooser }: End,
): NominationEvent => {
  const told = toldOf(application);
  const { identity } = application;
  return conclusion === 'qualified'
    ? { type: 'nomination.qualified', ...told, chooser, by, private: { identity } }
    : {
        type: 'nomination.refused',
        ...told,
        because: 'unqualified',
        by,
        private: { reason, identity },
      };
};

export interface Signing {
  readonly expectVersion: number;
  readonly line: string;
  readonly verdict: LineVerdict;
  readonly opinion: string;
  /** signed by hand: whose line it is, and the scan (F2-11, F2-12, C-10) */
  readonly paper: { readonly by: string; readonly scan: string } | null;
}

/** One further line of form 2: it agrees, or sends it back to the reviewer with a reason. */
export const signLine = (facts: Handling, input: Signing, world: Nomination): Decision => {
  const checked = opened(facts, input.expectVersion, ['reviewed']);
  if (checked.problem !== null) return err(checked.problem);
  const { application, entry } = checked;
  const line = nextLineOf(application, entry);
  if (line === null) return err({ code: 'nomination.not-waiting', state: application.state });
  const signer = signerOf(facts, input);
  const refusal =
    lineRefusal(line, signer, input) ??
    (entry.onePersonPerLine.value ? twiceRefusal(application, signer) : null);
  if (refusal !== null) return err(refusal);
  return ok(signedOf(application, { entry, line, signer: signer.id, facts, input, world }));
};

/** Signed on paper, it is the line of the one named, not of who enters it (C-10). */
const signerOf = ({ account, roles, colleagues }: Handling, { paper }: Signing): Colleague =>
  paper === null
    ? { id: account, roles }
    : (colleagues.find(({ id }) => id === paper.by) ?? { id: paper.by, roles: [] });

const lineRefusal = (
  line: ChainLine,
  signer: Colleague,
  input: Signing,
): NominationRefusal | null => {
  if (line.id !== input.line) return { code: 'nomination.not-this-line', next: line.label };
  const role = refusedRole(line, signer.roles);
  if (role !== null) return role;
  if (input.paper?.scan === '') return { code: 'nomination.scan-missing' };
  return input.verdict === 'return' && input.opinion.length < 4
    ? { code: 'nomination.reason-missing', because: 'return' }
    : null;
};

const twiceRefusal = (application: Application, signer: Colleague): NominationRefusal | null =>
  signedBy(application).includes(signer.id) ? { code: 'nomination.same-person' } : null;

/** Who stands in a line of form 2 already (C-05). */
const signedBy = ({ review: first, lines }: Application): readonly string[] => [
  ...(first === null ? [] : [first.by]),
  ...lines.map(({ by }) => by),
];

interface Signed {
  readonly entry: EntryPolicy;
  readonly line: ChainLine;
  readonly signer: string;
  readonly facts: Handling;
  readonly input: Signing;
  readonly world: Nomination;
}

const signedOf = (application: Application, signed: Signed): NonEmpty<NominationEvent> => {
  const { entry, line, signer, facts, input, world } = signed;
  const next = input.verdict === 'agree' ? entry.chain.value[2 + application.lines.length] : null;
  const event: NominationEvent = {
    type: 'nomination.line-signed',
    ...toldOf(application),
    line: line.id,
    verdict: input.verdict,
    by: signer,
    paper: input.paper === null ? null : { scan: input.paper.scan, enteredBy: facts.account },
    next: next?.id ?? null,
    signers: askedNext(application, next ?? null, signed),
    touchBy: touchBy(entry, world).touchBy,
    private: { opinion: input.opinion },
  };
  // undefined: it was the last line
  return next === undefined ? [event, endedBy(application, entry, signer)] : [event];
};

/** The next line's people; after a return the reviewer. */
const askedNext = (
  application: Application,
  next: ChainLine | null,
  { entry, signer, facts, input }: Signed,
): readonly string[] => {
  if (input.verdict === 'return') return signedBy(application).slice(0, 1);
  const except = entry.onePersonPerLine.value ? [...signedBy(application), signer] : [];
  return signersOf(next, facts.colleagues, except);
};

const endedBy = (
  application: Application,
  { selection }: EntryPolicy,
  by: string,
): NominationEvent => {
  const { review: first } = application;
  if (first === null) throw new Error('a line signed without a review');
  const { conclusion, text: reason } = first;
  return ended(application, { conclusion, reason, by, chooser: firstOf(selection.value) });
};
