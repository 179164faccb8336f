import { z } from 'zod';
import { dayOf, err, membership, ok, parseDay, showDay, type Json } from '../../domain/index.ts';
import type { Field, Form } from '../dialogue/flow.ts';
import { understandWhen, type When } from '../dialogue/understand/when.ts';
import { finished, refused } from './refused.ts';

/** 没空: standing unavailability, so that a draw passes somebody over who is away (C-11, draw.md). */

const days = z.object({ since: z.string(), until: z.string() });

const daysOf = (when: When): Json | null => {
  if (when.kind === 'point') return { since: when.at.slice(0, 10), until: when.at.slice(0, 10) };
  return when.kind === 'range' ? { since: when.from, until: when.to } : null;
};

const shown = (value: Json): string => {
  const { since, until } = days.parse(value);
  const [first, last] = [parseDay(since), parseDay(until)];
  if (first === null || last === null) return '';
  return first === last ? showDay(first) : `${showDay(first)}至${showDay(last)}`;
};

const period: Field = {
  id: 'period',
  label: '没空的日子',
  names: ['日期', '时间', '日子'],
  ask: () => '哪些日子没空？',
  example: '12月1日到12月5日，或 下周三',
  otherWay: '也可以回复“人工”，由工作人员替您登记。',
  shape: days,
  show: shown,
  parse: (text, facts) => {
    const when = understandWhen(text, facts.now, { direction: 'future' });
    const value = when === null ? null : daysOf(when);
    if (when?.kind === 'impossible') return err(`${when.echo}请再写一次。`);
    if (value === null) return err('没有看出是哪些日子，请写日期，或一段日子。');
    return days.parse(value).until < dayOf(facts.now)
      ? err('这些日子已经过去了，请写以后的日子。')
      : ok(value);
  },
};

export const unavailable: Form = {
  kind: 'form',
  id: 'unavailable',
  version: 1,
  title: '没空登记',
  openings: ['没空', '近期没空', '最近没空', '没有空', '登记没空', '没空登记', '请假登记'],
  menu: (facts) => (facts.actor.memberships.length > 0 ? '登记没空的日子' : null),
  closed: (facts) =>
    facts.actor.person === null || facts.actor.memberships.length === 0
      ? '没空登记给社会监督员和专家使用。您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。'
      : null,
  intro: ({ tasks }) =>
    tasks.length === 0
      ? '登记之后，这些日子不会抽选您。'
      : '登记之后，这些日子不会抽选您；已经收到的邀请去不了，请另外回复“不能参加”加原因。',
  fields: [period],
  evidence: false,
  photos: '登记没空的日子不需要照片，刚才的图片已删除，没有保存。',
  submit: async ({ facts, desk }, answers) => {
    const { since, until } = days.parse(answers.period?.value);
    const input = { person: facts.actor.person ?? '', since, until, by: 'self' };
    const outcome = await desk.app.performIn(
      desk.tx,
      membership.setMemberUnavailable,
      input,
      facts.actor,
    );
    if (outcome.kind !== 'done')
      return refused(outcome, '没有登记成功，请回复“人工”，由工作人员替您登记。');
    return finished(
      `已登记：${shown({ since, until })}没空，这些日子不会抽选您。`,
      '已经接受的任务去不了，请另外回复“不能参加”加原因。',
    );
  },
};
