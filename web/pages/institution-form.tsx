import type { JSX } from 'preact';
import { z } from 'zod';
import { institutions } from '../../domain/index.ts';
import { needed, orNull, text } from '../fields.ts';
import { LongField, SelectField, TextField } from '../ui/form.tsx';

/** Names one a line. */
const lines = text(2000).transform((typed) =>
  typed
    .split(/[\n、，,;；]+/)
    .map((line) => line.trim())
    .filter((line) => line !== ''),
);

export const institutionShape = z.object({
  name: needed('请填写机构名称，照执业许可证写。', 100),
  popularNames: lines,
  formerNames: lines,
  creditCode: orNull(institutions.creditCode),
  legalEntity: orNull(institutions.creditCode),
  group: orNull(text(100)),
  kind: z.enum(institutions.INSTITUTION_KINDS, { error: '请选择类别。' }),
  area: text(60),
});

type Known = Omit<institutions.InstitutionDetails, 'kind'> & { readonly kind: string };

const BLANK: Known = {
  name: '',
  popularNames: [],
  formerNames: [],
  creditCode: null,
  legalEntity: null,
  group: null,
  kind: '',
  area: '',
};

export const InstitutionFields = ({ known = BLANK }: { readonly known?: Known }): JSX.Element => (
  <>
    <TextField name="name" label="名称" value={known.name} hint="照执业许可证写。" />
    <SelectField
      name="kind"
      label="类别"
      empty="请选择"
      value={known.kind}
      options={institutions.INSTITUTION_KINDS.map((value) => ({
        value,
        label: institutions.INSTITUTION_KIND_WORDS[value],
      }))}
    />
    <LongField
      name="popularNames"
      label="俗称"
      required={false}
      hint="群众平时的叫法，一行一个。"
      example="市二院"
      rows={2}
      value={known.popularNames.join('\n')}
    />
    <LongField
      name="formerNames"
      label="曾用名"
      required={false}
      hint="一行一个。"
      rows={2}
      value={known.formerNames.join('\n')}
    />
    <TextField
      name="creditCode"
      label="统一社会信用代码"
      required={false}
      hint="18位。"
      value={known.creditCode}
    />
    <TextField
      name="legalEntity"
      label="所属法人的统一社会信用代码"
      required={false}
      hint="分院、连锁门店填总部的代码；同一法人的机构按同一家回避。"
      value={known.legalEntity}
    />
    <TextField
      name="group"
      label="所属集团或医共体"
      required={false}
      hint="集团医院、医共体的成员都写同一个名称，回避时按同一家处理。"
      example="演示市人民医院医共体"
      value={known.group}
    />
    <TextField name="area" label="地区" required={false} width="short" value={known.area} />
  </>
);
