import { isFormOnly } from './fields.ts';
import type { Facts, Field, Form } from './flow.ts';
import type { Session } from './session.ts';
import { formNamed, openingIn, type Setting } from './setting.ts';

/** A run of figures as long as a citizen number, a mistyped one too. */
const LONG_NUMBER = /[\d０-９](?:[ \-－]?[\d０-９]){13,17}(?:[ \-－]?[\dXxＸｘ０-９])?/gu;

export interface Screened {
  readonly text: string;
  /** labels of what was taken out; empty: nothing */
  readonly removed: readonly string[];
}

/** A message without what this bureau takes on the web page only (C-02): it must reach no answer. */
export const screened = (session: Session, text: string, setting: Setting): Screened => {
  const { facts } = setting;
  const hidden = formsAt(session, text, setting).flatMap((form) =>
    form.fields.filter((field) => isFormOnly(form, field, facts) && field.spot !== undefined),
  );
  return hidden.reduce<Screened>((left, field) => without(left, field, facts), {
    text,
    removed: [],
  });
};

const formsAt = (session: Session, text: string, setting: Setting): readonly Form[] => {
  const opened = openingIn(setting, text)?.conversation;
  const named = [session.active?.form, ...session.drafts.map(({ form }) => form)];
  const open = named.flatMap((id) => (id === undefined ? [] : [formNamed(setting, id)]));
  return [opened?.kind === 'form' ? opened : null, ...open].filter((form) => form !== null);
};

const without = ({ text, removed }: Screened, field: Field, facts: Facts): Screened => {
  const words = (field.spot?.(text, facts) ?? []).map((found) => found.words);
  const left = words
    .reduce((rest, one) => rest.replaceAll(one, ''), text)
    .replaceAll(LONG_NUMBER, '');
  if (left === text) return { text, removed };
  const rest = [field.label, ...field.names]
    .sort((a, b) => b.length - a.length)
    .reduce((said, name) => said.replaceAll(name, ''), left);
  const isNamed = !/\p{L}/u.test(rest.replaceAll(/[是为我的]/gu, ''));
  return { text: isNamed ? '' : left.trim(), removed: [...new Set([...removed, field.label])] };
};
