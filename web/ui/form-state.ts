import { createContext } from 'preact';

/** Values by the names of their fields. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** A form that came back: what was typed stays, sentences stand beside the fields. */
export interface FormState {
  /** the form's name, and which of several like it on the page */
  readonly form: string;
  readonly which: string;
  readonly values: Typed;
  readonly errors: Readonly<Record<string, string>>;
  /** why a rule said no, null where only fields are wrong */
  readonly sentence: string | null;
}

export interface Returned {
  readonly state: FormState;
  /** called by the form that shows it; a record that moved on may no longer have that form */
  readonly found: () => void;
}

/** The form the page came back with; null on a page that is merely shown. */
export const ReturnedForm = createContext<Returned | null>(null);

/** The state of the form around a field; null where it is filled in for the first time. */
export const OwnForm = createContext<FormState | null>(null);

/** What the fields of the form around them begin with. */
export const Begun = createContext<Typed>({});

/** Name of the form around a field, so that anchors stay unique on a page with several forms. */
export const FormKey = createContext('filter');
