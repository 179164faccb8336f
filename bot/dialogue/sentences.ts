import type { Answers, Choice, Facts, Field, Form } from './flow.ts';
import { applicable, choiceLines, counted, progressOf } from './fields.ts';

/** Every sentence of the engine itself; the conversations bring their own. */

export const promptOf = (
  form: Form,
  field: Field,
  { answers, facts }: { answers: Answers; facts: Facts },
): string => {
  const choices = field.choices?.(facts) ?? [];
  const lines = [
    placeOf(counted(form, answers, facts), field) + field.ask(answers, facts),
    ...(choices.length > 0 ? [choiceLines(choices)] : []),
    ...(field.example === '' ? [] : [`例如：${field.example}`]),
    ...(field.optional === true && field.yesNo !== true ? ['没有可以回复“跳过”。'] : []),
  ];
  return lines.join('\n');
};

const placeOf = (fields: readonly Field[], { id }: Field): string => {
  const at = fields.findIndex((one) => one.id === id) + 1;
  return fields.length === 1 || at === 0 ? '' : `（${at}/${fields.length}）`;
};

/** The three-step reprompt: what is wrong → with an example → another way. */
export const repromptOf = (
  field: Field,
  { wrong, misses, choices }: { wrong: string; misses: number; choices: readonly Choice[] },
): string => {
  const list = choices.length === 0 ? '' : `\n${choiceLines(choices)}`;
  if (misses <= 1) return `${wrong}${list}`;
  const example = field.example === '' ? list : `${list}\n例如：${field.example}`;
  if (misses === 2) return `${wrong}${example}`;
  return `${wrong}${example}\n${field.otherWay}\n也可以回复“上一步”返回，“人工”找工作人员，“取消”先不填了。`;
};

export const choiceWrong = (choices: readonly Choice[]): string =>
  `没有对上选项，请回复前面的数字，例如“1”（${choices[0]?.label ?? ''}）。`;

const LONGEST_SHOWN = 120;

/** A value as it stands on a screen of several: a long one by its beginning, all of it is kept. */
export const shownShort = (shown: string): string => {
  const line = shown.replaceAll(/\s*\n\s*/gu, ' ');
  const characters = Array.from(line);
  if (characters.length <= LONGEST_SHOWN) return line;
  return `${characters.slice(0, LONGEST_SHOWN).join('')}……（共${characters.length}字，已全部记下）`;
};

const HOW =
  '没有问题请回复“提交”；\n要改哪一项，回复“改”加序号，例如“改 2”；\n先不交了回复“取消”。';

export const reviewOf = (form: Form, answers: Answers, facts: Facts): string => {
  const lines = applicable(form, answers, facts).map((field, index) => {
    const answer = answers[field.id];
    const isOpen = answer === undefined || answer.value === null;
    return `${index + 1} ${field.label}：${isOpen ? '（未填）' : shownShort(field.show(answer.value))}`;
  });
  const note = form.reviewNote?.(answers, facts) ?? null;
  const bag = form.evidence && facts.bag > 0 ? [`证据材料：${facts.bag}份`] : [];
  return [
    `请核对${form.title}：`,
    ...lines,
    ...bag,
    ...(note === null ? [] : [note]),
    '',
    HOW,
  ].join('\n');
};

export const tellsOnly = (other: Field, asked: Field): string =>
  `这说的是${other.label}，还没有说${asked.label}。`;

export const cannotClear = (field: Field, item: number): string =>
  `“${field.label}”需要填写，不能删除；要改请回复“改 ${item}”。`;

export const CORRECTED = '已按您说的修改。';

export const HOW_TO_CORRECT =
  '要改其中一项，请回复“改”加序号，例如“改 2”；确认无误请回复“提交”；先不交了回复“取消”。';
export const SAY_SUBMIT = '都对的话，请回复“提交”两个字，才算正式交上来。';

export const added = (field: Field, shown: string): string =>
  `已加上。${field.label}现在是：${shown}。`;
export const tellMore = (field: Field): string => `请接着发下一段${field.label}。`;

export const appendQuestion = (field: Field): string =>
  `刚才这段话，要加到“${field.label}”里吗？\n1 加上\n2 不加`;
export const appendFirst = (words: string): string => `提交之前，还有一段话没有定：“${words}”`;
export const appended = (field: Field): string => `已加到“${field.label}”里。`;

export const cancelQuestion = (form: Form, answers: Answers, facts: Facts): string =>
  [
    `${form.title}${progressOf(form, answers, facts)}，要怎么办？`,
    '1 先保留，30天内随时回复“继续”接着填',
    `2 不要了，删除已填的内容${form.evidence && facts.bag > 0 ? `和${facts.bag}份材料` : ''}`,
    '3 不取消，接着填',
  ].join('\n');

