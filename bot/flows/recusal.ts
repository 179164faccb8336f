import { z } from 'zod';
import { err, ok, recusal as ties, type Day, type Json } from '../../domain/index.ts';
import type { Answers, Facts, Field, Form, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { understandWhen } from '../dialogue/understand/when.ts';
import { institutionField, institutionsIn, readInstitution } from './institution.ts';
import { choice, words } from './questions.ts';
import { refused } from './refused.ts';

/** 回避: a member declares a tie to an institution (ZJ-11.0, ZJ-14.4, GP-9.3). */

const KINDS = ties.TIE_KINDS.map((value, index) => ({
  value,
  label:
    [
      '有利益关联（持股、合作、收受、纠纷等）',
      '曾在那里任职',
      '我所在的单位和它是同一个法人',
      '配偶或直系亲属和它有利益关联',
      '其他应当回避的情形',
    ][index] ?? ties.TIE_KIND_WORDS[value],
  words:
    [
      ['利益', '关联'],
      ['任职', '工作过', '在那工作过'],
      ['同一法人'],
      ['亲属', '家属', '配偶'],
      ['其他'],
    ][index] ?? [],
}));

const KIN =
  /我?(?:的)?(?:儿子|女儿|爱人|老婆|老公|丈夫|妻子|配偶|父亲|母亲|爸爸?|妈妈?|哥哥?|弟弟?|姐姐?|妹妹?|儿媳|女婿)/u;
const POST = /(?:以前|曾经?|过去|原来|原先|之前|从前).{0,10}(?:上班|工作|干过|任职|待过|兼职)/u;

/** Only what is said plainly: a relative there, or a post held there. */
const spotKind = (text: string): readonly Found[] => {
  const kin = KIN.exec(plain(text));
  if (kin !== null) return [{ value: kindAt(3), words: kin[0] }];
  const post = POST.exec(plain(text));
  return post === null ? [] : [{ value: kindAt(1), words: post[0] }];
};

/** Who counts as kin is the bureau's list (C-08). */
const kinWords = (facts: Facts): string => {
  const { value } = facts.policy(ties.RECUSAL).recusal.kin;
  return `直系亲属指${value.filter((one) => one !== '配偶').join('、')}。有就选，姓名不用写。`;
};

const kindAt = (index: number): string => ties.TIE_KINDS[index] ?? 'other';

const leftOn = z.object({ day: z.string(), words: z.string() });

const left: Field = {
  id: 'left',
  label: '离开时间',
  names: ['离职时间', '离职', '时间'],
  ask: () => '您是什么时候离开那里的？现在还在任职请回复“在职”。',
  example: '2025年3月，或 去年年底',
  otherWay: '记不清可以只写年份，例如“2024年”。',
  when: (answers) => answers.kind?.value === 'post',
  shape: leftOn,
  show: (value) => leftOn.parse(value).words,
  parse: (text, facts) => {
    if (/在职|还在|没离开|至今|现在还/u.test(text)) return ok({ day: '', words: '仍在任职' });
    const when = understandWhen(text, facts.now);
    if (when?.kind === 'point') return ok({ day: when.at.slice(0, 10), words: when.echo });
    // the whole of a range may have been worked: the last day counts
    if (when?.kind === 'range') return ok({ day: when.to, words: when.echo });
    if (when?.kind === 'impossible') return err(`${when.echo}请再写一次。`);
    return err('没有看出是什么时间，请写年月，还在任职请回复“在职”。');
  },
};

const ALL_WORK = 'all';

const scopeChoices = ({ tasks }: Facts) => [
  { value: ALL_WORK, label: '以后涉及某家单位的工作，都回避', words: ['都回避', '所有', '全部'] },
  ...tasks.map(({ id, number, day }) => ({
    value: id,
    label: `只回避任务${number}（${day}）`,
    words: [number],
  })),
];

const isForTask = (answers: Answers): boolean => {
  const value = answers.task?.value;
  return value !== undefined && value !== ALL_WORK;
};

const TASK_NUMBER = /[A-Z]{2}\d{4}-\d{4}/gu;

/** In general, or for one piece of work the person is asked to (GP-9.3, ZJ-14.4). */
const task: Field = choice({
  id: 'task',
  label: '回避范围',
  names: ['范围', '任务'],
  ask: () => '是以后都回避，还是只回避一次任务？',
  example: '',
  choices: scopeChoices,
  wrong: '没有对上，请回复前面的数字，例如“1”。',
  // a task that was cancelled meanwhile is asked about again
  holds: (value, facts) => value === ALL_WORK || facts.tasks.some(({ id }) => id === value),
  when: (_answers, facts) => facts.tasks.length > 0,
  show: (value) => (value === ALL_WORK ? '以后都回避' : '只回避这一次任务'),
  spot: (text, facts) =>
    (plain(text).toUpperCase().match(TASK_NUMBER) ?? []).flatMap((number) =>
      facts.tasks
        .filter((own) => own.number === number)
        .map(({ id }) => ({ value: id, words: number })),
    ),
  note: (value, facts) => {
    const own = facts.tasks.find(({ id }) => id === value);
    return own === undefined ? null : `这份声明只对任务${own.number}。`;
  },
});

const fields: readonly Field[] = [
  task,
  institutionField({
    id: 'unit',
    label: '单位',
    names: ['医院', '机构', '名称', '药店'],
    ask: () => '需要对哪一家单位回避？写名称就行，平时叫的名字也可以。',
    example: '市人民医院，或“二院”',
    max: 100,
    picks: true,
    when: (answers) => !isForTask(answers),
    spot: institutionsIn,
  }),
  choice({
    id: 'kind',
    label: '情形',
    names: ['原因', '类别'],
    ask: (_answers, facts) => `属于哪一种情形？\n${kinWords(facts)}`,
    example: '',
    choices: () => KINDS,
    wrong: '没有对上选项，请回复前面的数字，例如“2”。',
    spot: spotKind,
    show: (value) => ties.TIE_KIND_WORDS[ties.TIE_KINDS.find((one) => one === value) ?? 'other'],
  }),
  left,
  words({
    id: 'detail',
    label: '说明',
    names: ['补充说明', '细节'],
    ask: () => '还有要说明的吗？',
    example: '2022年起在该院药剂科兼职',
    // of kin only the fact is kept: nothing more is asked (ZJ-11.4)
    when: (answers) => answers.kind?.value !== 'kin',
    optional: true,
    max: 500,
  }),
];

const dayIn = (value: Json | undefined): Day | null => {
  const parsed = leftOn.safeParse(value);
  return parsed.success && parsed.data.day !== '' ? (parsed.data.day as Day) : null;
};

const inputOf = (answers: Answers, person: string): unknown => {
  const given = (id: string): Json | undefined => answers[id]?.value;
  const forTask = isForTask(answers);
  const unit = forTask ? null : readInstitution(given('unit'));
  return {
    person,
    kind: given('kind'),
    institution: unit?.institution ?? null,
    words: unit?.words ?? '',
    task: forTask ? given('task') : null,
    until: dayIn(given('left')),
    detail: given('detail') ?? '',
    source: 'chat',
  };
};

/** 我要对某院回避: the unit stands before the word. */
const FOR_UNIT =
  /^(?:我|本人)?(?:要|想|需要|得|应该|应当|申请)*(?:对|和|与).{2,30}(?:回避)(?!吗|么|呢|\?)/u;

export const recusal: Form = {
  kind: 'form',
  id: 'recusal',
  version: 2,
  title: '回避声明',
  openings: ['回避', '申请回避', '申报回避', '回避声明', '回避申报', '需要回避', '主动回避'],
  hears: (text) => (FOR_UNIT.test(plain(text)) ? text : null),
  menu: (facts) => (facts.actor.memberships.length > 0 ? '回避声明' : null),
  closed: (facts) =>
    facts.actor.person === null || facts.actor.memberships.length === 0
      ? '回避声明由社会监督员和专家填写。您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。'
      : null,
  intro: () => '声明之后，相关的工作不再安排您参加；不影响其他工作，也不影响您反映问题。',
  fields,
  evidence: false,
  photos: '回避声明不需要照片，刚才的图片已删除，没有保存。',
  submit: async ({ facts, desk }, answers) => {
    const input = inputOf(answers, facts.actor.person ?? '');
    const outcome = await desk.app.performIn(desk.tx, ties.declareTie, input, facts.actor);
    if (outcome.kind !== 'done')
      return refused(outcome, '这份声明没有保存成功，请回复“人工”，由工作人员替您登记。');
    const [event] = outcome.events;
    return 'number' in event
      ? {
          kind: 'finished',
          say: [
            `回避声明已登记，编号${event.number}，从现在起生效。`,
            isForTask(answers)
              ? '这次任务不再请您参加，也请不要打听和谈论。'
              : '涉及这家单位的工作不再安排您参加。',
            '情况有变化，请回复“人工”。',
          ].join('\n'),
        }
      : { kind: 'refused', say: '' };
  },
};
