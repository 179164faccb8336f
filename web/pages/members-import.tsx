import { z } from 'zod';
import { membership, ROSTERS, ROSTER_WORDS, type Roster } from '../../domain/index.ts';
import { ticked, nothing } from '../fields.ts';
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
import { FilesField, Form } from '../ui/form.tsx';
import { Section } from '../ui/parts.tsx';
import type { Settled, Visit } from '../visit.ts';
import { pathOf, PreviewSection, type Preview } from './members-preview.tsx';

const ROLES = ['clerk', 'sectionHead', 'leader'] as const;

const ofRoster = z.object({ roster: z.enum(ROSTERS) });

const sheetFor = (roster: Roster): SheetImport<membership.MemberColumn> => ({
  purpose: `members-${roster}`,
  wanted: {
    columns: membership.MEMBER_COLUMNS,
    needed: ['姓名', '身份证号', '聘期开始'],
    mostRows: membership.MOST_MEMBERS,
  },
  to: pathOf(roster),
});

/** What the sheet that waits for this account would do; null: none waits. */
const previewFor = async (visit: Visit, roster: Roster): Promise<Preview | null> => {
  const rows = await waitingRows(visit, sheetFor(roster));
  const planned =
    rows === null ? null : await visit.ask(membership.previewMembers, { roster, rows });
  return rows === null || planned === null ? null : { rows, ...planned };
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
          人。上传后先核对，确认了才导入；有不对的行，会逐行写明，可以改好再传，也可以只导入没有错误的行。
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
    upload: form(nothing, (visit, _body, { roster }) => uploadSheet(visit, sheetFor(roster))),
    import: form(counted.extend({ onlyGood: ticked }), importRows),
    discard: form(nothing, (visit, _body, { roster }) => discardSheet(visit, sheetFor(roster))),
  }),
});

type OfRoster = z.output<typeof ofRoster>;

const importRows = (
  visit: Visit,
  { onlyGood, ...expect }: membership.MemberCounts & { readonly onlyGood: boolean },
  { roster }: OfRoster,
): Promise<Settled> =>
  importWaiting(visit, sheetFor(roster), (rows) =>
    visit.settle(
      membership.importMembers,
      { roster, rows, onlyGood, expect },
      {
        to: `/members?roster=${roster}`,
        say: `已导入${expect.added + expect.joined}人。`,
      },
    ),
  );

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

const fileName = (roster: Roster): string => `${ROSTER_WORDS[roster].roster}名册`;

export const membersTemplateFile = defineFile({
  path: '/members/import/:roster/template',
  roles: ROLES,
  query: ofRoster,
  load: async (visit, { roster }) =>
    hasRoster(visit, roster)
      ? templateFile(sheetColumns(roster), { sheet: '名册', file: fileName(roster) })
      : null,
});

export const membersFaultsFile = defineFile({
  path: '/members/import/:roster/faults',
  roles: ROLES,
  query: ofRoster,
  load: async (visit, { roster }) => {
    if (!hasRoster(visit, roster)) return null;
    const planned = (await previewFor(visit, roster))?.planned ?? [];
    const faulty = planned.filter((one) => one.kind === 'faulty');
    return faultsFile(sheetColumns(roster), { faulty, file: fileName(roster) });
  },
});
