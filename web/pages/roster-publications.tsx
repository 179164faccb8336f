import type { JSX } from 'preact';
import { z } from 'zod';
import {
  PAGE_SIZE,
  publicity,
  ROSTER_WORDS,
  ROSTERS,
  type DomainEvent,
} from '../../domain/index.ts';
import { instantWords } from '../export.ts';
import { many, pageNumber } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form } from '../ui/form.tsx';
import { Badge, Moment, Section } from '../ui/parts.tsx';
import { Pager, Table } from '../ui/table.tsx';
import { CASE_ROLES } from './roles.ts';

/** 名单公开: of those who agreed, and what must be taken down (GP-6.4b). */
export const rosterPublicationsPage = definePage({
  path: '/roster-publications',
  title: '名单公开',
  roles: CASE_ROLES,
  nav: { label: '名单公开', group: 'selection' },
  query: z.object({ page: pageNumber }),
  load: async (visit, { page }) => ({
    listing: await visit.ask(publicity.listRosterPublications, { page }),
    rosters: await visit.ask(publicity.publishableRosters, {}),
  }),
  view: ({ listing, rosters }, { page }, { account }) => {
    const decides = account.roles.some((role) => role === 'sectionHead' || role === 'leader');
    return (
      <>
        {decides ? <Publish rosters={rosters} /> : null}
        <Section title="公开记录">
          <Table
            caption="公开记录"
            rows={listing.rows}
            rowKey={({ publication }) => publication.id}
            empty="还没有公开过名单。由科室负责人或分管领导公开后，会出现在这里。"
            columns={[
              {
                head: '编号',
                narrow: true,
                cell: ({ publication: { id, number } }) => (
                  <a href={`/roster-publications/${id}`}>{number}</a>
                ),
              },
              {
                head: '名单',
                cell: ({ publication }) => ROSTER_WORDS[publication.roster].roster,
              },
              { head: '人数', narrow: true, cell: ({ publication }) => publication.persons.length },
              {
                head: '公开时间',
                narrow: true,
                cell: ({ publication }) => <Moment at={publication.publishedAt} />,
              },
              { head: '状态', cell: (row) => <State row={row} /> },
            ]}
          />
          <Pager
            path="/roster-publications"
            query={{}}
            page={page}
            size={PAGE_SIZE}
            total={listing.total}
          />
        </Section>
      </>
    );
  },
  exportAs: (sheet) =>
    sheet({
      name: '名单公开记录',
      read: (visit, _query, { page }) => visit.ask(publicity.listRosterPublications, { page }),
      columns: [
        { head: '编号', text: ({ publication }) => publication.number },
        { head: '名单', text: ({ publication }) => ROSTER_WORDS[publication.roster].roster },
        { head: '人数', text: ({ publication }) => String(publication.persons.length) },
        { head: '公开时间', text: ({ publication }) => instantWords(publication.publishedAt) },
        { head: '撤下时间', text: ({ publication }) => instantWords(publication.takenDownAt) },
        { head: '需撤下人数', text: ({ outdated }) => String(outdated) },
      ],
    }),
  actions: (form) => ({
    publish: form(
      z.object({
        roster: z.enum(ROSTERS),
        fields: many(z.enum(publicity.PUBLISH_FIELDS)).refine((fields) => fields.length > 0, {
          message: '请至少选择一项公开的内容。',
        }),
      }),
      (visit, body) =>
        visit.settle(publicity.publishRoster, body, {
          to: (events) => `/roster-publications/${publicationIn(events)}`,
          say: '名单已生成。请下载后发布，再登记发布情况。',
        }),
    ),
  }),
});

const publicationIn = ([event]: readonly DomainEvent[]): string => {
  const found = z.object({ publication: z.string() }).safeParse(event);
  return found.success ? found.data.publication : '';
};

const State = ({ row }: { readonly row: publicity.ListRow }): JSX.Element => {
  if (row.publication.takenDownAt !== null) return <Badge tone="done">已撤下</Badge>;
  if (row.outdated > 0) return <Badge tone="bad">需撤下{row.outdated}人</Badge>;
  return <Badge tone="good">公开中</Badge>;
};

const Publish = ({
  rosters,
}: {
  readonly rosters: readonly publicity.Publishable[];
}): JSX.Element => (
  <Section title="公开一份名单">
    {rosters.map(({ roster, fields, members, consenting }) =>
      consenting === 0 ? (
        <p key={roster} class="quiet">
          {ROSTER_WORDS[roster].roster}：在聘{members}人，没有人同意公开，没有可以公开的名单。
        </p>
      ) : (
        <Form
          key={roster}
          name="publish"
          which={roster}
          submit={`生成${ROSTER_WORDS[roster].roster}名单`}
          hidden={{ roster }}
        >
          <p>
            {ROSTER_WORDS[roster].roster}：在聘{members}人，其中{consenting}
            人同意公开。没有同意的人不会出现在名单里。
          </p>
          <Choices
            kind="many"
            name="fields"
            label="公开哪些内容"
            hint="只列出管理办法允许公开的内容。"
            chosen={fields}
            options={fields.map((value) => ({
              value,
              label: publicity.PUBLISH_FIELD_WORDS[value],
            }))}
          />
        </Form>
      ),
    )}
  </Section>
);
