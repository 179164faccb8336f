import { z } from 'zod';
import { parseCreditCode } from '../kernel/ids.ts';

export const INSTITUTION_KINDS = ['hospital', 'clinic', 'pharmacy', 'other'] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

export const INSTITUTION_KIND_WORDS: Readonly<Record<InstitutionKind, string>> = {
  hospital: '医院',
  clinic: '诊所',
  pharmacy: '药店',
  other: '其他',
};

/** A unified social credit code of GB 32100 as any person writes it; stored in capitals. */
export const creditCode = z.string().transform((text, context) => {
  const parsed = parseCreditCode(text);
  if (parsed.ok) return parsed.value.code;
  context.addIssue({
    code: 'custom',
    message: '统一社会信用代码应为18位数字和大写字母，请对照执业许可证或营业执照再填一次',
  });
  return z.NEVER;
});

const otherNames = z.array(z.string().trim().min(2).max(100)).max(20).default([]);

/** What the list says of an institution; its names are public facts. */
export const institutionDetails = z.object({
  name: z.string().trim().min(2, '请填写机构名称').max(100),
  /** 俗称: what people call it */
  popularNames: otherNames,
  /** 曾用名 */
  formerNames: otherNames,
  creditCode: creditCode.nullable().default(null),
  /** who owns it (同一法人单位, ZJ-11.3); branches share it; without one, the institution itself */
  legalEntity: creditCode.nullable().default(null),
  /** 集团医院 or 医共体 it belongs to, by the name they share (draw-7) */
  group: z.string().trim().min(2).max(100).nullable().default(null),
  kind: z.enum(INSTITUTION_KINDS),
  area: z.string().trim().max(60).default(''),
});
export type InstitutionDetails = z.output<typeof institutionDetails>;

/** A designated institution (定点医药机构). */
export interface Institution extends InstitutionDetails {
  readonly id: string;
  readonly version: number;
}

export type InstitutionsEvent =
  | {
      readonly type: 'institutions.registered';
      readonly institution: string;
      readonly details: InstitutionDetails;
    }
  | {
      readonly type: 'institutions.corrected';
      readonly institution: string;
      readonly version: number;
      readonly fields: readonly string[];
      readonly details: InstitutionDetails;
    }
  | {
      /** one event for a whole sheet: what it brought is sealed beside it */
      readonly type: 'institutions.imported';
      readonly import: string;
      readonly counts: ImportCounts;
      readonly private: {
        readonly added: readonly Imported[];
        readonly changed: readonly Imported[];
      };
    };

/** How many institutions one sheet may bring: a prefecture has a few thousand. */
export const MOST_ROWS = 3000;

/** The columns of the sheet, as its head names them. */
export const IMPORT_COLUMNS = [
  '名称',
  '类别',
  '统一社会信用代码',
  '所属法人代码',
  '所属集团或医共体',
  '俗称',
  '曾用名',
  '地区',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** A row as typed; `line` is the number that the spreadsheet shows beside it. */
export interface SheetRow {
  readonly line: number;
  readonly cells: Readonly<Record<ImportColumn, string>>;
}

/** What a row would do. */
export type PlannedRow =
  | { readonly kind: 'new'; readonly line: number; readonly details: InstitutionDetails }
  | {
      readonly kind: 'changed';
      readonly line: number;
      readonly institution: string;
      readonly version: number;
      readonly fields: readonly string[];
      readonly details: InstitutionDetails;
    }
  | { readonly kind: 'same'; readonly line: number; readonly institution: string }
  | {
      readonly kind: 'faulty';
      readonly line: number;
      readonly row: SheetRow;
      readonly why: string;
    };

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly faulty: number;
}

/** One entry that an import wrote. */
export interface Imported {
  readonly institution: string;
  readonly version: number;
  readonly details: InstitutionDetails;
}

export type InstitutionsRefusal =
  | { readonly code: 'institutions.unknown' }
  | {
      readonly code: 'institutions.code-in-use';
      readonly creditCode: string;
      readonly name: string;
    }
  | { readonly code: 'institutions.rows-faulty'; readonly faulty: number }
  | { readonly code: 'institutions.import-changed' }
  | { readonly code: 'institutions.nothing-to-import' }
  | {
      readonly code: 'institutions.already-known';
      readonly institution: string;
      readonly name: string;
    }
  | { readonly code: 'institutions.changed-meanwhile' }
  | { readonly code: 'institutions.nothing-changed' };
