import { z } from 'zod';
import { err, ok, recusal as ties, type Day, type Json } from '../../domain/index.ts';
import type { Answers, Field, Form } from '../dialogue/flow.ts';
import { understandWhen } from '../dialogue/understand/when.ts';
import { choice, words } from './questions.ts';
import { refused } from './refused.ts';

/** 回避: a member declares a tie to an institution (ZJ-11.0, ZJ-14.4, GP-9.3). */

const KINDS = ties.TIE_KINDS.map((value, index) => ({
  value,
  label: [
    '有利益关联（持股、合作、收受、纠纷等）',
    '曾在那里任职',
    '我所在的单位和它是同一个法人',
    '配偶或直系亲属和它有利益关联',
    '其他应当回避的情形',
  ][index] ?? ties.TIE_KIND_WORDS[value],
  words: [['利益', '关联'], ['任职', '工作过', '在那工作过'], ['同一法人'], ['亲属', '家属', '配偶'], ['其他']][index] ?? [],
}));

const leftOn = z.object({ day: z.string(), words: z.string() });

const left: Field = {
  id: 'left',
  label: '离开时间',
  names: ['离职时间', '离职', '时间'],
  ask: () => '您是什么时候离开那里的？现在还在任职请回复“在职”。',
  example: '2025年3月，或 去年年底',
  otherWay: '记不清可以只写年份，例如“2024年”。',
  when: (answers) => answers['kind']?.value === 'post',
  shape: leftOn,
  show: (value) => leftOn.parse(value).words,
  parse: (text, facts) => {
    if (/在职|还在|没离开|至今|现在还/u.test(text)) return ok({ day: '', words: '仍在任职' });
    const when = understandWhen(text, facts.now);
    if (when?.kind === 'point') return ok({ day: when.at.slice(0, 10), words: when.echo });
    // the whole of a range may have been worked: the last day counts
    if (when?.kind === 'range') return ok({ day: when.to, words: when.echo });
    return err('没有看出是什么时间，请写年月，还在任职请回复“在职”。');
  },
};

const fields: readonly Field[] = [
  words({
    id: 'unit',
    label: '单位',
    names: ['医院', '机构', '名称', '药店'],
    ask: () => '需要对哪一家单位回避？写名称就行，平时叫的名字也可以。',
    example: '湛江市第二人民医院，或“二院”',
    min: 2,
    max: 100,
  }),
  choice({
    id: 'kind',
    label: '情形',
    names: ['原因', '类别'],
    ask: () => '属于哪一种情形？',
    example: '',
    choices: () => KINDS,
    wrong: '没有对上选项，请回复前面的数字，例如“2”。',
    show: (value) => ties.TIE_KIND_WORDS[ties.TIE_KINDS.find((one) => one === value) ?? 'other'],
  }),
  left,
  words({
    id: 'detail',
    label: '说明',
    names: ['补充说明', '细节'],
    ask: () => '还有要说明的吗？亲属的姓名不用写。',
    example: '2022年起在该院药剂科兼职',
    optional: true,
    max: 500,
  }),
];

const dayIn = (value: Json | undefined): Day | null => {
  const parsed = leftOn.safeParse(value);
  return parsed.success && parsed.data.day !== '' ? (parsed.data.day as Day) : null;
};

const inputOf = (answers: Answers, person: string): unknown => ({
  person,
  kind: answers['kind']?.value,
  words: answers['unit']?.value,
  until: dayIn(answers['left']?.value),
  detail: answers['detail']?.value ?? '',
  source: 'chat',
});

export const recusal: Form = {
  kind: 'form',
  id: 'recusal',
  version: 1,
  title: '回避声明',
  openings: ['回避', '申请回避', '回避声明', '回避申报'],
  menu: (facts) => (facts.actor.memberships.length > 0 ? '回避声明' : null),
  closed: (facts) =>
    facts.actor.person === null || facts.actor.memberships.length === 0
      ? '回避声明由社会监督员和专家填写。您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。'
      : null,
  intro: () => '声明之后，涉及这家单位的工作不再安排您参加；不影响其他工作，也不影响您反映问题。',
  fields,
  evidence: false,
  photos: '回避声明不需要照片，刚才的图片已删除，没有保存。',
  submit: async ({ facts, desk }, answers) => {
    const input = inputOf(answers, facts.actor.person ?? '');
    const outcome = await desk.app.performIn(desk.tx, ties.declareTie, input, facts.actor);
    if (outcome.kind !== 'done') return refused(outcome, '这份声明没有保存成功，请回复“人工”，由工作人员替您登记。');
    const [event] = outcome.events;
    return 'number' in event
      ? {
          kind: 'finished',
          say: `回避声明已登记，编号${event.number}。从现在起生效，工作人员会看到。情况有变化时，请再回复“回避”或“人工”。`,
        }
      : { kind: 'refused', say: '' };
  },
};
