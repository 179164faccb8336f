import { z } from 'zod';
import { nomination, people, type Roster } from '../../domain/index.ts';
import type { Typed } from '../ui/form-state.ts';
import type { Settled, Visit } from '../visit.ts';
import { historyValues } from './application-history.tsx';

/** 带出上次内容: whoever is known is found by the whole citizen number (ZJ-20, B-18). */

export const findShape = z.object({
  known: z
    .string()
    .trim()
    .regex(/^[\dXxＸｘ０-９]{18}$/u, '请填写18位身份证号，末位可以是X。'),
});

/** The number is in no address: what was typed leads to a record, or back to the form. */
export const findKnown = async (
  visit: Visit,
  { known }: z.output<typeof findShape>,
  { roster }: { readonly roster: Roster },
): Promise<Settled> => {
  const { rows, total } = await visit.ask(people.listPeople, { search: known });
  const [only] = rows;
  return only !== undefined && total === 1
    ? {
        kind: 'done',
        to: `/applications/new?roster=${roster}&person=${only.id}`,
        say: '已带出登记过的内容，请逐项和本人核对；身份证号、电话、住址和承诺要重新填写。',
      }
    : { kind: 'malformed', errors: { known: '没有登记过这个号码，请直接在下面填写。' } };
};

/** What the form begins with. Numbers, address and promises are never carried over. */
export const beginOf = async (
  visit: Visit,
  { roster, person }: { readonly roster: Roster; readonly person: string | null },
): Promise<Typed> => {
  if (person === null) return {};
  const found = await visit.ask(nomination.prefillFor, { roster, person });
  return found === null ? {} : { ...valuesOf(found), ...form1Values(found.form1 ?? null) };
};

/** The invitation that this person has accepted and not applied for yet. */
export const invitationOf = async (
  visit: Visit,
  { roster, person }: { readonly roster: Roster; readonly person: string | null },
): Promise<nomination.OpenInvitation | null> => {
  const open = person === null ? [] : await visit.ask(nomination.openInvitations, { person });
  return open.find((one) => one.roster === roster) ?? null;
};

const valuesOf = ({ employer, institution, category, ...found }: nomination.Prefill): Typed => ({
  ...words({
    name: found.name,
    unit: employer === null ? '无' : employer,
    institution: institution ?? undefined,
    category: category ?? undefined,
    post: found.post,
    area: found.area,
    title: found.title,
    speciality: found.speciality,
    reason: found.reason,
    experience: found.experience,
  }),
  sourceGroups: found.sourceGroups ?? [],
  skills: found.skills ?? [],
});

const form1Values = (form1: nomination.Form1 | null): Typed => {
  if (form1 === null) return {};
  const { homeAddress: _home, workKinds: _kinds, history, furtherCategories, ...boxes } = form1;
  return { ...words(boxes), furtherCategories, ...historyValues(history) };
};

const words = (values: Readonly<Record<string, string | number | undefined>>): Typed =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, [String(value)]]],
    ),
  );