export const DECIDE_AGAIN = '没有看明白，还什么都没有办。请回复前面的数字。';
export const CANCEL_AGAIN = '请回复“1”保留，“2”删除，或“3”接着填。';

export const keptAside = (form: Form, answers: Answers, facts: Facts): string =>
  `${form.title}已替您保留（${progressOf(form, answers, facts)}）。30天内回复“继续”就能接着填；不要了回复“取消”。`;

export const keptMeanwhile = (form: Form, answers: Answers, facts: Facts): string =>
  `没填完的${form.title}已保留（${progressOf(form, answers, facts)}），回复“继续”接着填。`;

export const discarded = (form: Form): string =>
  `好的，这份${form.title}的内容已删除。回复“0”看菜单。`;
export const left = (form: Form): string => `好的，${form.title}不填了。回复“0”看菜单。`;

export const resumeQuestion = (form: Form, answers: Answers, facts: Facts): string =>
  [
    `您有一份没写完的${form.title}（${progressOf(form, answers, facts)}）。`,
    `1 继续填写，${progressOf(form, answers, facts)}`,
    '2 重新开始，删除原来的',
    '0 回菜单',
  ].join('\n');

export const dropQuestion = (form: Form, answers: Answers, facts: Facts): string =>
  [
    `您有一份没写完的${form.title}（${progressOf(form, answers, facts)}），要怎么办？`,
    '1 先保留',
    '2 不要了，删除',
  ].join('\n');

export const whichDraft = (titles: readonly string[]): string =>
  [
    '您有几份没写完的，接着写哪一份？',
    ...titles.map((title, index) => `${index + 1} ${title}`),
  ].join('\n');

export const draftTitle = (form: Form, answers: Answers, facts: Facts): string =>
  `${form.title}（${progressOf(form, answers, facts)}）`;

export const NO_PAGE = '这一份内容少，在聊天里填就行，没有网页。';
export const NO_PAGE_NOW = '现在没有可以在网页里填的内容。回复“0”看菜单。';
export const soFar = (form: Form, answers: Answers, facts: Facts): string =>
  `${form.title}${progressOf(form, answers, facts)}。`;
export const onPageOnly = (field: Field): string =>
  `${field.label}这类敏感信息不在聊天里填，请在网页里填写。`;
export const notInChat = (labels: readonly string[]): string =>
  `${labels.join('、')}请不要发在聊天里：刚才发的没有保存，请稍后在网页里填写。建议您把那条消息也删掉。`;
export const PREFILLED = '上次填的内容已带出，请核对；有变化的回复“改”加序号。';
export const FROM_RECORD = '您登记过的资料已填好，请核对；有变化的回复“改”加序号。';
export const CHANGED_ELSEWHERE = '您在网页里也填了这一项，两处不一样。';

export const whichPhoto = (count: number, labels: readonly string[]): string =>
  [
    `刚才的${count === 1 ? '照片' : `${count}张照片`}是什么？`,
    ...labels.map((label, index) => `${index + 1} ${label}`),
    `${labels.length + 1} 身份证照片（会删除，不保存）`,
    `${labels.length + 2} 发错了，删除`,
  ].join('\n');
export const ID_CARD_DROPPED =
  '身份证照片已删除，没有保存。申请不需要身份证照片，只填身份证号就行。';
export const PHOTOS_ONLY = '这里只收照片，刚才的录音或视频已删除，没有保存。';
export const PHOTO_UNNAMED = '刚才的照片没有说明是什么，已删除，没有保存。';
export const PHOTO_DROPPED = '刚才的照片已删除，没有保存。';
export const photoTaken = (field: Field, count: number): string =>
  `已收到${count === 1 ? '照片' : `${count}张照片`}，作为“${field.label}”。`;
export const photosOnPage = '照片请在网页里上传，刚才发的已删除，没有保存。回复“网页”取网页。';

export const elsewhere = (lines: readonly string[]): string =>
  ['刚才的话要怎么办？', ...lines, '会原样带上；都不是请回复“0”看菜单。'].join('\n');

export const HELD_BACK = '您刚才说的先不记，同意下面的说明以后再记下，不用重发。';

export const alreadyIn = (form: Form): string => `已经在填${form.title}了，请接着回答：`;
export const NOT_USED = '您刚才另外说的话没有写进去，需要的话请再发一次。';
export const NOT_YET = '还有没填完的，填完核对后再提交。';
export const FIRST_QUESTION = '这是第一个问题。';
export const notOptional = ({ needed, choices, yesNo }: Field): string => {
  if (needed !== undefined) return `这一项不能跳过。${needed}`;
  if (yesNo === true) return '这一项需要您答复，不能跳过。';
  return choices === undefined ? NOT_OPTIONAL : '这一项需要选，不能跳过，请回复前面的数字。';
};
const NOT_OPTIONAL = '这一项需要填写，不能跳过。实在不知道，可以写个大概。';
export const NOTHING_TO_CONTINUE = '没有没填完的内容。回复“0”看菜单。';
export const NOTHING_TO_SUBMIT = '现在没有等待提交的内容。回复“0”看菜单。';
export const TOO_LATE_TO_CHANGE =
  '刚才的内容已经提交，在这里改不了了。请回复“人工”，说明哪一项改成什么，由工作人员更正。';
