import type { Field } from './flow.ts';
import type { Filling } from './forms.ts';

/**
 * What is said before the yes to the personal-information text is kept nowhere but in the message itself
 * (PIPL 13): the draft remembers which message it was, and hears it again after the yes.
 */
const isShut = ({ active }: Filling, field: Field): boolean =>
  field.gate === true && active.answers[field.id] === undefined;

/** Notes the message that was just said; null: nothing has to be held back. */
export const holdBack = (filling: Filling, field: Field): Filling | null => {
  if (!isShut(filling, field)) return null;
  const { active, facts } = filling;
  const held = [...(active.held ?? []), ...(facts.arrival == null ? [] : [facts.arrival])];
  return { ...filling, active: { ...active, held } };
};

/** What was held back, once the yes is there. */
export const letGo = (
  filling: Filling,
  field: Field,
): { readonly filling: Filling; readonly words: string } | null => {
  const { held, ...active } = filling.active;
  if (isShut(filling, field) || held === undefined) return null;
  return { filling: { ...filling, active }, words: (filling.facts.held ?? []).join('\n') };
};
