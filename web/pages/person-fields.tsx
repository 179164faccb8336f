import type { JSX } from 'preact';
import { z } from 'zod';
import { people } from '../../domain/index.ts';
import { orNull, text } from '../fields.ts';
import { TextField } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';
import { EmployerFields, employerShape, type Listed } from './employer-form.tsx';

/** What staff write down of a person: the shape of the two forms that do. */
export const personForm = z.object({
  name: people.personName,
  citizenNumber: orNull(people.citizenNumber),
  phone: orNull(people.phone),
  ...employerShape,
  area: text(60),
  title: text(40),
  skills: text(200),
});
export type PersonForm = z.output<typeof personForm>;

/** `药学、财务` as a list. */
export const words = (typed: string): string[] =>
  typed
    .split(/[、，,;；\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

interface Props {
  readonly listed: Listed;
  readonly known?: people.Particulars;
  readonly numberHint?: string;
}

const BLANK = { name: '', area: '', title: '', skills: '' };

const filled = ({ name, area, title, skills }: people.Particulars): typeof BLANK => ({
  name,
  area,
  title,
  skills: skills.join('、'),
});

/** The fields of a person; with a known one, numbers stay empty and mean "as before". */
export const PersonFields = ({ known, numberHint, listed }: Props): JSX.Element => {
  const shown = known === undefined ? BLANK : filled(known);
  return (
    <>
      <TextField name="name" label="姓名" value={shown.name} width="short" />
      <TextField
        name="phone"
        label="电话"
        type="tel"
        required={known === undefined}
        example="13800138000 或 0356-5222345"
        hint={numberHint}
      />
      <TextField
        name="citizenNumber"
        label="身份证号"
        required={false}
        hint={numberHint ?? '18位，末位可以是X。没有时可以以后补。'}
      />
      <EmployerFields
        listed={listed}
        known={known?.employments.find(({ until }) => until === null)}
      />
      <TextField
        name="area"
        label="所在乡镇或街道"
        required={false}
        value={shown.area}
        width="short"
      />
      <Fold title="职称和专长" open={known !== undefined}>
        <TextField name="title" label="职称" required={false} value={shown.title} />
        <TextField
          name="skills"
          label="专长"
          required={false}
          hint="用顿号隔开。"
          example="药学、财务"
          value={shown.skills}
        />
      </Fold>
    </>
  );
};
