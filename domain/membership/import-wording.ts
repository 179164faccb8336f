import { showDay, type Day } from '../kernel/day.ts';
import type { CitizenNumberProblem } from '../kernel/ids.ts';
import { maskName } from '../kernel/masking.ts';
import { ROSTER_WORDS, type Roster } from '../kernel/world.ts';

/** Why a row of a roster's sheet cannot be taken, and what to write instead. */
export const MEMBER_FAULTS = {
  name: '姓名要填2到50个字，例如 王秀兰。',
  noNumber: '没有填身份证号。名册按身份证号识别人，请补上。',
  spoiled: (column: string): string =>
    `${column}被表格软件改成了数字，后几位已经丢失。请把这一列设为“文本”格式，重新填写。`,
  number: ({ reason, given }: CitizenNumberProblem): string => NUMBER_FAULTS[reason](given),
  twin: (line: number): string => `和第${line}行是同一个身份证号，请只留一行。`,
  phone: '电话应为11位手机号或带区号的座机，例如 13800138000 或 0356-5222345。',
  unit: '单位要填2到100个字，例如 高平市人民医院。',
  long: (column: string): string => `“${column}”太长了，请写得短一些。`,
  noCategory: '没有填专业类别，请从模板里列出的类别中选一个。',
  category: (said: string, listed: readonly string[]): string =>
    `没有“${said}”这个专业类别，可以填：${listed.join('、')}。`,
  group: (said: string, listed: readonly string[]): string =>
    `没有“${said}”这个身份类别，可以填：${listed.join('、')}。`,
  noStart: '没有填聘期开始，例如 2024-03-01。',
  day: (column: string, said: string): string =>
    `“${column}”填的“${said}”看不懂，请写成 2024-03-01 的样子。`,
  reversed: (from: Day, to: Day): string =>
    `聘期截止（${showDay(to)}）早于聘期开始（${showDay(from)}），请核对。`,
  letter: '聘书编号太长，最多30个字符。',
  letterTwin: (number: string): string => `聘书编号“${number}”已经用过，请核对。`,
  publication: (said: string): string => `“已同意公开”请填“是”或“否”，这里填的是“${said}”。`,
  otherName: (known: string): string =>
    `这个身份证号在系统里登记的是${maskName(known)}，姓名对不上，请核对姓名和身份证号。`,
  barred: `这个人曾被移出专家库，按规定不能再次入库。有疑问请联系分管领导。`,
  invited: (roster: Roster): string =>
    `已经邀请这个人加入${ROSTER_WORDS[roster].roster}，正在等本人答复，不能导入。`,
} as const;

const NUMBER_FAULTS: Readonly<Record<CitizenNumberProblem['reason'], (given: number) => string>> = {
  fifteen: () => '这是15位的旧号码，请填18位身份证号。',
  length: (given) => `身份证号应为18位，这里是${given}位，请核对。`,
  characters: () => '身份证号只能有数字，最后一位可以是X，例如 65909919850315005X。',
  birth: () => '身份证号里的出生日期不存在，请核对第7到14位。',
  checksum: () => '身份证号最后一位校验不对，多半是抄错了一位，请核对。',
};
