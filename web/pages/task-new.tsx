import type { JSX } from 'preact';
import { z } from 'zod';
import { draws, institutions, membership, staff } from '../../domain/index.ts';
import { clockTime, day, many, needed, nothing, orNull, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Group } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField, type Option } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import { InstitutionPicker, isLookedUp, NOT_LOOKED_UP } from './institution-picker.tsx';
import { ARRANGING_ROLES } from './tasks.tsx';

const NEED = 'need-';
const ALTERNATES = 'alternates-';

/** Looked at even when other fields are wrong: every fault is named at once. */
const wantsExperts = (typed: object): boolean =>
  Object.entries(typed).some(
    ([name, value]) => name.startsWith(NEED) && !['', '0'].includes(String(value).trim()),
  );

const shape = z
  .object({
    type: needed('请选择工作类型。', 40),
    institutions: many(recordId),
    words: text(1000),
    firstDay: day,
    lastDay: orNull(day),
    assembleAt: clockTime,
    place: needed('请填写集合地点，例如 市医保局三楼会议室。', 100),
    leaderPhone: text(30),
    note: text(500),
    secondAccount: orNull(recordId),
    teams: text(2),
    requestedBy: text(60),
  })
  .catchall(z.unknown());

/** Only some types of work need none. */
const namesInstitution =
  (free: readonly string[]) =>
  (typed: object): boolean => {
    const { type, institutions, words } = typed as Partial<Record<string, unknown>>;
    const listed = Array.isArray(institutions) && institutions.length > 0;
    const written = typeof words === 'string' && words.trim() !== '';
    return listed || written || free.includes(String(type));
  };

const shapeFor = (visit: Visit) => {
  const free = ruling(visit).types.filter(({ needsInstitution }) => !needsInstitution);
  return shape
    .refine(wantsExperts, {
      path: ['need'],
      error: '请填写需要几位专家，至少一个类别填1。',
      when: () => true,
    })
    .refine(namesInstitution(free.map(({ name }) => name)), {
      path: ['institutions'],
      error: '请选择被检查单位，或在“名单以外的单位”里写明。',
      when: () => true,
    })
    .refine(isLookedUp, NOT_LOOKED_UP);
};
type Typed = z.output<typeof shape>;

