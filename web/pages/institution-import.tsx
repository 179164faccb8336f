import type { JSX } from 'preact';
import { z } from 'zod';
import { institutions, ok, type Result } from '../../domain/index.ts';
import { nothing, ticked } from '../fields.ts';
import { defineFile, definePage } from '../page.ts';
import { dropSheet, keepSheet, pendingSheet } from '../sheets/pending.ts';
import { readSheet, sheetFaultWords, type SheetFault } from '../sheets/read.ts';
import { writeSheet, XLSX } from '../sheets/write.ts';
import { FilesField, Form } from '../ui/form.tsx';
import { Facts, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';

const ROLES = ['clerk', 'sectionHead', 'leader'] as const;
const PURPOSE = 'institutions';
const SHOWN = 50;

const read = (bytes: Buffer): Promise<Result<readonly institutions.SheetRow[], SheetFault>> =>
  readSheet(bytes, {
    columns: institutions.IMPORT_COLUMNS,
    needed: ['名称', '类别'],
    mostRows: institutions.MOST_ROWS,
  });

interface Preview {
  readonly rows: readonly institutions.SheetRow[];
  readonly planned: readonly institutions.PlannedRow[];
  readonly counts: institutions.ImportCounts;
}

/** What the sheet that waits for this account would do; null: none waits. */
const previewFor = async (visit: Visit): Promise<Preview | null> => {
  const bytes = await pendingSheet(visit, PURPOSE);
  const sheet = bytes === null ? null : await read(bytes);
  if (sheet?.ok !== true) return null;
  const rows = sheet.value;
  return { rows, ...(await visit.ask(institutions.previewImport, { rows })) };
};

const counted = z.object({
  added: z.coerce.number().int(),
  changed: z.coerce.number().int(),
  same: z.coerce.number().int(),
  faulty: z.coerce.number().int(),
});

/** 导入机构名单: template, upload, preview, and only then the list. */
export const importInstitutionsPage = definePage({
  path: '/institutions/import',
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
    upload: form(nothing, upload),
    import: form(counted.extend({ onlyGood: ticked }), importRows),
    discard: form(nothing, async (visit) => {
      await dropSheet(visit, PURPOSE);
      return {
        kind: 'done',
        to: '/institutions/import',
        say: '已放弃这份表格，没有导入任何内容。',
      };
    }),
  }),
});

const upload = async (visit: Visit): Promise<Settled> => {
  const bytes = visit.uploads[0]?.bytes;
  if (bytes === undefined) return wrongFile('请选择要上传的表格。');
  const sheet = await read(bytes);
  if (!sheet.ok) return wrongFile(sheetFaultWords(sheet.error, institutions.MOST_ROWS));
  await keepSheet(visit, PURPOSE, bytes);
  return {
    kind: 'done',
    to: '/institutions/import',
    say: `已读到${sheet.value.length}行，还没有导入。请核对后再确认。`,
  };
};

const wrongFile = (sentence: string): Settled => ({
  kind: 'malformed',
  errors: { files: sentence },
});

const importRows = async (
  visit: Visit,
  { onlyGood, ...expect }: institutions.ImportCounts & { readonly onlyGood: boolean },
): Promise<Settled> => {
  const bytes = await pendingSheet(visit, PURPOSE);
  const sheet = bytes === null ? ok([]) : await read(bytes);
  const rows = sheet.ok ? sheet.value : [];
  const outcome = await visit.settle(
    institutions.importInstitutions,
    { rows, onlyGood, expect },
    {
      to: '/institutions',
      say: `已导入：新增${expect.added}家，更新${expect.changed}家。`,
    },
  );
  if (outcome.kind === 'done') await dropSheet(visit, PURPOSE);
  return outcome;
};

const PreviewSection = ({ preview }: { readonly preview: Preview }): JSX.Element => {
  const { planned, counts } = preview;
  const faulty = planned.filter((one) => one.kind === 'faulty');
  const good = counts.added + counts.changed;
  return (
    <Section title="核对结果">
      <Facts
        facts={[
          ['新增', `${counts.added}家`],
          ['更新', `${counts.changed}家`],
          ['没有变化', `${counts.same}家`],
          ['有问题', `${counts.faulty}行`],
        ]}
      />
      {faulty.length === 0 ? null : <Faults faulty={faulty} />}
      <Changes planned={planned} />
      {good === 0 ? null : <Confirm counts={counts} good={good} />}
      {good === 0 && faulty.length === 0 ? (
        <Notice tone="info">
          <p>名单里都已经有了，内容也一样，不需要导入。</p>
        </Notice>
      ) : null}
      <Form name="discard" submit="放弃这份表格" tone="plain" />
    </Section>
  );
};

type Faulty = Extract<institutions.PlannedRow, { kind: 'faulty' }>;

const Faults = ({ faulty }: { readonly faulty: readonly Faulty[] }): JSX.Element => (
  <>
    <Notice tone="warn">
      <p>
        有{faulty.length}行有问题。建议
        <a href="/institutions/import/faults">下载问题行</a>
        （每行写明了问题），改好后重新上传。
      </p>
    </Notice>
    <Table
      caption="有问题的行"
      rows={faulty.slice(0, SHOWN)}
      rowKey={({ line }) => String(line)}
      empty=""
      columns={[
        { head: '行', narrow: true, cell: ({ line }) => `第${line}行` },
        { head: '名称', cell: ({ row }) => row.cells.名称 },
        { head: '问题', cell: ({ why }) => why },
      ]}
    />
    {faulty.length > SHOWN ? (
      <p class="quiet">这里只列出前{SHOWN}行，其余的在下载的表格里。</p>
    ) : null}
  </>
);

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

const Confirm = ({
  counts,
  good,
}: {
  readonly counts: institutions.ImportCounts;
  readonly good: number;
}): JSX.Element => {
  const expected = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  );
  return counts.faulty === 0 ? (
    <Form name="import" submit={`导入这${good}行`} hidden={expected} />
  ) : (
    <Form
      name="import"
      submit={`只导入没有问题的${good}行`}
      tone="plain"
      hidden={{ ...expected, onlyGood: 'yes' }}
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

/** The empty sheet, every column as text, so that Excel leaves the codes alone. */
export const importTemplateFile = defineFile({
  path: '/institutions/import/template',
  roles: ROLES,
  query: nothing,
  load: async () => ({
    bytes: await writeSheet({ name: '机构名单', columns: COLUMNS, rows: BLANK_ROWS }),
    type: XLSX,
    name: '机构名单模板.xlsx',
  }),
});

/** Rows that exist keep the text format when they are filled in. */
const BLANK_ROWS = Array.from({ length: 200 }, () => COLUMNS.map(() => ''));

/** The faulty rows of the sheet that waits, each with what is wrong with it. */
export const importFaultsFile = defineFile({
  path: '/institutions/import/faults',
  roles: ROLES,
  query: nothing,
  load: async (visit) => {
    const planned = (await previewFor(visit))?.planned ?? [];
    const rows = planned.flatMap((one) =>
      one.kind === 'faulty'
        ? [[...institutions.IMPORT_COLUMNS.map((column) => one.row.cells[column]), one.why]]
        : [],
    );
    const columns = [...COLUMNS, { head: '问题', width: 60 }];
    return {
      bytes: await writeSheet({ name: '有问题的行', columns, rows }),
      type: XLSX,
      name: '机构名单有问题的行.xlsx',
    };
  },
});
