import { evaluation, showInstant } from '../../domain/index.ts';
import { issueFormLink } from '../../domain/exchange/index.ts';
import type { Doing, Done, Instant } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const STAGE_WORDS: Readonly<Record<evaluation.OwnRound['stage'], string>> = {
  asked: '等您填写',
  given: '已提交，计票前可以改',
  counted: '已计票，可以看结果',
};

const SHOWN = 3;
const HOUR = 3_600_000;

/** A fresh link for one question; the one before opens nothing any more. */
const linkTo = async (
  { facts, desk }: Doing,
  { round, dueAt }: evaluation.OwnRound,
  person: string,
): Promise<string> => {
  const until = new Date(Math.max(dueAt.getTime(), facts.now.getTime() + 24 * HOUR));
  const kind = evaluation.OPINION_FORM;
  const invite = { kind, person, subject: round, validUntil: until };
  const fresh = { seed: desk.app.seed(), now: facts.now };
  return `${desk.app.publicUrl ?? ''}${await issueFormLink(desk.tx, invite, fresh)}`;
};

/** 填写意见: the own questions of a deliberation, each with a page that opens once (ZJ-13.2a). */
export const opinion: Instant = {
  kind: 'instant',
  id: 'opinion',
  title: '填写意见',
  openings: ['填写意见', '合议意见', '填写合议意见', '提交意见'],
  menu: () => null,
  answer: async (context) => {
    const { facts, desk } = context;
    const { person } = facts.actor;
    if (person === null) return finished(NOT_BOUND);
    const asked = await desk.app.askIn(desk.tx, evaluation.ownRounds, { person }, facts.actor);
    const open = asked.kind === 'found' ? asked.value : [];
    if (open.length === 0) return finished('现在没有等您填写的合议意见。有了会发消息给您。');
    const lines: string[] = [];
    for (const round of open.slice(-SHOWN)) {
      const until = round.stage === 'asked' ? `，${showInstant(round.dueAt)}前` : '';
      lines.push(`${round.number}：${STAGE_WORDS[round.stage]}${until}`);
      lines.push(await linkTo(context, round, person));
    }
    return finished(...lines, '网页只能用您自己的手机打开一次，请不要转发。');
  },
};

const NOT_BOUND = '您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。';
const NUMBER = /RW\d{4}-\d{4,}/u;

/** Form 3 as the expert it is about reads it. */
const formOf = (one: evaluation.Evaluation): readonly string[] => {
  const unticked = evaluation.FORM3.flatMap(({ items }) =>
    items.filter(({ id }) => !one.ticks.includes(id)).map(({ text }) => text),
  );
  return [
    `${one.number} 工作评价：${one.level}（${one.unit}）`,
    unticked.length === 0 ? '15项都已勾选。' : `没有勾选的：${unticked.slice(0, SHOWN).join('')}`,
    ...(one.remarks === '' ? [] : [`意见建议：${one.remarks.slice(0, 120)}`]),
    `领导意见：${one.leaderOpinion.slice(0, 60)}`,
    ...(one.answers.length === 0 ? [] : ['您的说明已经记在后面。']),
  ];
};

/** 工作评价: the own evaluation, and the own word on it (ZJ-16a). */
export const ownEvaluation: Instant = {
  kind: 'instant',
  id: 'ownEvaluation',
  title: '工作评价',
  openings: ['工作评价', '我的评价', '查看评价'],
  menu: () => null,
  answer: async (context, rest) => {
    const { facts, desk } = context;
    const { person } = facts.actor;
    if (person === null) return finished(NOT_BOUND);
    const asked = await desk.app.askIn(desk.tx, evaluation.ownEvaluations, { person }, facts.actor);
    const own = asked.kind === 'found' ? asked.value : [];
    const number = NUMBER.exec(rest.toUpperCase())?.[0] ?? null;
    const found = number === null ? own[0] : own.find((one) => one.number === number);
    if (found === undefined) return finished('还没有您的工作评价。填好后会发消息给您。');
    const words = rest.replace(/RW\d{4}-\d{4,}/iu, '').replace(/^[\s:：,，。]+/u, '');
    return words === ''
      ? finished(...formOf(found), HOW_TO_ANSWER)
      : answerTo(context, found, words);
  },
};

const answerTo = async (
  { facts, desk }: Doing,
  { id, number }: evaluation.Evaluation,
  text: string,
): Promise<Done> => {
  const input = { evaluation: id, text };
  const action = evaluation.answerEvaluation;
  const outcome = await desk.app.performIn(desk.tx, action, input, facts.actor);
  return outcome.kind === 'done'
    ? finished(`已把您的说明记在 ${number} 的工作评价后面，工作人员会看到。`)
    : refused(outcome, '请把您的说明写完整，至少2个字，例如“工作评价 当天提前请过假”。');
};

const HOW_TO_ANSWER = '有不同意见，请回复“工作评价”加您的说明，会和评价一起保存。';