/** 登记任务: which work, when, where to assemble, how many experts of which category. */
export const newTaskPage = definePage({
  path: '/tasks/new',
  title: '登记任务',
  roles: ARRANGING_ROLES,
  query: nothing,
  load: async (visit) => ({
    ...ruling(visit),
    list: await visit.within((tx) => institutions.readInstitutions(tx)),
    colleagues: (await visit.ask(staff.listAccounts, {}))
      .filter(({ id, disabled }) => !disabled && id !== visit.account.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  }),
  view: ({ types, categories, list, colleagues }) => (
    <>
      <p class="crumbs">
        <a href="/tasks">返回任务列表</a>
      </p>
      {categories.length === 0 ? (
        <Empty>本单位的管理办法没有设专家库，不能抽取专家。</Empty>
      ) : (
        <TaskForm types={types} categories={categories} list={list} colleagues={colleagues} />
      )}
    </>
  ),
  actions: (form, here) => ({
    enter: form(shapeFor(here), (visit, body) =>
      visit.settle(draws.enterDrawTask, inputOf(body, visit), {
        to: (events) => {
          const [event] = events;
          return event.type === 'draws.task-entered' ? `/tasks/${event.task}` : '/tasks';
        },
        say: '任务已登记。核对无误后，在下面抽取专家。',
      }),
    ),
  }),
});

const ruling = (visit: Visit) => {
  const bureau = visit.app.bureaus.get(visit.bureau);
  return {
    types: bureau?.section(draws.DRAWS).draws.taskTypes.value ?? [],
    categories: bureau?.section(membership.MEMBERSHIP).rosters.experts?.categories.value ?? [],
  };
};

/** Numbers by category as typed under one prefix; blanks and zeros are none. */
const seatsIn = (body: Typed, prefix: string, visit: Visit): Record<string, string> =>
  Object.fromEntries(
    ruling(visit).categories.flatMap((category) => {
      const typed = body[prefix + category];
      return typeof typed === 'string' && !['', '0'].includes(typed.trim())
        ? [[category, typed.trim()]]
        : [];
    }),
  );

const inputOf = (body: Typed, visit: Visit) => {
  const { type, firstDay, lastDay, assembleAt, place, leaderPhone, note, secondAccount } = body;
  return {
    ...{ type, firstDay, lastDay, assembleAt, place, leaderPhone, note, secondAccount },
    institutions: body.institutions,
    words: body.words
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    need: seatsIn(body, NEED, visit),
    alternates: seatsIn(body, ALTERNATES, visit),
    teams: body.teams === '' ? '1' : body.teams,
    requestedBy: body.requestedBy,
  };
};

interface Props {
  readonly types: readonly {
    readonly name: string;
    readonly institutionTold: draws.InstitutionTold;
  }[];
  readonly categories: readonly string[];
  readonly list: readonly institutions.Institution[];
  readonly colleagues: readonly Option[];
}

const TaskForm = ({ types, categories, list, colleagues }: Props): JSX.Element => (
  <div class="card">
    <Form name="enter" submit="登记任务">
      <SelectField
        name="type"
        label="工作类型"
        empty="请选择"
        options={types.map(({ name, institutionTold }) => ({
          value: name,
          label: `${name}（被检查单位：${draws.INSTITUTION_TOLD_WORDS[institutionTold]}）`,
        }))}
      />
      <Group name="need" label="需要的专家人数（不需要的类别留空）">
        <div class="numbers">
          {categories.map((category) => (
            <TextField
              key={category}
              name={NEED + category}
              label={category}
              inputmode="numeric"
              width="short"
            />
          ))}
        </div>
      </Group>
      <Extras categories={categories} />
      <TextField name="firstDay" label="日期" type="date" width="short" />
      <TextField
        name="lastDay"
        label="最后一天"
        type="date"
        width="short"
        required={false}
        hint="只有一天就留空。"
      />
      <TextField name="assembleAt" label="集合时间" width="short" example="09:00" />
      <TextField
        name="place"
        label="集合地点"
        width="long"
        hint="不要写被检查单位的名称，邀请时专家会看到。"
        example="市医保局三楼会议室"
      />
      <InstitutionPicker
        label="被检查单位（加密保存，告知前只有登记人和另一位知情人能看）"
        list={list}
      />
      <LongField name="words" label="名单以外的单位" required={false} hint="一行一个。" rows={2} />
      <SelectField
        name="secondAccount"
        label="另一位知情人"
        required={false}
        empty="没有"
        options={colleagues}
      />
      <TextField name="leaderPhone" label="带队人电话" required={false} width="short" type="tel" />
      <LongField
        name="note"
        label="要带的东西和说明"
        required={false}
        hint="告知被检查单位时一起告诉专家。"
        rows={3}
      />
    </Form>
  </div>
);

/** Asked for now and then. */
const Extras = ({ categories }: Pick<Props, 'categories'>): JSX.Element => (
  <Fold title="递补、分组和代请单位（可不填）">
    <Group name="alternates" label="希望另有几名递补（不够时只提醒，不影响抽取）">
      <div class="numbers">
        {categories.map((category) => (
          <TextField
            key={category}
            name={ALTERNATES + category}
            label={`${category}递补`}
            inputmode="numeric"
            width="short"
            required={false}
          />
        ))}
      </div>
    </Group>
    <TextField
      name="teams"
      label="分成几组"
      inputmode="numeric"
      width="short"
      required={false}
      hint="只有一组就留空。"
    />
    <TextField
      name="requestedBy"
      label="代哪个单位抽取"
      required={false}
      hint="县（区）医保局来函借用专家时填写。"
    />
  </Fold>
);
