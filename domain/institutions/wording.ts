import type { CreditCodeProblem } from '../kernel/ids.ts';
import { INSTITUTION_KINDS, INSTITUTION_KIND_WORDS, type InstitutionsRefusal } from './model.ts';

export const refuse = (refusal: InstitutionsRefusal): string => {
  switch (refusal.code) {
    case 'institutions.unknown':
      return '找不到这家机构，请回到机构名单重新选择。';
    case 'institutions.already-known':
      return `名单里已经有“${refusal.name}”，请直接打开原来的记录修改。`;
    case 'institutions.code-in-use':
      return `“${refusal.name}”已经用了代码${refusal.creditCode}。如果两家是同一个法人（分院、院区、连锁门店），请在“所属法人的统一社会信用代码”里填同一个代码再保存；如果不是，请核对代码。`;
    case 'institutions.rows-faulty':
      return `有${refusal.faulty}行有问题，没有导入任何内容。请改好后重新上传，或选择“只导入没有问题的行”。`;
    case 'institutions.import-changed':
      return '预览之后，机构名单已经变过，没有导入任何内容。页面上是按最新名单重新核对的结果，请看过后再导入。';
    case 'institutions.nothing-to-import':
      return '没有新的或有变化的机构，不需要导入。';
    case 'institutions.changed-meanwhile':
      return '您打开之后，另一位同事已经改过这家机构。请刷新页面，核对后再保存。';
    case 'institutions.nothing-changed':
      return '内容和原来一样，没有需要保存的改动。';
  }
};

const KIND_WORDS = INSTITUTION_KINDS.map((kind) => INSTITUTION_KIND_WORDS[kind]).join('、');

const FIELD_FAULTS: Readonly<Record<string, string>> = {
  name: '名称没有填，或者太短、太长：请照执业许可证写，2到100个字。',
  popularNames: '俗称里有一个太短或太长：每个2到100个字，用顿号隔开，最多20个。',
  formerNames: '曾用名里有一个太短或太长：每个2到100个字，用顿号隔开，最多20个。',
  group: '所属集团或医共体的名称太短或太长，请写2到100个字。',
  area: '地区太长，最多60个字。',
};

const codeFault = (column: string, { reason, given, part }: CreditCodeProblem): string => {
  switch (reason) {
    case 'length':
      return `${column}应为18位，这里是${given}位。请对照执业许可证或营业执照。`;
    case 'characters':
      return `${column}里有不该出现的“${part ?? ''}”。代码只有数字和大写字母，没有I、O、S、V、Z。`;
    case 'checksum':
      return `${column}的校验位不对，多半是抄错了一位。请对照执业许可证或营业执照。`;
  }
};

/** What is wrong with a row of an imported sheet, in the words that stand beside it. */
export const FAULTS = {
  twin: (line: number): string =>
    `和第${line}行是同一个名称。重复的请删去一行；确是两家同名机构的，请在名称里写明街道或分店。`,
  noKind: `类别没有填。新机构要写明：${KIND_WORDS}。`,
  unknownKind: (word: string): string => `类别“${word}”不认识，请写：${KIND_WORDS}。`,
  codeInUse: (name: string): string =>
    `统一社会信用代码已经是“${name}”的。同一法人的分院、院区、门店请填“所属法人代码”；改了名的请把原名填进“曾用名”；否则请核对代码。`,
  spoiled: (column: string): string =>
    `${column}被Excel当成了数字，后几位已经丢失。请把这一列设成“文本”格式，重新填写。`,
  code: codeFault,
  malformed: (field: string): string => FIELD_FAULTS[field] ?? '这一行有一格填得不对，请核对。',
} as const;