export const NOTHING_TO_CHANGE = '现在没有正在填写的内容可以修改。';
export const SUBMITTED_ALREADY = '刚才已经提交成功，不用再交一次。';
export const SEE_YOU = '好的，需要的时候再发消息来。回复“0”看菜单。';
export const noSuchItem = (last: number): string => `没有这一项，请回复“改 1”到“改 ${last}”。`;

/** Who is a member may have meant the membership itself. */
export const nothingToCancel = ({ actor }: Facts): string =>
  actor.memberships.length === 0
    ? '现在没有正在填写的内容。回复“0”看菜单。'
    : '现在没有正在填写的内容。不想再担任请回复“辞聘”，取消绑定请回复“解除绑定”。';

export const echoOf = (
  fields: readonly { readonly field: Field; readonly shown: string }[],
): string =>
  fields.length === 0
    ? ''
    : `已记下：${fields.map(({ field, shown }) => `${field.label} ${shownShort(shown)}`).join('；')}。`;

export const candidatesQuestion = (field: Field, shown: readonly string[]): string =>
  [
    `您提到了${shown.length}个${field.label}，用哪一个？`,
    ...shown.map((one, index) => `${index + 1} ${one}`),
  ].join('\n');

export const meantQuestion = ([meant = '', typed = '']: readonly string[]): string =>
  `您说的是${meant}吗？\n1 是\n2 不是，就写“${typed}”`;

export const currentlyFilled = (field: Field, shown: string): string =>
  `${field.label}现在填的是“${shownShort(shown)}”。回复新的内容来修改，或回复“继续”保持不变。`;

export const photosKept = (facts: Facts): string =>
  `已收到${facts.fresh}份材料（共${facts.bag}份），会和这份内容一起提交。`;

export const photosCarried = (count: number): string => `您先前发的${count}份材料会一起带上。`;
export const photosLeftOut = (form: Form, count: number): string =>
  `您先前发的${count}份材料${form.title}用不上，没有放进来；要删除请回复“删除材料”。`;

export const photosParked = (facts: Facts, isTalking: boolean): string =>
  [
    `已收到${facts.fresh}份材料，先替您保管24小时。`,
    isTalking
      ? '没有转给工作人员；要作为证据，请回复“举报”，材料会一起带上；'
      : '要反映问题，请回复“举报”，材料会一起带上；给已交的线索补证，回复“补充”；',
    '发错了，请回复“删除材料”。',
  ].join('\n');

export const helpInForm = (form: Form, field: Field | null): string =>
  [
    `正在填写${form.title}。一次答一个问题，一条消息里说几项也行。`,
    '“上一步”返回 ·“跳过”不填选填项 ·“改 3”修改第3项',
    '“取消”先不填 ·“人工”找工作人员 ·“0”回菜单',
    ...(field === null || field.example === '' ? [] : [`这一项例如：${field.example}`]),
  ].join('\n');

/** After something looked up in between: where the person was. */
export const backTo = (form: Form, question: string | null): string =>
  question === null
    ? `（回到${form.title}：请核对，没有问题回复“提交”，要看一遍回复“再说一遍”。）`
    : `（回到${form.title}，刚才问的是：${question}）`;

export const LOST_AGAIN = '这里是自动回复，听不懂的请直接回复“人工”，由工作人员答复您。';

export const OTHER_TAKEN =
  '这种消息暂时不能处理，请用文字告诉我们，或发照片、语音、视频。回复“0”看菜单。';

export const whichOffer = (titles: readonly string[]): string =>
  [
    '您有几件事在等答复，这是回复哪一件？',
    ...titles.map((title, index) => `${index + 1} ${title}`),
  ].join('\n');

export const WHICH_AGAIN = '请回复前面的数字，例如“1”。';
export const OFFER_GONE = '这件事已经不用答复了。回复“0”看菜单，有疑问请回复“人工”。';
export const REASON_AGAIN = '请用几个字说一下原因，不要只写数字。';

export const sayAlone = (word: string): string =>
  `没有看准您的意思。确定的话，请只回复“${word}”，不加别的话；有疑问请回复“人工”。`;

export const isItThis = (word: string, title: string): string =>
  `您是不是要对${title}答复“${word}”？\n1 是\n不是的话，请直接说要办的事。`;

/** A question about a conversation is answered from the measure; this is how to begin it. */
export const toBegin = (form: Form): string =>
  `要办理，请回复“${form.openings[0] ?? form.title}”。`;
