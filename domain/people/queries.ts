import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { parseCitizenNumber, parsePhone } from '../kernel/ids.ts';
import { maskCitizenNumber, maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PORTION, type Listing } from '../kernel/query.ts';
import type { Person } from './model.ts';
import { readPeople, readPerson } from './records.ts';

const office = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

/** A person as pages show them: citizen number and phone masked, whole only by `people.reveal`. */
const masked = ({ id, version, particulars }: Person): Person => ({
  id,
  version,
  particulars: {
    ...particulars,
    citizenNumber:
      particulars.citizenNumber === null ? null : maskCitizenNumber(particulars.citizenNumber),
    phone: particulars.phone === null ? null : maskPhone(particulars.phone),
  },
});

/** A name or unit in part; a whole citizen number or phone, never a part of one. */
const matching = (search: string): ((person: Person) => boolean) => {
  const wanted = search.trim().normalize('NFKC').toLowerCase();
  if (wanted === '') return () => true;
  const number = parseCitizenNumber(wanted);
  const phone = parsePhone(wanted);
  return ({ particulars: one }) =>
    (number.ok && one.citizenNumber === number.value.number) ||
    (phone.ok && one.phone === phone.value.phone) ||
    one.name.toLowerCase().includes(wanted) ||
    one.employments.some(({ unit }) => unit.toLowerCase().includes(wanted));
};

export const listPeople = defineQuery({
  name: 'people.list',
  params: z.object({
    search: z.string().max(100).default(''),
    page: z.coerce.number().int().min(1).default(1),
    size: PORTION,
  }),
  policy: NO_POLICY,
  permit: office,
  read: async (tx, { search, page, size }): Promise<Listing<Person>> => {
    const found = (await readPeople(tx)).filter(matching(search));
    const rows = found.slice((page - 1) * size, page * size).map(masked);
    return { rows, total: found.length };
  },
});

/** One person, masked, with the version that a correction must name. */
export const onePerson = defineQuery({
  name: 'people.one',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: office,
  read: async (tx, { person }) => {
    const found = await readPerson(tx, person);
    if (found === null) return null;
    return masked(found);
  },
});
