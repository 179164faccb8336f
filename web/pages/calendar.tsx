import { z } from 'zod';
import { deadlines, showDay, weekdayWord, type Day } from '../../domain/index.ts';
import { needed, nothing, text } from '../fields.ts';
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
              hint="一行一天，包括假期里的周末。一段连续的日子可以写成 2027-10-01 至 2027-10-07。"
              example="2027-01-01"
              rows={8}
            />
            <LongField
              name="work"
              label="调休上班的日子"
              hint="一行一天，只写要上班的周六、周日。没有就留空。"
              example="2027-02-20"
              rows={4}
            />
          </Form>
        </Section>
      ) : null}
    </>
  ),
  actions: (form) => ({
    import: form(
      z.object({
        year: needed('请填写年份，例如 2027。', 4),
        off: needed('请填写放假的日子，一行一天，例如 2027-01-01。', 3000),
        work: text(2000),
      }),
      (visit, { year, off, work }) =>
        visit.settle(
          deadlines.importCalendarYear,
          { year, off: daysOf(off), work: daysOf(work) },
          { to: '/calendar', say: `${year}年的放假安排已导入，期限从现在起按它计算。` },
        ),
    ),
  }),
});

const dayWords = (day: Day): string => `${showDay(day)}（${weekdayWord(day)}）`;

const A_DAY = 86_400_000;

/** Lines of days; `A 至 B` is every day from A to B. What is no day is left for the action to refuse. */
const daysOf = (typed: string): string[] =>
  typed
    .split(/[\n,，、;；]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const span = /^(\d{4}-\d{2}-\d{2})\s*(?:至|到|~|—+)\s*(\d{4}-\d{2}-\d{2})$/.exec(line);
      const from = Date.parse(span?.[1] ?? '');
      const days = (Date.parse(span?.[2] ?? '') - from) / A_DAY;
      if (!Number.isInteger(days) || days < 0 || days > 60) return [line];
      return Array.from({ length: days + 1 }, (_one, index) =>
        new Date(from + index * A_DAY).toISOString().slice(0, 10),
      );
    });
