import type { JSX } from 'preact';
import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { dayOf, publicity, ROSTER_WORDS } from '../../domain/index.ts';
import { many, nothing, recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form } from '../ui/form.tsx';
import { Badge, Facts, Fold, Moment, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { settled } from '../visit.ts';
import { FORMATS, FORMAT_WORDS } from './publicity-exports.ts';
import { Placements, placementShape } from './publicity-placements.tsx';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';

const BECAUSE = { left: '已不在聘', consent: '已撤回公开的同意' } as const;

/** 一份公开的名单: its files, where it stands, and who must come off it (GP-6.4b). */
export const rosterPublicationPage = definePage({
  path: '/roster-publications/:publication',
  roles: CASE_ROLES,
  query: z.object({ publication: recordId }),
  load: async (visit, { publication }) => {
    const view = await visit.ask(publicity.oneRosterPublication, { publication });
    if (view === null) return null;
    return { view, pieces: await visit.within((tx) => adoptedBy(tx, publication)) };
  },
  title: ({ view }) => `公开名单 ${view.publication.number}`,
  view: ({ view, pieces }, _query, { account, now }) => {
    const { publication } = view;
    const at = `/roster-publications/${publication.id}`;
    const standing = publication.takenDownAt === null;
    const works = standing && account.roles.some((role) => OFFICE_ROLES.includes(role));
    return (
      <>
        <p class="crumbs">
          <a href="/roster-publications">返回名单公开</a>
        </p>
        <Outdated view={view} works={works} />
        <Summary publication={publication} />
        {works ? <Files at={at} /> : null}
        <Rows view={view} />
        <Placements
          at={at}
          placements={publication.placements}
          pieces={pieces}
          works={works}
          today={dayOf(now)}
        />
        {works ? (
          <Fold title="整份名单已撤下" form="down">
            <p>名单已经从所有发布的地方撤下后，在这里登记。登记后不能再下载这份名单。</p>
            <Form name="down" submit="登记整份撤下" tone="danger" />
          </Fold>
        ) : null}
      </>
    );
  },
  actions: (form) => ({
    place: form(placementShape, async (visit, body, { publication }) => {
      const kept = await keepScans(visit);
      const input = { publication, ...body, scans: kept.map(({ id }) => id) };
      const outcome = await visit.perform(publicity.noteRosterPlacement, input);
      await settleScans(visit, kept, outcome.kind === 'done' ? publication : null);
      const to = `/roster-publications/${publication}`;
      return settled(outcome, { to, say: '发布情况已登记。' });
    }),
    off: form(
      z.object({
        persons: many(recordId).refine((persons) => persons.length > 0, {
          message: '请勾选已经从发布的名单里去掉的人。',
        }),
      }),
      (visit, { persons }, { publication }) =>
        visit.settle(
          publicity.takeDownRoster,
          { publication, persons },
          { to: `/roster-publications/${publication}`, say: '已登记撤下。' },
        ),
    ),
    down: form(nothing, (visit, _body, { publication }) =>
      visit.settle(
        publicity.takeDownRoster,
        { publication },
        { to: `/roster-publications/${publication}`, say: '已登记整份名单撤下。' },
      ),
    ),
  }),
});

interface ViewProps {
  readonly view: publicity.ListView;
}

const Outdated = ({ view, works }: ViewProps & { readonly works: boolean }): JSX.Element | null => {
  if (view.outdated.length === 0) return null;
  return (
    <Section title="需撤下">
      <Notice tone="warn">
        <p>
          下面的人不能再公开。请重新下载名单替换发布的内容，或从发布的地方去掉他们，再登记撤下。
        </p>
      </Notice>
      {works ? (
        <Form name="off" submit="登记已撤下">
          <Choices
            kind="many"
            name="persons"
            label="已经去掉的人"
            options={view.outdated.map(({ person, name, because }) => ({
              value: person,
              label: `${name}（${BECAUSE[because]}）`,
            }))}
          />
        </Form>
      ) : (
        <ul>
          {view.outdated.map(({ person, name, because }) => (
            <li key={person}>
              {name}（{BECAUSE[because]}）
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const Summary = ({ publication }: Pick<publicity.ListView, 'publication'>): JSX.Element => (
  <Section title="名单">
    <Facts
      facts={[
        [
          '状态',
          publication.takenDownAt === null ? (
            <Badge key="state" tone="good">
              公开中
            </Badge>
          ) : (
            <Badge key="state" tone="done">
              已撤下
            </Badge>
          ),
        ],
        ['名单', ROSTER_WORDS[publication.roster].roster],
        [
          '公开的内容',
          publication.fields.map((field) => publicity.PUBLISH_FIELD_WORDS[field]).join('、'),
        ],
        ['公开时间', <Moment key="at" at={publication.publishedAt} />],
        ['公开时人数', `${publication.persons.length}人`],
        ['整份撤下时间', <Moment key="down" at={publication.takenDownAt} />],
      ]}
    />
  </Section>
);

const Files = ({ at }: { readonly at: string }): JSX.Element => (
  <Section title="下载">
    <ul>
      {FORMATS.map((format) => (
        <li key={format}>
          <a href={`${at}/list.${format}`}>下载{FORMAT_WORDS[format]}</a>
        </li>
      ))}
    </ul>
  </Section>
);

const Rows = ({ view }: ViewProps): JSX.Element => (
  <Section title="现在可以公开的人">
    <Table
      caption="现在可以公开的人"
      rows={view.rows}
      rowKey={({ id }) => id}
      empty="没有可以公开的人。"
      columns={view.publication.fields.map((field) => ({
        head: publicity.PUBLISH_FIELD_WORDS[field],
        cell: ({ values }: publicity.PublicRow) => values[field],
      }))}
    />
  </Section>
);
