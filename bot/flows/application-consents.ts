import { err, ok, type Roster } from '../../domain/index.ts';
import type { Facts, Field } from '../dialogue/flow.ts';
import { yesNo } from '../dialogue/understand/commands.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import {
  callsOf,
  entryOf,
  invitationOf,
  isForm1,
  isRecommended,
  isShownBefore,
} from './application-entry.ts';
import { agreement, choice, saysYes, words } from './questions.ts';

/** What is agreed to and promised, and how somebody comes in. */

const CONSENT = { section: '个人信息说明' } as const;
const WAY = { section: '申请方式' } as const;
const PROMISE = { section: '公示和承诺' } as const;

const consentField = (roster: Roster, opening: string): Field => {
  const notAgreed = `好的，不往下填了，没有保存您的资料。改变主意随时回复“${opening}”；想先问问请回复“人工”。`;
  const versionIn = (facts: Facts): string => entryOf(facts, roster)?.consent.value.version ?? '';
  return agreement({
    id: 'consent',
    label: '个人信息说明',
    names: ['同意书', '说明'],
    ask: (_answers, facts) =>
      `请先看个人信息说明（${versionIn(facts)}版）：\n${entryOf(facts, roster)?.consent.value.text ?? ''}\n回复“同意”继续，“不同意”就不往下填。`,
    example: '',
    agreed: versionIn,
    without: notAgreed,
    leaving: notAgreed,
    shown: '已同意',
    gate: true,
    // another text than the one agreed to is shown and asked again
    holds: (value, facts) => value === versionIn(facts),
    onPage: {
      ...CONSENT,
      reads: (facts) => [entryOf(facts, roster)?.consent.value.text ?? ''],
    },
  });
};

/** How somebody comes in: the call they began under is kept unseen (GP-5.1, ZJ-7.1). */
export const wayFields = (roster: Roster, opening: string): readonly Field[] => [
  consentField(roster, opening),
  unseen('campaign'),
  unseen('lateCall'),
  choice({
    id: 'byUnit',
    label: '申请方式',
    names: ['方式', '推荐'],
    ask: () => '您是自己申请，还是由单位推荐？',
    example: '',
    choices: () => [
      {
        value: 'self',
        label: '自己申请',
        words: ['个人申请', '自荐', '自己', '自已', '自巳', '我自己', '本人'],
      },
      { value: 'unit', label: '单位推荐（要有推荐函）', words: ['单位推荐', '推荐', '单位'] },
    ],
    wrong: '请回复“1”自己申请，或“2”单位推荐。',
    show: (value) => (value === 'unit' ? '单位推荐' : '自己申请'),
    when: (answers, facts) => offersRecommendation(facts, roster) || answers.byUnit !== undefined,
    onPage: WAY,
  }),
  words({
    id: 'recommendingUnit',
    label: '推荐单位',
    names: [],
    ask: () => '由哪家单位推荐？',
    example: '市人民医院',
    min: 2,
    max: 100,
    when: isRecommended,
    onPage: WAY,
  }),
];

/** Kept with the draft, never asked and never shown. */
const unseen = (id: string): Field =>
  words({ id, label: '', names: [], ask: () => '', example: '', when: () => false });

const offersRecommendation = (facts: Facts, roster: Roster): boolean =>
  isForm1(facts, roster) &&
  invitationOf(facts, roster) === null &&
  callsOf(facts, roster)?.routes.value.includes('recommendation') === true;

const publicationText = (facts: Facts, roster: Roster): string =>
  entryOf(facts, roster)?.publication.value.text ?? '';

/** The text speaks of those who are shown before; somebody invited may be spared that. */
const sparedWords = (facts: Facts, roster: Roster, isNeeded: boolean): string =>
  !isNeeded && invitationOf(facts, roster) !== null
    ? '您是受邀加入的，不经过公示；不同意公开也不影响办理。\n'
    : '';

/** The separate consent to publication: a no is an answer where nobody is shown before (A-37, PIPL 25). */
const publicationField = (roster: Roster, isNeeded: boolean): Field => {
  const versionIn = (facts: Facts): string =>
    entryOf(facts, roster)?.publication.value.version ?? '';
  return {
    id: isNeeded ? 'publicationNeeded' : 'publication',
    label: '公开同意',
    names: ['公示', '公示同意', '公开'],
    ask: (_answers, facts) =>
      `${publicationText(facts, roster)}\n${sparedWords(facts, roster, isNeeded)}同意请回复“同意”，${isNeeded ? '有顾虑请回复“人工”' : '不同意请回复“不同意”'}。`,
    example: '',
    otherWay: '有顾虑请回复“人工”。',
    yesNo: true,
    ...(isNeeded ? {} : { optional: true }),
    when: (_answers, facts) => isShownBefore(facts, roster) === isNeeded,
    shape: words({ id: '', label: '', names: [], ask: () => '', example: '' }).shape,
    show: () => '已同意',
    holds: (value, facts) => value === null || value === versionIn(facts),
    parse: (text, facts) => {
      const isNo = yesNo(text) === false || plain(text).startsWith('不同意');
      if (!isNo && saysYes(text)) return ok(versionIn(facts));
      if (!isNo) return err('请回复“同意”或“不同意”。');
      return isNeeded ? err(NEEDED) : ok(null);
    },
    onPage: { ...PROMISE, reads: (facts) => [publicationText(facts, roster)] },
  };
};

const NEEDED =
  '入选前要依规公示姓名、单位和类别，没有这项同意就不能提交。已填的内容会保留，有顾虑请回复“人工”。';

const declarationsIn = (facts: Facts, roster: Roster): readonly string[] =>
  (entryOf(facts, roster)?.declarations.value ?? []).map(
    ({ text }, index) => `（${index + 1}）${text}`,
  );

/** The last questions before the paper. */
export const promiseFields = (roster: Roster): readonly Field[] => [
  publicationField(roster, false),
  publicationField(roster, true),
  agreement({
    id: 'declarations',
    label: '本人承诺',
    names: ['承诺'],
    ask: (_answers, facts) =>
      [
        '请确认以下承诺：',
        ...declarationsIn(facts, roster),
        '都符合并愿意遵守，请回复“同意”。',
      ].join('\n'),
    example: '',
    agreed: () => 'all',
    without: '这些是担任的基本要求，不能确认就不能提交。已填的内容会保留，有疑问请回复“人工”。',
    shown: '已确认',
    onPage: { ...PROMISE, reads: (facts) => declarationsIn(facts, roster) },
  }),
];

/** The call has closed while the form was filled in (GP-5.1). */
export const lateField: Field = {
  ...agreement({
    id: 'keepAsSelf',
    label: '按个人自荐保留',
    names: ['保留'],
    ask: () =>
      '征集截止以后，这份申请要按个人自荐保留吗？保留的话随时审核。\n保留请回复“保留”，不保留请回复“取消”。',
    example: '',
    agreed: () => 'yes',
    without: '不保留请回复“取消”，想先放着请回复“先这样”。',
    shown: '保留',
  }),
  when: (answers) => answers.lateCall !== undefined,
  onPage: {
    section: '公示和承诺',
    reads: () => ['征集已经截止。可以按个人自荐保留这份申请，由工作人员随时审核。'],
  },
};
