import { z } from 'zod';
import { institutions, people, recusal } from '../../domain/index.ts';
import { needed, orNull, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
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
    return { name: found.particulars.name, list };
  },
  title: ({ name }) => `登记回避：${name}`,
  view: ({ list }, { person }) => (
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
          <LongField name="detail" label="情况说明" />
        </Form>
      </div>
    </>
  ),
  actions: (form) => ({
    tie: form(shape, (visit, body, { person }) => settle(visit, body, person)),
  }),
});

const settle = (visit: Visit, body: Typed, person: string): Promise<Settled> => {
  const { source, detail, ...tie } = body;
  const after = { to: '/recusals', say: '回避已登记，以后的抽取会自动避开。' };
  return source === 'ordered'
    ? visit.settle(recusal.orderRecusal, { ...tie, person, reason: detail }, after)
    : visit.settle(recusal.declareTie, { ...tie, person, source, detail }, after);
};
