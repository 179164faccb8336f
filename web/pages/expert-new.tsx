import { z } from 'zod';
import { membership, people } from '../../domain/index.ts';
import { many, needed, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Empty } from '../ui/table.tsx';
import { OFFICE_ROLES } from './roles.ts';

/** 邀请专家入库: in the pool once the own consent is given (ZJ-7.2). */
export const newExpertPage = definePage({
  path: '/people/:person/expert',
  roles: OFFICE_ROLES,
  query: z.object({ person: recordId }),
  load: async (visit, { person }) => {
    const found = await visit.ask(people.onePerson, { person });
    if (found === null) return null;
    const policy = visit.app.bureaus.get(visit.bureau)?.section(membership.MEMBERSHIP);
    return { name: found.particulars.name, experts: policy?.rosters.experts ?? null };
  },
  title: ({ name }) => `邀请${name}加入专家库`,
  view: ({ experts }, { person }) => (
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
          </Form>
        </div>
      )}
    </>
  ),
  actions: (form) => ({
    enroll: form(
      z.object({
        category: needed('请选择主要专业类别。', 40),
        furtherCategories: many(z.string().max(40)),
        speciality: text(60),
      }),
      (visit, body, { person }) =>
        visit.settle(
          membership.enrollExpert,
          { person, ...body },
          {
            to: (events) => {
              const [event] = events;
              return event.type === 'membership.enrolled' ? `/members/${event.term}` : '/members';
            },
            say: '已邀请。本人在微信里同意后入库；也可以登记纸质同意书。',
          },
        ),
    ),
  }),
});
