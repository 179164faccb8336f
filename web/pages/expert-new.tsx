import { z } from 'zod';
import { membership, people, recusal } from '../../domain/index.ts';
import { many, needed, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Empty } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { EmployerFields, employerOf, employerShape, listedInstitutions } from './employer-form.tsx';
import { OFFICE_ROLES } from './roles.ts';

const shape = z.object({
  category: needed('请选择主要专业类别。', 40),
  furtherCategories: many(z.string().max(40)),
  speciality: text(60),
  titleReason: text(200),
  ...employerShape,
});

/** 邀请专家入库: in the pool once the own consent is given (ZJ-7.2). */
export const newExpertPage = definePage({
  path: '/people/:person/expert',
  roles: OFFICE_ROLES,
  query: z.object({ person: recordId }),
  load: async (visit, { person }) => {
    const found = await visit.ask(people.onePerson, { person });
    if (found === null) return null;
    const policy = visit.app.bureaus.get(visit.bureau)?.section(membership.MEMBERSHIP);
    return {
      name: found.particulars.name,
      experts: policy?.rosters.experts ?? null,
      open: await openEmployer(visit, person),
      listed: await listedInstitutions(visit),
    };
  },
  title: ({ name }) => `邀请${name}加入专家库`,
  view: ({ experts, open, listed }, { person }) => (
    <>
      <p class="crumbs">
        <a href={`/people/${person}`}>返回人员资料</a>
      </p>
      {experts === null ? (
        <Empty>本单位的管理办法没有设专家库，不能邀请专家入库。</Empty>
      ) : (
        <div class="card">
          <Form name="enroll" submit="邀请入库">
            <SelectField
              name="category"
              label="主要专业类别"
              empty="请选择"
              options={experts.categories.value.map((value) => ({ value, label: value }))}
            />
            <Choices
              kind="many"
              name="furtherCategories"
              label="其他专业类别（可不选）"
              options={experts.categories.value.map((value) => ({ value, label: value }))}
            />
            <TextField name="speciality" label="擅长领域" required={false} />
            <TextField
              name="titleReason"
              label="破格理由"
              required={false}
              hint={titleHint(experts.titles.value)}
            />
            {open === null ? null : (
              <>
                <p class="words quiet">
                  工作单位还没有核实。请从名单里选择，或勾选“不是定点医药机构”；现在不清楚可以以后再核实，核实之前抽取会避开本人。
                </p>
                <EmployerFields listed={listed} known={open.employment} />
              </>
            )}
          </Form>
        </div>
      )}
    </>
  ),
  actions: (form) => ({
    enroll: form(shape, (visit, body, { person }) => enroll(visit, body, person)),
  }),
});

/** Only where a category asks for a title (ZJ-6.5b). */
const titleHint = (
  titles: readonly { readonly category: string; readonly least: string }[],
): string =>
  titles.length === 0
    ? '一般不用填。'
    : `${titles.map(({ category, least }) => `${category}专家职称不到${least}`).join('；')}时填写，否则留空。`;

interface OpenEmployer {
  readonly place: number | null;
  readonly employment: people.Employment | undefined;
}

/** The first employer that nobody has resolved; null: all are known. */
const openEmployer = async (visit: Visit, person: string): Promise<OpenEmployer | null> => {
  const posts = await visit.ask(recusal.employersOfPerson, { person });
  if (posts.length === 0) return { place: null, employment: undefined };
  const place = posts.findIndex(({ state }) => state === 'unresolved');
  return place < 0 ? null : { place, employment: posts[place]?.employment };
};

/** Staff are asked for the employer on the way in: what it is bars from draws (ZJ-11.3, F1-15). */
const enroll = async (
  visit: Visit,
  { category, furtherCategories, speciality, titleReason, ...typed }: z.output<typeof shape>,
  person: string,
): Promise<Settled> => {
  const saved = await saveEmployer(visit, typed, person);
  if (saved !== null) return saved;
  return visit.settle(
    membership.enrollExpert,
    { person, category, furtherCategories, speciality, titleReason },
    {
      to: (events) => {
        const [event] = events;
        return event.type === 'membership.enrolled' ? `/members/${event.term}` : '/members';
      },
      say: '已邀请。本人在微信里同意后入库；也可以登记纸质同意书。',
    },
  );
};

/** null: saved, or nothing was said about it. */
const saveEmployer = async (
  visit: Visit,
  typed: Parameters<typeof employerOf>[1],
  person: string,
): Promise<Settled | null> => {
  const open = await openEmployer(visit, person);
  const employer = employerOf(await listedInstitutions(visit), typed);
  if (!employer.ok) return { kind: 'malformed', errors: employer.error };
  const { value } = employer;
  if (open === null || value === null) return null;
  const known = await visit.within((tx) => people.readPerson(tx, person));
  if (known === null) return null;
  const before = known.particulars.employments;
  const employments =
    open.place === null
      ? [value]
      : before.map((one, at) => (at === open.place ? { ...one, ...value } : one));
  const particulars = { ...known.particulars, employments };
  const input = { person, particulars, expectVersion: known.version };
  const settled = await visit.settle(people.correctPerson, input, { to: '', say: '' });
  return settled.kind === 'done' ? null : settled;
};
