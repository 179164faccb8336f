import { z } from 'zod';
import { err, ok, publicity, type Json, type Result } from '../../domain/index.ts';
import type { Answers, Choice, Facts, Field, Form, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { spokenDigits } from '../dialogue/understand/numbers.ts';
import { phoneIn } from '../dialogue/understand/people.ts';
import { onlyDigits, words } from './questions.ts';
import { refused } from './refused.ts';

/** 异议: from anybody, against somebody who is shown before the appointment (ZJ-8.2b, A-22). */

type Shown = publicity.ShownCandidate;

/** more than this are not listed in chat: the name is asked for instead */
const MOST_LISTED = 12;
const NOBODY = 'all';

const shownNow = ({ candidates = [] }: Facts): readonly Shown[] => candidates;

const aboutShape = z.object({ publicity: z.string(), application: z.string(), name: z.string() });

const aboutOne = ({ publicity: period, application, name }: Shown): Json => ({
  publicity: period,
  application,
  name,
});

const labelOf = ({ name, unit, number }: Shown): string =>
  `${name}（${unit === '' ? number : unit}）`;

/** 没有指明: about everybody of a period. */
const everybody = (
  shown: readonly Shown[],
): readonly { readonly key: string; readonly value: Json; readonly label: string }[] =>
  [...new Map(shown.map(({ publicity: id, period }) => [id, period]))].map(([id, period]) => ({
    key: `${NOBODY}:${id}`,
    value: { publicity: id, application: NOBODY, name: '没有指明' },
    label: `说不准是谁，或${period}的全部人选`,
  }));

const choicesOf = (facts: Facts): readonly Choice[] => {
  const shown = shownNow(facts);
  if (shown.length > MOST_LISTED) return [];
  return [
    ...shown.map((one) => ({ value: one.application, label: labelOf(one), words: [one.name] })),
    ...everybody(shown).map(({ key, label }) => ({ value: key, label, words: ['不清楚', '全部'] })),
  ];
};

const named = (text: string, shown: readonly Shown[]): readonly Shown[] => {
  const said = plain(text);
  return shown.filter(
    ({ name, number, application }) =>
      [name, number].some((one) => said.includes(plain(one))) || text === application,
  );
};

const WHO = '没有在公示名单里找到这个人，请照公示写姓名。';

const readAbout = (text: string, facts: Facts): Result<Json, string> => {
  const shown = shownNow(facts);
  const all = everybody(shown).find(({ key }) => key === text);
  if (all !== undefined) return ok(all.value);
  const found = named(text, shown);
  const [one] = found;
  if (one === undefined) return err(WHO);
  return found.length === 1
    ? ok(aboutOne(one))
    : err(
        `有${found.length}人对得上，请写申请编号：${found.map((each) => `${labelOf(each)}${each.number}`).join('；')}。`,
      );
};

const spotAbout = (text: string, facts: Facts): readonly Found[] => {
  const found = named(text, shownNow(facts));
  const [one] = found;
  return one !== undefined && found.length === 1 ? [{ value: aboutOne(one), words: one.name }] : [];
};

const about: Field = {
  id: 'about',
  label: '人选',
  names: ['人选', '姓名', '谁'],
  ask: (_answers, facts) =>
    shownNow(facts).length > MOST_LISTED
      ? '您对哪一位公示的人选有异议？请写姓名。'
      : '您对哪一位公示的人选有异议？',
  example: '写公示里的姓名',
  otherWay: '如果不好打字，回复“人工”，工作人员可以替您登记。',
  choices: choicesOf,
  shape: aboutShape,
  show: (value) => aboutShape.parse(value).name,
  parse: readAbout,
  spot: spotAbout,
  // whose period has ended meanwhile is asked about again
  holds: (value, facts) => {
    const read = aboutShape.safeParse(value);
    if (!read.success) return false;
    const { publicity: period, application } = read.data;
    return shownNow(facts).some(
      (one) =>
        one.publicity === period && (application === NOBODY || one.application === application),
    );
  },
};

const LONGEST = 4000;
const LONGEST_CONTACT = 100;

/** A name, a number, or both; a number that can ring nowhere is said to be none. */
const contactIn = (text: string): Result<Json, string> => {
  const said = text.trim();
  const digits = plain(spokenDigits(said)).replace(/\D/gu, '').length;
  if (digits === 0 && onlyDigits(said)) return err('请写称呼或电话，不想留请回复“跳过”。');
  if (digits > 0 && !phoneIn(said).ok)
    return err(
      `电话号码应是11位手机号，或带区号的座机，您写了${digits}位数字。请再写一次，不留电话可以只写称呼。`,
    );
  return said.length > LONGEST_CONTACT ? err('太长了，请只写称呼和电话。') : ok(said);
};

const fields: readonly Field[] = [
  about,
  words({
    id: 'text',
    label: '异议内容',
    names: ['内容', '理由', '情况'],
    ask: () => '请说说是什么情况：什么事、什么时候、您怎么知道的。',
    example: '他在某药店有股份，从2024年起，店里的营业执照上有他的名字',
    min: 4,
    max: LONGEST,
    notOnly: ['about'],
  }),
  words({
    id: 'contact',
    label: '联系方式',
    names: ['电话', '称呼'],
    ask: () => '愿意的话，请留下称呼和电话，核实时可能要问您。不留也可以，请回复“跳过”。',
    example: '刘先生 13800138000',
    optional: true,
    max: 100,
    parse: contactIn,
  }),
];

const NONE =
  '现在没有正在公示的人选，所以没有可以提异议的。要反映问题请回复“举报”，要找工作人员请回复“人工”。';

/** 对李某某有异议; 我反对他当专家. */
const HEARD =
  /^(?:我|本人|我们)?(?:想|要|来)?(?:对.{2,30}(?:有|提)(?:点|个|一点)?(?:异议|意见)|反对.{1,20}(?:当|做|担任|入选|入库|聘)).{0,60}$/u;

const inputOf = (answers: Answers, bag: readonly string[]): unknown => {
  const read = aboutShape.safeParse(answers.about?.value);
  const target = read.success ? read.data : { publicity: '', application: '' };
  return {
    publicity: target.publicity,
    application: target.application === NOBODY ? null : target.application,
    text: answers.text?.value,
    contact: answers.contact?.value ?? '',
    scans: [...bag],
  };
};

export const objection: Form = {
  kind: 'form',
  id: 'objection',
  version: 1,
  title: '公示异议',
  openings: ['异议', '公示异议', '提异议', '有异议', '提出异议', '我有异议', '对公示有异议'],
  hears: (text) => (HEARD.test(plain(text)) ? text : null),
  menu: (facts) => (shownNow(facts).length > 0 ? '对公示人选提异议' : null),
  closed: (facts) => (shownNow(facts).length === 0 ? NONE : null),
  whileClosed: [
    { id: 'clue', label: '反映问题，写成举报线索' },
    { id: 'human', label: '转给工作人员' },
  ],
  intro: () =>
    '您说的内容和您是谁，被公示的人看不到，只有处理异议的人能看到。有照片等材料可以直接发过来。',
  fields,
  story: 'text',
  evidence: true,
  submit: async ({ facts, desk }, answers) => {
    const input = inputOf(answers, desk.bag);
    const outcome = await desk.app.performIn(desk.tx, publicity.raiseObjection, input, facts.actor);
    if (outcome.kind !== 'done')
      return refused(outcome, '有一项内容不完整，请回复“改”加序号补充后再提交。');
    const [event] = outcome.events;
    return event.type === 'publicity.objected'
      ? {
          kind: 'finished',
          say: publicity.objectionReceipt(event),
          adoptInto: event.objection,
        }
      : { kind: 'refused', say: '' };
  },
};
