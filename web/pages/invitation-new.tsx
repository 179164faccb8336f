import type { JSX } from 'preact';
import { z } from 'zod';
import { campaigns, nomination, people, type Listing } from '../../domain/index.ts';
import { needed, orNull, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Empty } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { rosterNames } from './campaign-words.ts';
import { OFFICE_ROLES } from './roles.ts';

type Terms = Awaited<ReturnType<typeof termsOf>>;

const termsOf = (visit: Visit) => visit.ask(campaigns.callTerms, {});

/** 提出邀请: first who, then to what and why; another person approves (GP-5.2, ZJ-7.2). */
export const newInvitationPage = definePage({
  path: '/invitations/new',
  title: '提出邀请',
  roles: OFFICE_ROLES,
  query: z.object({ person: recordId.nullable().catch(null) }),
  load: async (visit, { person }) => {
    const known = person === null ? null : await visit.ask(people.onePerson, { person });
    return { terms: await termsOf(visit), known };
  },
  view: ({ terms, known }) => (
    <>
      <p class="crumbs">
        <a href="/invitations">返回邀请列表</a>
      </p>
      {terms.inviting.length === 0 ? (
        <Empty>本单位的管理办法没有设“邀请”这种方式，不能办理。</Empty>
      ) : (
        <div class="card">
          {known === null ? <Find /> : <Propose terms={terms} name={known.particulars.name} />}
        </div>
      )}
    </>
  ),
  actions: (form) => ({
    find: form(
      z.object({ who: needed('请填写姓名、身份证号或电话。', 60) }),
      async (visit, { who }) => found(who, await visit.ask(people.listPeople, { search: who })),
    ),
    invite: form(
      z.object({
        roster: z.enum(['supervisors', 'experts'], { error: '请选择邀请到哪里。' }),
        category: orNull(z.string().trim().max(40)),
        speciality: text(60),
        why: needed('请写明邀请理由，至少4个字。', 1000),
      }),
      (visit, body, { person }) =>
        visit.settle(
          nomination.inviteMember,
          { person: person ?? '', ...body },
          {
            to: (events) => {
              const [event] = events;
              return event.type === 'campaigns.invitation-proposed'
                ? `/invitations/${event.invitation}`
                : '/invitations';
            },
            say: '邀请已提出，等另一位科室负责人或分管领导批准。',
          },
        ),
    ),
  }),
});

/** Names never stand in an address: what was typed leads to a record, or back to the form. */
const found = (who: string, { rows, total }: Listing<people.Person>): Settled => {
  const [only] = rows;
  if (only !== undefined && total === 1)
    return { kind: 'done', to: `/invitations/new?person=${only.id}`, say: '已找到，请核对。' };
  const sentence =
    total === 0
      ? `人员名单里没有“${who}”。请先到“人员”里登记，再邀请。`
      : `有${total}位符合，请改填身份证号或电话。`;
  return { kind: 'malformed', errors: { who: sentence } };
};

const Find = (): JSX.Element => (
  <Form name="find" submit="查找">
    <TextField
      name="who"
      label="邀请谁"
      hint="填写姓名、身份证号或电话。没有登记过的人，请先到“人员”里登记。"
    />
  </Form>
);

const Propose = ({
  terms,
  name,
}: {
  readonly terms: Terms;
  readonly name: string;
}): JSX.Element => (
  <>
    <p>
      邀请：<strong>{name}</strong>
    </p>
    <Form name="invite" submit="提出邀请">
      <Choices
        kind="one"
        name="roster"
        label="邀请担任"
        options={rosterNames(terms.inviting)}
        chosen={terms.inviting.slice(0, 1)}
      />
      {terms.inviting.includes('experts') ? (
        <SelectField
          name="category"
          label="专业类别"
          hint="邀请专家要选。"
          empty="不选"
          required={false}
          options={terms.categories.map((value) => ({ value, label: value }))}
        />
      ) : null}
      <TextField name="speciality" label="擅长领域" required={false} />
      <LongField
        name="why"
        label="邀请理由"
        hint="写明为什么邀请这个人；年龄、职称、单位超出一般规定的，也在这里说明。"
      />
    </Form>
  </>
);
