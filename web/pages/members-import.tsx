import { z } from 'zod';
import {
  membership,
  ok,
  ROSTERS,
  ROSTER_WORDS,
  type Result,
  type Roster,
} from '../../domain/index.ts';
import { ticked, nothing } from '../fields.ts';
import { defineFile, definePage } from '../page.ts';
import { dropSheet, keepSheet, pendingSheet } from '../sheets/pending.ts';
import { readSheet, sheetFaultWords, type SheetFault } from '../sheets/read.ts';
import { writeSheet, XLSX } from '../sheets/write.ts';
import { FilesField, Form } from '../ui/form.tsx';
import { Section } from '../ui/parts.tsx';
import type { Settled, Visit } from '../visit.ts';
import { pathOf, PreviewSection, type Preview } from './members-preview.tsx';

const ROLES = ['clerk', 'sectionHead', 'leader'] as const;

const ofRoster = z.object({ roster: z.enum(ROSTERS) });

const purposeOf = (roster: Roster): string => `members-${roster}`;

const read = (bytes: Buffer): Promise<Result<readonly membership.MemberSheetRow[], SheetFault>> =>
  readSheet(bytes, {
    columns: membership.MEMBER_COLUMNS,
    needed: ['姓名', '身份证号', '聘期开始'],
    mostRows: membership.MOST_MEMBERS,
  });

/** What the sheet that waits for this account would do; null: none waits. */
const previewFor = async (visit: Visit, roster: Roster): Promise<Preview | null> => {
  const bytes = await pendingSheet(visit, purposeOf(roster));
  const sheet = bytes === null ? null : await read(bytes);
  if (sheet?.ok !== true) return null;
  const rows = sheet.value;
  const planned = await visit.ask(membership.previewMembers, { roster, rows });
  return planned === null ? null : { rows, ...planned };
};

/** The bureau may keep one roster only. */
const hasRoster = (visit: Visit, roster: Roster): boolean =>
  visit.app.bureauOf(visit.bureau).section(membership.MEMBERSHIP).rosters[roster] !== undefined;

const counted = z.object({
  added: z.coerce.number().int(),
  joined: z.coerce.number().int(),
  same: z.coerce.number().int(),
  faulty: z.coerce.number().int(),
});

/** 导入名册: template, upload, preview, and only then the roster (C-10). */
export const importMembersPage = definePage({
  path: '/members/import/:roster',
  roles: ROLES,
  takes: 'sheet',
  query: ofRoster,
  load: async (visit, { roster }) =>
    hasRoster(visit, roster) ? { roster, preview: await previewFor(visit, roster) } : null,
  title: ({ roster }) => `导入${ROSTER_WORDS[roster].roster}名册`,
  view: ({ roster, preview }) => (
    <>
      <p class="crumbs">
        <a href={`/members?roster=${roster}`}>返回名册</a>
      </p>
      {preview === null ? null : <PreviewSection preview={preview} roster={roster} />}
      <Section title={preview === null ? '上传表格' : '重新上传'}>
        <p>
          请先<a href={`${pathOf(roster)}/template`}>下载模板</a>
          ，在表头下面一行填一个人，一次最多{membership.MOST_MEMBERS}
          人。上传后先核对，确认了才导入；有一行不对，就一行也不导入。
        </p>
        <p class="quiet">
          按身份证号认人：已经登记过的人不会重复登记，原来的资料也不会被改。“聘期截止”可以不填，由系统按规定算出。
          “已同意公开”填“是”，须有本人签名的同意书留档。
        </p>
        <Form name="upload" submit="上传并核对" files tone={preview === null ? 'main' : 'plain'}>
          <FilesField name="files" label="名册" sheet hint="“.xlsx”格式，不超过5MB。" />
        </Form>
      </Section>
    </>
  ),
  actions: (form) => ({
    upload: form(nothing, upload),
    import: form(counted.extend({ onlyGood: ticked }), importRows),
    discard: form(nothing, async (visit, _body, { roster }) => {
      await dropSheet(visit, purposeOf(roster));
      return { kind: 'done', to: pathOf(roster), say: '已放弃这份表格，没有导入任何内容。' };
    }),
  }),
});

