import type { Json, Result } from '../../domain/index.ts';
import type { Answers, Choice, Facts } from './flow.ts';

/** How a question stands on the long web page; what is missing is taken from the question itself. */
export interface OnPage {
  /** questions of one section stand together, sections in the order of their first question */
  readonly section: string;
  readonly hint?: (answers: Answers, facts: Facts) => string;
  /** the text one agrees to, a paragraph each */
  readonly reads?: (facts: Facts) => readonly string[];
  /** a field of several lines */
  readonly long?: true;
  /** shown masked once it is kept: the page may lie open on a table */
  readonly masked?: true;
  /** offered in a list on the page although the chat takes words */
  readonly options?: (facts: Facts) => readonly Choice[];
  /** offered while typing; other words are taken too */
  readonly suggestions?: (facts: Facts) => readonly string[];
  /** the choice beside which words of one's own are typed: they are the answer */
  readonly ownWords?: { readonly choice: string; readonly label: string };
  readonly inputmode?: 'numeric' | 'tel' | 'email';
  readonly rows?: PageRows;
  /** files of a field that takes photos: a scan may be a PDF */
  readonly accepts?: 'images' | 'scans';
  /** several photos belong to it */
  readonly many?: true;
  /** goes with every save, e.g. that the paper is to be printed here */
  readonly prints?: true;
}

/** A field of rows: one line of inputs each. */
export interface PageRows {
  readonly columns: readonly {
    readonly id: string;
    readonly label: string;
    readonly example: string;
  }[];
  readonly shown: (value: Json) => readonly Readonly<Record<string, string>>[];
  readonly read: (
    rows: readonly Readonly<Record<string, string>>[],
    facts: Facts,
  ) => Result<Json, string>;
}
