import { z } from 'zod';
import { publicity, type DomainEvent } from '../../domain/index.ts';
import { needed, nothing, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { FilesField, Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Notice } from '../ui/parts.tsx';
import { settled } from '../visit.ts';
import { COUNTER_SOURCES } from './clue-words.ts';
import { CASE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

const EVERYBODY = 'all';

/** 登记异议: for somebody who phones, visits or writes; same numbering (C-10). */
export const newObjectionPage = definePage({
  path: '/objections/new',
  title: '登记异议',
  roles: CASE_ROLES,
  takes: 'evidence',
  query: nothing,
  load: (visit) => visit.ask(publicity.shownCandidates, {}),
  view: (shown) => (
    <>
      <p class="crumbs">
        <a href="/objections">返回异议列表</a>
      </p>
      {shown.length === 0 ? (
        <Notice tone="info">
          <p>现在没有正在公示的人选，不能登记异议。反映其他问题请登记线索。</p>
        </Notice>
      ) : (
        <div class="card">
          <Form name="enter" submit="登记" files>
            <Choices kind="one" name="source" label="来源" options={COUNTER_SOURCES} />
            <SelectField
              name="about"
              label="对哪一名人选"
              empty="请选择"
              options={[
                ...shown.map(({ publicity: period, application, name, unit, number }) => ({
                  value: `${period}:${application}`,
                  label: `${name}（${unit === '' ? number : unit}）`,
                })),
                ...periodsIn(shown).map(([period, number]) => ({
                  value: `${period}:${EVERYBODY}`,
                  label: `没有指明，或${number}的全部人选`,
                })),
              ]}
            />
            <LongField name="text" label="异议内容" rows={5} hint="照提出人的原话写。" />
            <TextField
              name="name"
              label="提出人姓名"
              required={false}
              hint="单独加密保存，只给处理的人看。"
            />
            <TextField name="contact" label="怎样联系提出人" required={false} />
            <FilesField name="files" label="材料" hint="扫描件或照片，每份不超过20MB。" />
          </Form>
        </div>
      )}
    </>
  ),
  actions: (form) => ({
    enter: form(
      z.object({
        source: z.enum(['phone', 'visit', 'letter'], {
          error: '请选择来源：来电、来访还是来信。',
        }),
        about: z.string().regex(/^[\w-]{1,64}:[\w-]{1,64}$/, '请选择对哪一名人选有异议。'),
        text: needed('请写明异议的内容，至少4个字。', 4000),
        name: text(50),
        contact: text(100),
      }),
      async (visit, { about, ...body }) => {
        const [period = '', one = ''] = about.split(':');
        const application = one === EVERYBODY ? null : one;
        const kept = await keepScans(visit);
        const scans = kept.map(({ id }) => id);
        const input = { publicity: period, application, scans, ...body };
        const outcome = await visit.perform(publicity.enterObjection, input);
        const entered = outcome.kind === 'done' ? objectedIn(outcome.events) : null;
        await settleScans(visit, kept, entered?.objection ?? null);
        const say = `异议已登记，编号${entered?.number ?? ''}。请把编号告诉提出人，并告知处理后会答复。`;
        return settled(outcome, { to: '/objections', say });
      },
    ),
  }),
});

const periodsIn = (
  shown: readonly publicity.ShownCandidate[],
): readonly (readonly [id: string, number: string])[] => [
  ...new Map(shown.map(({ publicity: id, period }) => [id, period])),
];

interface Objected extends DomainEvent {
  readonly objection: string;
  readonly number: string;
}

const objectedIn = (events: readonly DomainEvent[]): Objected | null =>
  events.find((event): event is Objected => event.type === 'publicity.objected') ?? null;
