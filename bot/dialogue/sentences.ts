import type { Answers, Choice, Facts, Field, Form } from './flow.ts';
import { applicable, choiceLines, progressOf } from './fields.ts';

/** Every sentence of the engine itself; the conversations bring their own. */

export const promptOf = (form: Form, field: Field, { answers, facts }: { answers: Answers; facts: Facts }): string => {
  const fields = applicable(form, answers, facts);
  const place = `（${fields.findIndex((one) => one.id === field.id) + 1}/${fields.length}）`;
  const choices = field.choices?.(facts) ?? [];
  const lines = [
    place + field.ask(answers, facts),
    ...(choices.length > 0 ? [choiceLines(choices)] : []),
    ...(field.example === '' ? [] : [`例如：${field.example}`]),
    ...(field.optional === true ? ['没有可以回复“跳过”。'] : []),
  ];
  return lines.join('\n');
};

/** The three-step reprompt: what is wrong → with an example → another way. */
export const repromptOf = (field: Field, { wrong, misses }: { wrong: string; misses: number }): string => {
  if (misses <= 1) return wrong;
  const example = field.example === '' ? '' : `\n例如：${field.example}`;
  if (misses === 2) return `${wrong}${example}`;
  return `${wrong}${example}\n${field.otherWay}\n也可以回复“上一步”返回，“人工”找工作人员，“取消”先不填了。`;
};

export const choiceWrong = (choices: readonly Choice[]): string =>
  `没有对上选项，请回复前面的数字，例如“1”（${choices[0]?.label ?? ''}）。`;

const HOW = '没有问题请回复“提交”；\n要改哪一项，回复“改”加序号，例如“改 2”；\n先不交了回复“取消”。';

export const reviewOf = (form: Form, answers: Answers, facts: Facts): string => {
  const lines = applicable(form, answers, facts).map((field, index) => {
    const answer = answers[field.id];
    const shown = answer === undefined || answer.value === null ? '（未填）' : field.show(answer.value);
    return `${index + 1} ${field.label}：${shown}`;
  });
  const note = form.reviewNote?.(answers, facts) ?? null;
  const bag = form.evidence && facts.bag > 0 ? [`证据材料：${facts.bag}份`] : [];
  return [`请核对${form.title}：`, ...lines, ...bag, ...(note === null ? [] : [note]), '', HOW].join('\n');
};

export const NOT_A_NUMBER_HERE = '要改其中一项，请回复“改”加序号，例如“改 2”；确认无误请回复“提交”。';

export const cancelQuestion = (form: Form, answers: Answers, facts: Facts): string =>
  [
    `${form.title}${progressOf(form, answers, facts)}，要怎么办？`,
    '1 先保留，30天内随时回复“继续”接着填',
    '2 不要了，删除已填的内容',
    '3 不取消，接着填',
  ].join('\n');

export const CANCEL_AGAIN = '请回复“1”保留，“2”删除，或“3”接着填。';

export const keptAside = (form: Form, answers: Answers, facts: Facts): string =>
  `已替您保留（${progressOf(form, answers, facts)}）。30天内回复“继续”就能接着填。`;

export const discarded = (form: Form): string => `好的，这份${form.title}的内容已删除。回复“0”看菜单。`;

export const resumeQuestion = (form: Form, answers: Answers, facts: Facts): string =>
  [`您有一份没写完的${form.title}（${progressOf(form, answers, facts)}）。`, '1 继续填写', '2 重新开始，删除原来的', '0 回菜单'].join('\n');

export const NOTHING_TO_CONTINUE = '您没有写到一半的内容。回复“0”看菜单。';
export const FIRST_QUESTION = '已经是第一项了。要放下不填，请回复“取消”。';
export const NOT_OPTIONAL = '这一项需要填写，不能跳过。';
export const NOTHING_TO_CANCEL = '现在没有正在填写的内容。回复“0”看菜单。';
export const NOTHING_TO_SUBMIT = '现在没有等待提交的内容。回复“0”看菜单。';
export const noSuchItem = (last: number): string => `没有这一项，请回复“改 1”到“改 ${last}”。`;

export const echoOf = (fields: readonly { readonly field: Field; readonly shown: string }[]): string =>
  fields.length === 0
    ? ''
    : `已记下：${fields.map(({ field, shown }) => `${field.label} ${shown}`).join('；')}。`;

export const candidatesQuestion = (field: Field, shown: readonly string[]): string =>
  [`您提到了${shown.length}个${field.label}，用哪一个？`, ...shown.map((one, index) => `${index + 1} ${one}`)].join('\n');

export const currentlyFilled = (field: Field, shown: string): string =>
  `现在填的是“${shown}”。回复新的内容来修改，或回复“继续”保持不变。（${field.label}）`;

export const photosKept = (facts: Facts): string =>
  facts.fresh === 0 ? '' : `已收到${facts.fresh}份材料（共${facts.bag}份），会和这份内容一起提交。`;

export const photosParked = (facts: Facts): string =>
  [
    `已收到${facts.fresh}份材料，先替您保管24小时。`,
    '要反映问题，请回复“举报”，材料会一起带上；',
    '发错了，请回复“删除材料”。',
  ].join('\n');


export const helpInForm = (form: Form, field: Field | null): string =>
  [
    `正在填写${form.title}。每次回答一个问题就可以，一条消息里说几项也行。`,
    '“上一步”返回 ·“跳过”不填选填项 ·“改 3”修改第3项',
    '“取消”先不填 ·“人工”找工作人员 ·“0”回菜单',
    ...(field === null || field.example === '' ? [] : [`这一项例如：${field.example}`]),
  ].join('\n');

export const OTHER_TAKEN = '这种消息暂时不能处理，请用文字告诉我们，或发照片、语音、视频。回复“0”看菜单。';

export const whichOffer = (titles: readonly string[]): string =>
  ['您有几件事在等答复，这是回复哪一件？', ...titles.map((title, index) => `${index + 1} ${title}`)].join('\n');

export const WHICH_AGAIN = '请回复前面的数字，例如“1”。';
