import type { JSX } from 'preact';
import { z } from 'zod';
import { err, institutions, ok, people, type Result } from '../../domain/index.ts';
import { orNull, recordId, text, ticked } from '../fields.ts';
import { Tick } from '../ui/choices.tsx';
import { SelectField, TextField } from '../ui/form.tsx';
import type { Visit } from '../visit.ts';

/** What a form says of one employer. */
export const employerShape = {
  unit: text(100),
  institution: orNull(recordId),
  outside: ticked,
  kind: z.enum(people.EMPLOYMENT_KINDS).catch('main'),
  post: text(60),
};
type TypedEmployer = z.output<z.ZodObject<typeof employerShape>>;

export type Listed = readonly { readonly id: string; readonly name: string }[];

/** The list to choose from, by name. */
export const listedInstitutions = (visit: Visit): Promise<Listed> =>
  visit.within((tx) => institutions.readInstitutions(tx));

interface Props {
  readonly listed: Listed;
  readonly known?: people.Employment | undefined;
}

/** Unit in words, the institution it is, or that it is none: words alone keep a member from every draw. */
export const EmployerFields = ({ listed, known }: Props): JSX.Element => (
  <>
    <TextField name="unit" label="工作单位" required={false} value={known?.unit ?? ''} />
    <SelectField
      name="institution"
      label="是名单里的哪一家机构"
      required={false}
      empty="不在名单里，或还不清楚"
      value={known?.institution ?? null}
      options={listed.map(({ id, name }) => ({ value: id, label: name }))}
    />
    <Tick
      name="outside"
      label="已核实：不是定点医药机构，或没有工作单位"
      ticked={known?.outside === true}
    />
    <SelectField
      name="kind"
      label="任职方式"
      required={false}
      value={known?.kind ?? 'main'}
      options={people.EMPLOYMENT_KINDS.map((value) => ({
        value,
        label: people.EMPLOYMENT_KIND_WORDS[value],
      }))}
    />
    <TextField name="post" label="职务" required={false} value={known?.post ?? ''} />
  </>
);

type NewEmployment = Pick<people.Employment, 'unit' | 'institution' | 'outside' | 'kind' | 'post'>;
type Errors = Readonly<Record<string, string>>;

/** The employer that was typed; null: none. */
export const employerOf = (
  listed: Listed,
  typed: TypedEmployer,
): Result<NewEmployment | null, Errors> => {
  const errors = contradiction(listed, typed);
  if (errors !== null) return err(errors);
  const chosen = listed.find(({ id }) => id === typed.institution) ?? null;
  const unit = typed.unit === '' ? unitWithoutWords(chosen, typed.outside) : typed.unit;
  if (unit === '') return ok(null);
  const { outside, kind, post } = typed;
  return ok({ unit, institution: chosen?.id ?? null, outside, kind, post });
};

const contradiction = (
  listed: Listed,
  { unit, institution, outside }: TypedEmployer,
): Errors | null => {
  if (institution !== null && outside)
    return { outside: '上面已经选了定点机构，就不要勾选“不是定点医药机构”。' };
  if (outside && listed.some(({ name }) => name === unit))
    return { institution: `名单里有“${unit}”，请在这里选择它。` };
  return unit.length === 1 ? { unit: '工作单位至少写两个字。' } : null;
};

const unitWithoutWords = (chosen: { readonly name: string } | null, outside: boolean): string =>
  chosen?.name ?? (outside ? people.NO_EMPLOYER : '');
