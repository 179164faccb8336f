import type { JSX } from 'preact';
import { evaluation, membership, recusal, ROSTER_WORDS } from '../../domain/index.ts';
import { Badge, DayText, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Visit } from '../visit.ts';
import { staffNames } from '../names.ts';
import { Evaluations } from './evaluation-record.tsx';
import { TERM_TONES } from './member-words.ts';
import { TieWords } from './tie-words.tsx';

/** A person's terms and ties. What somebody reported is never part of it (C-01). */
export const standingOf = async (visit: Visit, person: string) => ({
  terms: await visit.within((tx) => membership.membershipsOf(tx, person)),
  ties: (await visit.ask(recusal.listTies, { person })).rows,
  evaluations: await visit.ask(evaluation.evaluationsOfPerson, { person }),
  staffName: await staffNames(visit),
});

type Facts = Awaited<ReturnType<typeof standingOf>>;

export const Standing = ({ standing }: { readonly standing: Facts }): JSX.Element => (
  <>
    <Section title="聘任与在库">
      <Table
        caption="聘任与在库"
        rows={standing.terms}
        rowKey={({ id }) => id}
        empty="还不是社会监督员，也没有入专家库。"
        columns={[
          {
            head: '名册',
            cell: ({ id, roster }) => <a href={`/members/${id}`}>{ROSTER_WORDS[roster].member}</a>,
          },
          { head: '开始', cell: ({ startsOn }) => <DayText day={startsOn} /> },
          { head: '最后一天', cell: ({ lastDay }) => <DayText day={lastDay} /> },
          {
            head: '状态',
            cell: ({ status }) => (
              <Badge tone={TERM_TONES[status]}>{membership.TERM_STATUS_WORDS[status]}</Badge>
            ),
          },
        ]}
      />
    </Section>
    {standing.evaluations.length === 0 ? null : (
      <Section title="工作评价">
        <Evaluations evaluations={standing.evaluations} />
      </Section>
    )}
    {standing.ties.length === 0 ? null : (
      <Section title="回避">
        <Table
          caption="回避"
          rows={standing.ties}
          rowKey={({ tie }) => tie.id}
          empty=""
          columns={[
            { head: '编号', narrow: true, cell: ({ tie }) => tie.number },
            { head: '机构', cell: ({ tie }) => tie.unit?.names[0] ?? '—' },
            { head: '情形', cell: ({ tie }) => recusal.TIE_KIND_WORDS[tie.kind] },
            {
              head: '说明',
              cell: (row) => <TieWords row={row} staffName={standing.staffName} />,
            },
            {
              head: '状态',
              cell: ({ tie }) =>
                tie.status === 'open' ? (
                  <Badge tone="wait">有效</Badge>
                ) : (
                  <Badge tone="done">已解除</Badge>
                ),
            },
          ]}
        />
      </Section>
    )}
  </>
);
