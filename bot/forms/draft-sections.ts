import type { Field } from '../dialogue/flow.ts';

interface Part {
  readonly title: string;
  readonly fields: readonly Field[];
}

const OTHER = '其他';

/** Fields of one section together, in the order of their first. Those without a place are not shown. */
export const sectionsOf = (fields: readonly Field[]): readonly Part[] => {
  const placed = fields.filter(({ onPage }) => onPage !== undefined);
  const titles = [...new Set(placed.map(({ onPage }) => onPage?.section ?? OTHER))];
  return titles.map((title) => ({
    title,
    fields: placed.filter(({ onPage }) => onPage?.section === title),
  }));
};

/** Whether the heading of its section, right over it, says what its label says. */
export const isHeaded = (fields: readonly Field[], field: Field): boolean => {
  const section = field.onPage?.section;
  if (section !== field.label || field.optional === true) return false;
  return fields.find(({ onPage }) => onPage?.section === section) === field;
};
