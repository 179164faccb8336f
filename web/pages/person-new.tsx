import { z } from 'zod';
import { people } from '../../domain/index.ts';
import { nothing } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form } from '../ui/form.tsx';
import { employerOf, listedInstitutions } from './employer-form.tsx';
import { PersonFields, personForm, words } from './person-fields.tsx';

/** 登记人员: for somebody who phones, visits or writes (C-10). */
export const newPersonPage = definePage({
  path: '/people/new',
  title: '登记人员',
  roles: ['clerk', 'sectionHead', 'leader', 'liaison'],
  query: nothing,
  load: async (visit) => ({ listed: await listedInstitutions(visit) }),
  view: ({ listed }) => (
    <>
      <p class="crumbs">
        <a href="/people">返回人员名单</a>
      </p>
      <div class="card">
        <Form name="register" submit="登记">
          <Choices
            kind="one"
            name="source"
            label="来源"
            options={[
              { value: 'phone', label: '来电' },
              { value: 'visit', label: '来访' },
              { value: 'letter', label: '来信' },
            ]}
          />
          <PersonFields listed={listed} />
        </Form>
      </div>
    </>
  ),
  actions: (form) => ({
    register: form(
      personForm.extend({
        source: z.enum(['phone', 'visit', 'letter'], { error: '请选择来源：来电、来访还是来信。' }),
      }),
      async (visit, { source, unit, institution, outside, kind, post, skills, ...rest }) => {
        const typed = { unit, institution, outside, kind, post };
        const employer = employerOf(await listedInstitutions(visit), typed);
        if (!employer.ok) return { kind: 'malformed', errors: employer.error };
        const employments = employer.value === null ? [] : [employer.value];
        const particulars = { ...rest, skills: words(skills), employments };
        return visit.settle(
          people.registerPerson,
          { source, particulars },
          {
            to: (events) => {
              const [event] = events;
              return event.type === 'people.registered' ? `/people/${event.person}` : '/people';
            },
            say: `已登记${rest.name}。可以在这里生成绑定码，让本人绑定微信。`,
          },
        );
      },
    ),
  }),
});
