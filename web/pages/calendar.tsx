import { z } from 'zod';
import { deadlines, showDay, weekdayWord, type Day } from '../../domain/index.ts';
import { needed, nothing, text } from '../fields.ts';
import { readLines } from '../calendar-lines.ts';
import { definePage } from '../page.ts';
import { Form, LongField, TextField } from '../ui/form.tsx';
import { Badge, Fold, Notice, Section } from '../ui/parts.tsx';

/** 工作日历: the State Council's notice of each year; deadlines count by it. */
export const calendarPage = definePage({
  path: '/calendar',
  title: '工作日历',
  roles: ['administrator', 'clerk', 'sectionHead', 'leader', 'liaison'],
  nav: { label: '工作日历', group: 'office' },
  query: nothing,
  load: (visit) => visit.ask(deadlines.publishedYears, {}),
  view: ({ years, missing }, _query, visit) => (
    <>
      {missing === null ? null : (
        <Notice tone="warn">
          <p>
            {missing}
            年的放假安排还没有导入，跨年的期限暂按周一至周五推算。国务院办公厅一般在十一月公布，公布后请在下面导入。
          </p>
        </Notice>
      )}
      {[...years]
        .sort((a, b) => b.year - a.year)
        .map((year) => (
          <Fold
            key={year.year}
            title={`${year.year}年：放假${year.off.length}天，调休上班${year.work.length}天`}
          >
            <p>
              {year.source === 'imported' ? (
                <Badge tone="good">本单位导入</Badge>
              ) : (
                <Badge tone="plain">随软件提供</Badge>
              )}
            </p>
            <p>放假：{year.off.map(dayWords).join('、') || '无'}</p>
            <p>调休上班：{year.work.map(dayWords).join('、') || '无'}</p>
          </Fold>
        ))}
      {visit.account.roles.some((role) => role === 'administrator' || role === 'clerk') ? (
        <Section title="导入一年的放假安排">
          <Form name="import" submit="导入">
            <TextField name="year" label="年份" inputmode="numeric" width="short" example="2027" />
            <LongField
              name="off"
              label="放假的日子"
              hint="照国务院办公厅通知写，包括假期里的周末，一行一段。也可以把通知里的整句粘贴进来，调休上班的日子会自动分开。"
              example="4月3日至5日，或 2027年10月1日至10月7日，或 2027-01-01"
              rows={8}
            />
            <LongField
              name="work"
              label="调休上班的日子"
              hint="只写要上班的周六、周日。没有就留空。"
              example="2月20日、2月27日上班，或 2027-02-20"
              rows={4}
            />
          </Form>
        </Section>
      ) : null}
    </>
  ),
  actions: (form) => ({
    import: form(
      z
        .object({
          year: needed('请填写年份，例如 2027。', 4).regex(
            /^\d{4}$/,
            '年份写四个数字，例如 2027。',
          ),
          off: needed('请填写放假的日子，一行一天，例如 2027-01-01。', 3000),
          work: text(2000),
        })
        .transform(readYear),
      (visit, { year, off, work }) =>
        visit.settle(
          deadlines.importCalendarYear,
          { year, off, work },
          { to: '/calendar', say: `${year}年的放假安排已导入，期限从现在起按它计算。` },
        ),
    ),
  }),
});

/** Both fields as days; every line that cannot be read is named with its number. */
const readYear = (
  typed: { readonly year: string; readonly off: string; readonly work: string },
  context: z.RefinementCtx,
) => {
  const year = Number(typed.year);
  const off = readLines(typed.off, year, 'off');
  const work = readLines(typed.work, year, 'work');
  for (const [name, { faults }] of Object.entries({ off, work }))
    if (faults.length > 0)
      context.addIssue({ code: 'custom', path: [name], message: faultWords(faults, year) });
  return { year, off: [...off.off, ...work.off], work: [...off.work, ...work.work] };
};

const faultWords = (faults: readonly string[], year: number): string =>
  `${faults.join('；')}。请写成 ${year}年4月3日至4月5日、4月3日至5日 或 ${year}-04-03。`;

const dayWords = (day: Day): string => `${showDay(day)}（${weekdayWord(day)}）`;
