import type { JSX } from 'preact';
import { z } from 'zod';
import { evaluation } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { DayText, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import { Empty, Table } from '../ui/table.tsx';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** 履职记录: evaluations, and the facts of ZJ-17.1, 17.3 and 17.12 side by side; nothing here removes. */
export const recordPage = definePage({
  path: '/people/:person/record',
  roles: READING_ROLES,
  query: z.object({ person: recordId }),
  load: (visit, { person }) => visit.ask(evaluation.personRecord, { person }),
  title: ({ name }) => `履职记录：${name}`,
  view: ({ tasks, evaluations }, { person }, { account }) => (
    <>
      {account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
        <p class="crumbs">
          <a href={`/people/${person}`}>返回这个人的资料</a>
        </p>
      ) : null}
      <Section title="历次工作评价">
        <Evaluations evaluations={evaluations} />
      </Section>
      <Section title="履职事实">
        <Notice tone="info">
          <p>
            这里只把事实分开列出，系统不下结论，也不会自动移出任何人。
            一次迟交或缺席是否达到移出的程度，请结合原因、影响和一贯表现，由人按程序决定，做到轻重相当。
          </p>
        </Notice>
        {tasks.length === 0 ? <Empty>还没有参加过工作。没有接受的邀请不在这里。</Empty> : null}
        {tasks.map((facts) => (
          <TaskBlock key={facts.task} facts={facts} />
        ))}
      </Section>
    </>
  ),
});

/** What was said of an expert's work, with the expert's own word. */
export const Evaluations = ({
  evaluations,
}: {
  readonly evaluations: readonly evaluation.Evaluation[];
}): JSX.Element => (
  <Table
    caption="历次工作评价"
    rows={evaluations}
    rowKey={({ id }) => id}
    empty="还没有工作评价。"
    columns={[
      {
        head: '任务',
        narrow: true,
        cell: ({ task, number }) => <a href={`/work/${task}/evaluation`}>{number}</a>,
      },
      { head: '结论', narrow: true, cell: ({ level }) => level },
      { head: '勾选', narrow: true, cell: ({ ticks }) => `${ticks.length}/15` },
      { head: '意见建议', cell: ({ remarks }) => remarks },
      { head: '本人说明', cell: ({ answers }) => answers.map(({ text }) => text).join('；') },
      { head: '签批', narrow: true, cell: ({ signedAt }) => <Moment at={signedAt} /> },
    ]}
  />
);

const TIMING_WORDS: Readonly<Record<evaluation.DueFact['timing'], string>> = {
  'in-time': '按时',
  late: '超过期限',
  missing: '期限已过，没有提交',
  'still-time': '期限未到',
  unknown: '纸质合议，以笔录为准',
};

/** One task: every element by itself, each with where it comes from. */
const TaskBlock = ({ facts }: { readonly facts: evaluation.TaskFacts }): JSX.Element => {
  const away = facts.days.filter(({ kind }) => kind !== 'present');
  return (
    <div class="card">
      <h3>
        <a href={`/work/${facts.task}`}>{facts.number}</a>
      </h3>
      <Facts
        facts={[
          [
            '接受邀请',
            <span key="accepted">
              <Moment at={facts.acceptedAt} />
              {facts.enteredByStaff ? '（电话答复，工作人员登记）' : ''}
            </span>,
          ],
          ['到场', <Days key="there" days={facts.days.filter(({ kind }) => kind === 'present')} />],
          ['未到场或中途离开', <Days key="away" days={away} />],
          ['是否及时告知', away.map(toldWords).join('；') || '没有缺席'],
          ['本人说的理由', away.map(({ words }) => words?.reason ?? '').join('；') || '没有'],
          ['对工作进度的影响', away.map(effectWords).join('；') || '没有'],
          ['按期提交意见', <Dues key="dues" dues={facts.dues} />],
          [
            '事后发现的回避情形',
            facts.missedRecusals === 0
              ? '没有'
              : `有${facts.missedRecusals}项，工作之后才登记，是否应当主动回避由人判断`,
          ],
        ]}
      />
    </div>
  );
};

const toldWords = ({ told, words }: evaluation.Attendance): string =>
  told === null
    ? ''
    : `${evaluation.TOLD_WORDS[told]}${
        words === null || words.toldAt === '' ? '' : `（${words.toldAt}）`
      }`;

const effectWords = ({ affected, words }: evaluation.Attendance): string =>
  affected
    ? `有影响${words === null || words.effect === '' ? '' : `：${words.effect}`}`
    : '没有影响';

const Days = ({ days }: { readonly days: readonly evaluation.Attendance[] }): JSX.Element =>
  days.length === 0 ? (
    <span class="quiet">没有</span>
  ) : (
    <>
      {days.map(({ id, day, kind }) => (
        <div key={id}>
          <DayText day={day} /> {evaluation.ATTENDANCE_WORDS[kind]}
        </div>
      ))}
    </>
  );

const Dues = ({ dues }: { readonly dues: readonly evaluation.DueFact[] }): JSX.Element =>
  dues.length === 0 ? (
    <span class="quiet">没有要求提交的意见</span>
  ) : (
    <>
      {dues.map(({ round, givenAt, timing }) => (
        <div key={round.id}>
          {round.title}：{TIMING_WORDS[timing]}，期限 <Moment at={round.dueAt} />
          {givenAt === null ? null : (
            <>
              ，提交 <Moment at={givenAt} />
            </>
          )}
        </div>
      ))}
    </>
  );
