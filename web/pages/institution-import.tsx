import type { JSX } from 'preact';
import { z } from 'zod';
import { institutions } from '../../domain/index.ts';
import { nothing, ticked } from '../fields.ts';
import { defineFile, definePage } from '../page.ts';
import {
  discardSheet,
  faultsFile,
  importWaiting,
  templateFile,
  uploadSheet,
  waitingRows,
  type SheetImport,
} from '../sheets/import.ts';
import { SheetPreview, SHOWN } from '../sheets/preview.tsx';
import { FilesField, Form } from '../ui/form.tsx';
import { Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';

const ROLES = ['clerk', 'sectionHead', 'leader'] as const;
const PATH = '/institutions/import';

const SHEET: SheetImport<institutions.ImportColumn> = {
  purpose: 'institutions',
  wanted: {
    columns: institutions.IMPORT_COLUMNS,
    needed: ['名称', '类别'],
    mostRows: institutions.MOST_ROWS,
  },
  to: PATH,
};

interface Preview {
  readonly rows: readonly institutions.SheetRow[];
  readonly planned: readonly institutions.PlannedRow[];
  readonly counts: institutions.ImportCounts;
}

/** What the sheet that waits for this account would do; null: none waits. */
const previewFor = async (visit: Visit): Promise<Preview | null> => {
  const rows = await waitingRows(visit, SHEET);
  return rows === null
    ? null
    : { rows, ...(await visit.ask(institutions.previewImport, { rows })) };
};

const counted = z.object({
  added: z.coerce.number().int(),
  changed: z.coerce.number().int(),
  same: z.coerce.number().int(),
  faulty: z.coerce.number().int(),
});

/** 导入机构名单: template, upload, preview, and only then the list. */
export const importInstitutionsPage = definePage({
  path: PATH,
  title: '导入机构名单',
  roles: ROLES,
  takes: 'sheet',
  query: nothing,
  load: async (visit) => ({ preview: await previewFor(visit) }),
  view: ({ preview }) => (
    <>
      <p class="crumbs">
        <a href="/institutions">返回机构列表</a>
      </p>
      {preview === null ? null : <PreviewSection preview={preview} />}
      <Section title={preview === null ? '上传表格' : '重新上传'}>
        <p>
          请先<a href="/institutions/import/template">下载模板</a>
          ，在表头下面一行填一家，一次最多{institutions.MOST_ROWS}
          家。上传后先核对，确认了才导入。
        </p>
        <p class="quiet">
          已有的机构按名称对上；空着的格子表示不改，不会删掉原来的内容。改了名的机构，请把原名填进“曾用名”。
        </p>
        <Form name="upload" submit="上传并核对" files tone={preview === null ? 'main' : 'plain'}>
          <FilesField name="files" label="机构名单" sheet hint="“.xlsx”格式，不超过5MB。" />
        </Form>
      </Section>
    </>
  ),
  actions: (form) => ({
    upload: form(nothing, (visit) => uploadSheet(visit, SHEET)),
    import: form(counted.extend({ onlyGood: ticked }), importRows),
    discard: form(nothing, (visit) => discardSheet(visit, SHEET)),
  }),
});

const importRows = (
  visit: Visit,
  { onlyGood, ...expect }: institutions.ImportCounts & { readonly onlyGood: boolean },
): Promise<Settled> =>
  importWaiting(visit, SHEET, (rows) =>
    visit.settle(
      institutions.importInstitutions,
      { rows, onlyGood, expect },
      {
        to: '/institutions',
        say: `已导入：新增${expect.added}家，更新${expect.changed}家。`,
      },
    ),
  );

const PreviewSection = ({ preview }: { readonly preview: Preview }): JSX.Element => {
  const { planned, counts } = preview;
  const good = counts.added + counts.changed;
  return (
    <SheetPreview
      counts={{ ...counts }}
      facts={[
        ['新增', `${counts.added}家`],
        ['更新', `${counts.changed}家`],
        ['没有变化', `${counts.same}家`],
      ]}
      good={good}
      faulty={planned.flatMap((one) =>
        one.kind === 'faulty' ? [{ line: one.line, name: one.row.cells.名称, why: one.why }] : [],
      )}
      head="名称"
      path={PATH}
      words={{
        all: `导入这${good}行`,
        onlyGood: `只导入没有问题的${good}行`,
        nothing: '名单里都已经有了，内容也一样，不需要导入。',
      }}
    >
      <Changes planned={planned} />
    </SheetPreview>
  );
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: '名称',
  popularNames: '俗称',
  formerNames: '曾用名',
  creditCode: '统一社会信用代码',
  legalEntity: '所属法人',
  group: '所属集团或医共体',
  kind: '类别',
  area: '地区',
};

const Changes = ({
  planned,
}: {
  readonly planned: readonly institutions.PlannedRow[];
}): JSX.Element | null => {
  const changed = planned.filter((one) => one.kind === 'changed');
  if (changed.length === 0) return null;
  return (
    <Table
      caption="要更新的机构"
      rows={changed.slice(0, SHOWN)}
      rowKey={({ institution }) => institution}
      empty=""
      columns={[
        { head: '行', narrow: true, cell: ({ line }) => `第${line}行` },
        {
          head: '名称',
          cell: ({ institution, details }) => (
            <a href={`/institutions/${institution}`}>{details.name}</a>
          ),
        },
        {
          head: '更新',
          cell: ({ fields }) => fields.map((field) => FIELD_WORDS[field] ?? field).join('、'),
        },
      ]}
    />
  );
};

const WIDTHS: Readonly<Record<institutions.ImportColumn, number>> = {
  名称: 36,
  类别: 10,
  统一社会信用代码: 24,
  所属法人代码: 24,
  所属集团或医共体: 28,
  俗称: 28,
  曾用名: 28,
  地区: 16,
};
const COLUMNS = institutions.IMPORT_COLUMNS.map((head) => ({ head, width: WIDTHS[head] }));

const FILE = '机构名单';

export const importTemplateFile = defineFile({
  path: '/institutions/import/template',
  roles: ROLES,
  query: nothing,
  load: () => templateFile(COLUMNS, { sheet: FILE, file: FILE }),
});

export const importFaultsFile = defineFile({
  path: '/institutions/import/faults',
  roles: ROLES,
  query: nothing,
  load: async (visit) => {
    const planned = (await previewFor(visit))?.planned ?? [];
    const faulty = planned.filter((one) => one.kind === 'faulty');
    return faultsFile(COLUMNS, { faulty, file: FILE });
  },
});
