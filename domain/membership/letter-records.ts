import type { ContextSpec } from '../kernel/context.ts';
import type { Day } from '../kernel/day.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import type { BureauId } from '../kernel/world.ts';
import { day, defineTable, id, key, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { ImportedTerm } from './import-model.ts';
import type { Letter, MembershipEvent, Term } from './model.ts';

interface LetterRow {
  /** the term's */
  readonly id: string;
  /** the digest of its code, by which the public page finds it */
  readonly print: string;
  readonly printedFrom: Day;
  readonly printedTo: Day;
  readonly confirmedAt: string;
  readonly printedAt: string | null;
  readonly handedOn: Day | null;
}

export const letters = defineTable<LetterRow>({
  name: 'letter',
  columns: {
    id: key(id()),
    print: str(64),
    printedFrom: day(),
    printedTo: day(),
    confirmedAt: time(),
    printedAt: maybe(time()),
    handedOn: maybe(day()),
  },
  indices: [{ name: 'letter_print', columns: ['bureau', 'print'], unique: true }],
});

const LETTERS = 32;

/**
 * The code of a letter, made of its term under the bureau's key as one-time pages have theirs: it cannot
 * be guessed from a number, and the database alone gives nobody an address.
 */
export const letterCode = (tx: Tx, term: string): string => {
  const hex = tx.vault.fingerprint('letter', term);
  const words = Array.from(hex, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  return `${tx.bureau}.${words.slice(0, LETTERS).join('')}`;
};

/** The bureau a code speaks of; null for what cannot be a code at all. */
export const bureauOfLetterCode = (code: string): BureauId | null => {
  const bureau = /^([a-z][a-z0-9-]{1,38})\.[a-p]{32}$/.exec(code)?.[1];
  return bureau === undefined ? null : (bureau as BureauId);
};

/** The term that a code was printed for; null: no letter of this bureau carries it. */
export const termOfLetterCode = async (tx: Tx, code: string): Promise<string | null> =>
  (await tx.table(letters).one({ print: sm3Hex(code) }))?.id ?? null;

/** null: the printed days have not been confirmed yet. */
export const readLetter = async (
  tx: Tx,
  { id: term, letterNumber }: Term,
): Promise<Letter | null> => {
  const row = letterNumber === null ? null : await tx.table(letters).one({ id: term });
  if (row === null || letterNumber === null) return null;
  return {
    number: letterNumber,
    printedFrom: row.printedFrom,
    printedTo: row.printedTo,
    printedAt: row.printedAt === null ? null : new Date(row.printedAt),
    handedOn: row.handedOn,
  };
};

/** A letter that was handed out before its term was imported: its days as it prints them. */
export const importedLetters = (tx: Tx, terms: readonly ImportedTerm[], now: Date): LetterRow[] =>
  terms.flatMap(({ term, letterNumber, startsOn, printedTo }) =>
    letterNumber === null
      ? []
      : [
          {
            id: term,
            print: sm3Hex(letterCode(tx, term)),
            printedFrom: startsOn,
            printedTo,
            confirmedAt: now.toISOString(),
            printedAt: null,
            handedOn: null,
          },
        ],
  );

type LetterEvent =
  | 'membership.printed-term-confirmed'
  | 'membership.letter-printed'
  | 'membership.letter-handed-over';

export const recordLetter: Pick<ContextSpec<MembershipEvent>['record'], LetterEvent> = {
  'membership.printed-term-confirmed': async (tx, event, { now }) => {
    const set = {
      printedFrom: event.from,
      printedTo: event.to,
      confirmedAt: now.toISOString(),
      printedAt: null,
    };
    if ((await tx.table(letters).change({ id: event.term }, set)) > 0) return;
    const print = sm3Hex(letterCode(tx, event.term));
    await tx.table(letters).insert({ ...set, id: event.term, print, handedOn: null });
  },
  'membership.letter-printed': async (tx, event, { now }) => {
    await tx.table(letters).change({ id: event.term }, { printedAt: now.toISOString() });
  },
  'membership.letter-handed-over': async (tx, event) => {
    await tx.table(letters).change({ id: event.term }, { handedOn: event.on });
  },
};
