import { z } from 'zod';
import { clues, dayFrom } from '../../domain/index.ts';
import { needed, nothing, text, ticked } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FilesField, Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { settled } from '../visit.ts';
import { COUNTER_SOURCES } from './clue-words.ts';
import { CASE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

/** 登记线索: for somebody who phones, visits or writes; same numbering (C-10). */
export const newCluePage = definePage({
  path: '/clues/new',
  title: '登记线索',
  roles: CASE_ROLES,
  takes: 'evidence',
  query: nothing,
  load: () => Promise.resolve({}),
  view: () => (
    <>
      <p class="crumbs">
        <a href="/clues">返回线索列表</a>
      </p>
      <div class="card">
        <Form name="enter" submit="登记" files>
          <Choices kind="one" name="source" label="来源" options={COUNTER_SOURCES} />
          <SelectField
            name="subjectKind"
            label="反映的对象属于"
            hint="反映医保部门或其工作人员的，登记后只有纪检人员能看到，您自己也看不到。"
            empty="请选择"
            options={clues.SUBJECT_KINDS.map((value) => ({
              value,
              label: clues.SUBJECT_WORDS[value],
            }))}
          />
          <TextField name="subject" label="反映的对象" example="某某大药房（东街店）" />
          <TextField
            name="time"
            label="时间"
            hint="照反映人的原话写，不确定也可以。"
            example="9月下旬，或 前天上午十点半"
          />
          <TextField name="place" label="地点" example="东城街道府前路12号" width="long" />
          <LongField name="event" label="经过" rows={6} hint="谁、做了什么、怎么发现的。" />
          <TextField
            name="contact"
            label="怎样联系反映人"
            required={false}
            hint="单独加密保存，办理线索的人看不到。"
          />
          <FilesField
            name="files"
            label="证据材料"
            hint="扫描件、照片、录音或视频，一次最多10份，每份不超过20MB。"
          />
          <Tick name="marked" label="重大情况：登记后马上提醒联络员" />
        </Form>
      </div>
    </>
  ),
  actions: (form) => ({
    enter: form(
      z.object({
        source: z.enum(['phone', 'visit', 'letter'], {
          error: '请选择来源：来电、来访还是来信。',
        }),
        subjectKind: z.enum(clues.SUBJECT_KINDS, { error: '请选择反映的对象属于哪一类。' }),
        subject: needed('请写明反映的对象，例如 某某大药房。', 300),
        time: needed('请写明时间，例如 9月下旬。', 200).superRefine(questionDay),
        place: needed('请写明地点，例如 东城街道府前路12号。', 300),
        event: needed('请写明经过，至少4个字。', 4000),
        contact: text(200),
        marked: ticked,
      }),
      async (visit, { source, contact, marked, time, ...body }) => {
        const pieces = await keepScans(visit);
        const outcome = await visit.perform(clues.enterClue, {
          source,
          contact,
          marked,
          body: { ...body, time: { words: time, understood: '' } },
          evidence: pieces.map(({ id }) => id),
        });
        const entered = outcome.kind === 'done' ? reportedIn(outcome.events) : null;
        await settleScans(visit, pieces, entered?.clue ?? null);
        const say = `线索已登记，编号${entered?.number ?? ''}。请把编号告诉反映人，方便以后查询进度。`;
        return settled(outcome, { to: '/clues', say });
      },
    ),
  }),
});

/** The reporter's own words stand, but a day that no calendar has was misheard or mistyped. */
const questionDay = (words: string, context: z.RefinementCtx): void => {
  for (const [said, month, date] of words.normalize('NFKC').matchAll(DAY_OF_YEAR)) {
    // a leap year: 29 February may be meant
    if (dayFrom(2024, Number(month), Number(date ?? 1)) === null)
      context.addIssue({
        code: 'custom',
        message: `没有“${said}”这一天，请问清楚再写，例如 5月13日上午；说不准就写“5月中旬”。`,
      });
  }
};

const DAY_OF_YEAR = /(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号]?(?!\d))?/g;

const reportedIn = (events: readonly clues.CluesEvent[]) =>
  events.find((event) => event.type === 'clues.reported') ?? null;
