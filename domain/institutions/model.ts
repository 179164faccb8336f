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
    };

export type InstitutionsRefusal =
  | { readonly code: 'institutions.unknown' }
  | {
      readonly code: 'institutions.already-known';
      readonly institution: string;
      readonly name: string;
    }
  | { readonly code: 'institutions.changed-meanwhile' }
  | { readonly code: 'institutions.nothing-changed' };
