import { z } from 'zod';
import { dayOf, institutions, people, recusal, staff } from '../../domain/index.ts';
import { day, needed, orNull, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';
import type { Settled, Visit } from '../visit.ts';
import { CASE_ROLES } from './roles.ts';

const shape = z.object({
  source: z.enum(['phone', 'visit', 'letter', 'ordered'], {
    error: '请选择来源：本人来电、来访、来信，还是单位要求。',
  }),
  kind: z.enum(recusal.TIE_KINDS, { error: '请选择回避的情形。' }),
  institution: orNull(recordId),
  words: text(100),
  detail: needed('请写明情况，至少4个字，例如“曾在该院药剂科任职”。', 500),
  evidence: text(1000),
  decidedBy: orNull(recordId),
  decidedOn: orNull(day),
});
type Typed = z.output<typeof shape>;

/** 登记回避: declared by phone, visit or letter, or required by the bureau (ZJ-11, C-10). */
export const newTiePage = definePage({
  path: '/people/:person/recusal',
  roles: CASE_ROLES,
  query: z.object({ person: recordId }),
  load: async (visit, { person }) => {
    const found = await visit.ask(people.onePerson, { person });
    if (found === null) return null;
    const list = await visit.within((tx) => institutions.readInstitutions(tx));
    const policy = visit.app.bureaus.get(visit.bureau)?.section(recusal.RECUSAL);
    return {
      name: found.particulars.name,
      list,
      kin: policy?.recusal.kin.value ?? [],
      accounts: await visit.ask(staff.listAccounts, {}),
      today: dayOf(visit.now),
    };
  },
  title: ({ name }) => `登记回避：${name}`,
  view: ({ list, kin, accounts, today }, { person }, { account }) => (
    <>
      <p class="crumbs">
        <a href={`/people/${person}`}>返回人员资料</a>
      </p>
      <div class="card">
        <Form name="tie" submit="登记回避">
          <Choices
            kind="one"
            name="source"
            label="来源"
            options={[
              { value: 'phone', label: '本人来电' },
              { value: 'visit', label: '本人来访' },
              { value: 'letter', label: '本人来信' },
              { value: 'ordered', label: '单位要求回避' },
            ]}
          />
          <SelectField
            name="kind"
            label="情形"
            empty="请选择"
            options={recusal.TIE_KINDS.map((value) => ({
              value,
              label: recusal.TIE_KIND_WORDS[value],
            }))}
          />
          <SelectField
            name="institution"
            label="机构"
            required={false}
            empty="不在名单里，或与具体机构无关"
            options={list.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TextField
            name="words"
            label="不在名单里的机构名称"
            required={false}
            hint="在上面选了机构就不用填。"
          />
          <LongField
            name="detail"
            label="情况说明"
            hint={`亲属指${kin.join('、')}。只写有没有利益关联，不要写亲属的姓名。`}
          />
          <Fold title="单位要求回避的，还要写明依据和决定" form="tie">
            <LongField
              name="evidence"
              label="依据的材料"
              required={false}
              hint="凭什么认定应当回避，单位要求回避时必填。"
              example="市场监管部门的股东登记信息"
              rows={2}
            />
            <SelectField
              name="decidedBy"
              label="谁决定的"
              required={false}
              value={account.id}
              options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField
              name="decidedOn"
              label="决定日期"
              type="date"
              required={false}
              value={today}
            />
          </Fold>
        </Form>
      </div>
    </>
  ),
  actions: (form) => ({
    tie: form(shape, (visit, body, { person }) => settle(visit, body, person)),
  }),
});

const settle = async (visit: Visit, body: Typed, person: string): Promise<Settled> => {
  const { source, detail, evidence, decidedBy, decidedOn, ...tie } = body;
  const after = { to: '/recusals', say: '回避已登记，以后的抽取会自动避开。' };
  if (source !== 'ordered')
    return visit.settle(recusal.declareTie, { ...tie, person, source, detail }, after);
  if (evidence === '')
    return { kind: 'malformed', errors: { evidence: '单位要求回避，请写明依据的材料。' } };
  const decision = { reason: detail, evidence, decidedBy, decidedOn };
  return visit.settle(recusal.orderRecusal, { ...tie, ...decision, person }, after);
};
