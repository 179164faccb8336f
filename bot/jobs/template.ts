import type { Said } from '../../domain/index.ts';

/** What each kind of template field holds at most (wechat-platform A8), in characters. */
const LIMITS: readonly (readonly [prefix: string, characters: number])[] = [
  ['thing', 20],
  ['character_string', 32],
  ['phrase', 5],
  ['name', 10],
  ['phone_number', 17],
  ['const', 20],
];

const cut = (field: string, text: string): string => {
  const limit = LIMITS.find(([prefix]) => field.startsWith(prefix))?.[1];
  const line = text.replace(/\s*\n\s*/gu, ' ');
  if (limit === undefined || [...line].length <= limit) return line === '' ? '-' : line;
  return `${[...line].slice(0, limit - 1).join('')}…`;
};

/** Templates as the bureau's file names them: ours for what is to be said, theirs for each field. */
type Templates = Partial<
  Record<
    string,
    {
      readonly id: string;
      readonly fields: Readonly<Record<string, 'subject' | 'when' | 'place' | 'note'>>;
    }
  >
>;

/** The bureau's template for what is to be said, filled in; null where the account has none. */
export const templateFor = (
  templates: Templates,
  { template: words }: Said,
): { readonly templateId: string; readonly fields: Readonly<Record<string, string>> } | null => {
  const template = words === undefined ? undefined : templates[words.name];
  if (words === undefined || template === undefined) return null;
  const fields = Object.entries(template.fields).map(
    ([field, source]) => [field, cut(field, words.fields[source])] as const,
  );
  return { templateId: template.id, fields: Object.fromEntries(fields) };
};
