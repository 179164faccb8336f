import type { JSX } from 'preact';
import { z } from 'zod';
import { nomination, people } from '../../domain/index.ts';
import { many, needed, nothing, orNull, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FilesField, Form, LongField, TextField } from '../ui/form.tsx';
import { Empty } from '../ui/table.tsx';
import { COUNTER_SOURCES } from './clue-words.ts';
import { settled } from '../visit.ts';
import { OFFICE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

const shape = z.object({
  source: z.enum(['phone', 'visit', 'letter'], { error: '请选择来源：来电、来访还是来信。' }),
  name: people.personName,
  citizenNumber: people.citizenNumber,
  phone: people.phone,
  employer: orNull(z.string().trim().max(100)),
  post: text(60),
  area: text(60),
  sourceGroups: many(z.string().max(40)),
  skills: many(z.string().max(40)),
  reason: needed('请写明申请理由，至少4个字。', 2000),
  experience: text(2000),
  declarations: many(z.string().max(40)),
  consent: needed('请先向本人说明个人信息的用途，并勾选“已同意”。', 40),
});

/** 登记申请: the same application for a person who phones, visits or writes (C-10). */
export const newApplicationPage = definePage({
  path: '/applications/new',
  title: '登记申请',
  roles: OFFICE_ROLES,
  query: nothing,
  load: async (visit) => ({ terms: await visit.ask(nomination.entryTerms, {}) }),
  view: ({ terms }) => (
    <>
      <p class="crumbs">
        <a href="/applications">返回申请列表</a>
      </p>
      {terms === null ? (
        <Empty>
          本单位目前不接受社会监督员申请。需要开放时，请联系系统管理员调整管理办法的设置。
        </Empty>
      ) : (
        <EntryForm terms={terms} />
      )}
    </>
  ),
  actions: (form) => ({
    enter: form(shape, async (visit, { source, ...application }) => {
      const pieces = await keepScans(visit);
      const scans = pieces.map(({ id }) => id);
      const input = { source, application, scans };
      const outcome = await visit.perform(nomination.enterApplication, input);
      const entered = outcome.kind === 'done' ? submittedIn(outcome.events) : null;
      await settleScans(visit, pieces, entered?.application ?? null);
      return settled(outcome, {
        to: `/applications/${entered?.application ?? ''}`,
        say: `申请已登记，编号${entered?.number ?? ''}。请把编号告诉本人，方便查询进度。`,
      });
    }),
  }),
});

const submittedIn = (events: readonly nomination.NominationEvent[]) =>
  events.find((event) => event.type === 'nomination.submitted') ?? null;

const asOptions = (words: readonly string[]) => words.map((value) => ({ value, label: value }));

const EntryForm = ({ terms }: { readonly terms: nomination.EntryPolicy }): JSX.Element => (
  <div class="card">
    <Form files name="enter" submit="登记申请">
      <Choices kind="one" name="source" label="来源" options={COUNTER_SOURCES} />
      <TextField name="name" label="姓名" width="short" />
      <TextField name="citizenNumber" label="身份证号" hint="18位，末位可以是X。" />
      <TextField name="phone" label="电话" type="tel" example="13800138000" />
      <TextField name="employer" label="工作单位" required={false} hint="没有单位就留空。" />
      <TextField name="post" label="职务" required={false} />
      <TextField name="area" label="所在乡镇或街道" required={false} width="short" />
      <Choices
        kind="many"
        name="sourceGroups"
        label="身份（至少选一项）"
        options={asOptions(terms.sourceGroups.value)}
      />
      <Choices kind="many" name="skills" label="专长" options={asOptions(terms.skillTags.value)} />
      <LongField name="reason" label="申请理由" />
      <LongField name="experience" label="工作经历" required={false} />
      <Choices
        kind="many"
        name="declarations"
        label="本人声明（逐条念给本人听，同意的勾选）"
        options={terms.declarations.value.map(({ id, text: label }) => ({ value: id, label }))}
      />
      <p class="words quiet">{terms.consent.value.text}</p>
      <Tick
        name="consent"
        value={terms.consent.value.version}
        label="已把上面的个人信息说明念给本人，本人同意"
      />
      <FilesField
        name="files"
        label="材料扫描件"
        hint="签字的书面申请、推荐函等，一次最多10份，每份不超过20MB。"
      />
    </Form>
  </div>
);
