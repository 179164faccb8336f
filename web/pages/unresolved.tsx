import type { JSX } from 'preact';
import { z } from 'zod';
import { institutions, PAGE_SIZE, people, recusal, ROSTER_WORDS } from '../../domain/index.ts';
import { needed, orNull, pageNumber, recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, SelectField } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';
import { Pager, Table } from '../ui/table.tsx';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

const shape = z.object({
  person: recordId,
  version: z.coerce.number().int(),
  place: orNull(z.coerce.number().int().min(0)),
  institution: needed('请选择是哪一家机构。', 64),
});

/** What the button 不是定点医药机构 says. */
const OUTSIDE = 'outside';

/** 待核实单位: who is kept from inspections until staff say what the employer is (draw-7). */
export const unresolvedPage = definePage({
  path: '/employers',
  title: '待核实单位',
  roles: READING_ROLES,
  query: z.object({ page: pageNumber }),
  load: async (visit, { page }) => ({
    listing: await visit.ask(recusal.listUnresolved, { page }),
    options: (await visit.within((tx) => institutions.readInstitutions(tx))).map(
      ({ id, name }) => ({ value: id, label: name }),
    ),
  }),
  exportAs: (sheet) =>
    sheet({
      name: '待核实单位',
      read: (visit, _query, { page }) => visit.ask(recusal.listUnresolved, { page }),
      columns: [
        { head: '姓名', text: ({ name }) => name, width: 12 },
        { head: '名册', text: ({ rosters }) => rosterNames(rosters) },
        { head: '单位', text: ({ employment }) => employment?.unit ?? '没有登记', width: 30 },
        { head: '职务', text: ({ employment }) => employment?.post ?? '' },
        {
          head: '可能是',
          text: ({ likely }) => likely.map(({ name }) => name).join('、'),
          width: 40,
        },
      ],
    }),
  view: ({ listing, options }, { page }, { account }) => {
    const works = account.roles.some((role) => OFFICE_ROLES.includes(role));
    return (
      <>
        <p class="quiet">
          这些人的工作单位只有文字，还不知道是不是名单里的定点医药机构。核实之前，涉及被检查单位的工作一律不安排他们。
        </p>
        <Table
          caption="待核实单位"
          rows={listing.rows}
          rowKey={({ person, place }) => `${person}-${place ?? 'none'}`}
          empty="没有要核实的单位。"
          columns={[
            {
              head: '姓名',
              cell: ({ person, name }) => (works ? <a href={`/people/${person}`}>{name}</a> : name),
            },
            {
              head: '名册',
              narrow: true,
              cell: ({ rosters }) => rosterNames(rosters),
            },
            {
              head: '单位',
              cell: ({ employment, person }) => (
                <Employer employment={employment} person={works ? person : null} />
              ),
            },
            {
              head: '核实',
              cell: (row) => (works ? <Choice row={row} options={options} /> : '—'),
            },
          ]}
        />
        <Pager path="/employers" query={{}} page={page} size={PAGE_SIZE} total={listing.total} />
      </>
    );
  },
  actions: (form) => ({
    resolve: form(shape, (visit, { person, version, place, institution }) =>
      visit.settle(
        people.resolveEmployerOf,
        {
          person,
          expectVersion: version,
          place,
          institution: institution === OUTSIDE ? null : institution,
        },
        { to: '/employers', say: '已核实。以后的抽取按核实的结果办理。' },
      ),
    ),
  }),
});

const rosterNames = (rosters: recusal.UnresolvedEmployer['rosters']): string =>
  rosters.map((roster) => ROSTER_WORDS[roster].member).join('、');

interface EmployerProps {
  readonly employment: people.Employment | null;
  /** whose page it is entered on; null: for nobody who only reads */
  readonly person: string | null;
}

const Employer = ({ employment, person }: EmployerProps): JSX.Element => {
  if (employment === null)
    return (
      <>
        <span class="quiet">没有登记单位</span>
        {person === null ? null : (
          <>
            {' '}
            <a href={`/people/${person}`}>去登记</a>
          </>
        )}
      </>
    );
  const { unit, post, kind, until } = employment;
  const more = [
    kind === 'main' ? '' : people.EMPLOYMENT_KIND_WORDS[kind],
    post,
    until === null ? '' : `已于${until}离任`,
  ].filter((words) => words !== '');
  return (
    <>
      {unit}
      {more.length === 0 ? null : <span class="quiet">（{more.join('，')}）</span>}
    </>
  );
};

const Choice = ({
  row,
  options,
}: {
  readonly row: recusal.UnresolvedEmployer;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}): JSX.Element => {
  const { person, version, place, likely, employment } = row;
  const which = `${person}-${place ?? 'none'}`;
  const hidden = {
    person,
    version: String(version),
    place: place === null ? '' : String(place),
  };
  return (
    <>
      {likely.map(({ id, name }) => (
        <Form
          key={id}
          name="resolve"
          which={`${which}-${id}`}
          inline
          tone="plain"
          submit={`是${name}`}
          hidden={{ ...hidden, institution: id }}
        />
      ))}
      <Form
        name="resolve"
        which={`${which}-outside`}
        inline
        tone="plain"
        submit={employment === null ? '没有工作单位' : '不是定点医药机构'}
        hidden={{ ...hidden, institution: OUTSIDE }}
      />
      <Fold title="从名单里选" form="resolve" which={which}>
        <Form name="resolve" which={which} hidden={hidden} submit="就是这家">
          <SelectField name="institution" label="机构" empty="请选择" options={options} />
        </Form>
      </Fold>
    </>
  );
};