type OfRoster = z.output<typeof ofRoster>;

const upload = async (visit: Visit, _body: object, { roster }: OfRoster): Promise<Settled> => {
  const bytes = visit.uploads[0]?.bytes;
  if (bytes === undefined) return wrongFile('请选择要上传的表格。');
  const sheet = await read(bytes);
  if (!sheet.ok) return wrongFile(sheetFaultWords(sheet.error, membership.MOST_MEMBERS));
  await keepSheet(visit, purposeOf(roster), bytes);
  return {
    kind: 'done',
    to: pathOf(roster),
    say: `已读到${sheet.value.length}行，还没有导入。请核对后再确认。`,
  };
};

const wrongFile = (sentence: string): Settled => ({
  kind: 'malformed',
  errors: { files: sentence },
});

const importRows = async (
  visit: Visit,
  { onlyGood, ...expect }: membership.MemberCounts & { readonly onlyGood: boolean },
  { roster }: OfRoster,
): Promise<Settled> => {
  const bytes = await pendingSheet(visit, purposeOf(roster));
  const sheet = bytes === null ? ok([]) : await read(bytes);
  const rows = sheet.ok ? sheet.value : [];
  const outcome = await visit.settle(
    membership.importMembers,
    { roster, rows, onlyGood, expect },
    {
      to: `/members?roster=${roster}`,
      say: `已导入${expect.added + expect.joined}人。`,
    },
  );
  if (outcome.kind === 'done') await dropSheet(visit, purposeOf(roster));
  return outcome;
};

const WIDTHS: Readonly<Record<membership.MemberColumn, number>> = {
  姓名: 12,
  身份证号: 24,
  电话: 16,
  单位: 30,
  职务: 16,
  职称: 16,
  地区: 16,
  身份类别: 18,
  专业类别: 14,
  其他类别: 18,
  专长: 24,
  聘期开始: 14,
  聘期截止: 14,
  聘书编号: 18,
  已同意公开: 14,
};

const sheetColumns = (roster: Roster) =>
  membership.columnsOf(roster).map((head) => ({ head, width: WIDTHS[head] }));

/** The empty sheet, every column as text, so that Excel leaves numbers and days alone. */
export const membersTemplateFile = defineFile({
  path: '/members/import/:roster/template',
  roles: ROLES,
  query: ofRoster,
  load: async (visit, { roster }) => {
    if (!hasRoster(visit, roster)) return null;
    const columns = sheetColumns(roster);
    const rows = Array.from({ length: 200 }, () => columns.map(() => ''));
    const name = `${ROSTER_WORDS[roster].roster}名册模板`;
    return {
      bytes: await writeSheet({ name: '名册', columns, rows }),
      type: XLSX,
      name: `${name}.xlsx`,
    };
  },
});

/** The faulty rows of the sheet that waits, each with what is wrong with it. */
export const membersFaultsFile = defineFile({
  path: '/members/import/:roster/faults',
  roles: ROLES,
  query: ofRoster,
  load: async (visit, { roster }) => {
    if (!hasRoster(visit, roster)) return null;
    const planned = (await previewFor(visit, roster))?.planned ?? [];
    const heads = membership.columnsOf(roster);
    const rows = planned.flatMap((one) =>
      one.kind === 'faulty' ? [[...heads.map((head) => one.row.cells[head]), one.why]] : [],
    );
    const columns = [...sheetColumns(roster), { head: '问题', width: 60 }];
    return {
      bytes: await writeSheet({ name: '有问题的行', columns, rows }),
      type: XLSX,
      name: `${ROSTER_WORDS[roster].roster}名册有问题的行.xlsx`,
    };
  },
});
