import { z } from 'zod';
import { draws, institutions, membership, staff, type Role } from '../../domain/index.ts';
import { clockTime, day, many, needed, orNull, reasonLike, recordId, text } from '../fields.ts';
import { notified } from '../office-time.ts';
import type { FormMaker } from '../page.ts';
import type { Visit } from '../visit.ts';
import { CHANGE_NEED, MOVE_EXAMPLE, TARGETS_EXAMPLE, type ChangeOptions } from './task-change.tsx';
import { isLookedUp, NOT_LOOKED_UP, SEARCH, SHOWN } from './institution-picker.tsx';
import { CHOICE_EXAMPLE } from './task-choices.tsx';
import { CORRECT_EXAMPLE, LOTTERY_WORDS_EXAMPLE, POSTPONE_EXAMPLE } from './task-lottery.tsx';
import { ARRANGING_ROLES } from './tasks.tsx';

const CHECKING: readonly Role[] = ['clerk', 'sectionHead', 'leader', 'liaison'];

/** What may happen after, or instead of, a draw: for the page of one task. */
export const laterOf = async (visit: Visit, task: string) => {
  const holds = (roles: readonly Role[]): boolean =>
    visit.account.roles.some((role) => roles.includes(role));
  return {
    choices: await visit.ask(draws.choicesOfTask, { task }),
    checks: holds(CHECKING) ? await visit.ask(draws.openChecks, { task }) : [],
    change: holds(ARRANGING_ROLES) ? await visit.ask(draws.changeableTask, { task }) : null,
    options: holds(ARRANGING_ROLES) ? await optionsOf(visit) : NO_OPTIONS,
  };
};

const NO_OPTIONS: ChangeOptions = { types: [], categories: [], institutions: [], colleagues: [] };

const optionsOf = async (visit: Visit): Promise<ChangeOptions> => {
  const list = await visit.within((tx) => institutions.readInstitutions(tx));
  const colleagues = await visit.ask(staff.listAccounts, {});
  return {
    types:
      visit.app.bureaus
        .get(visit.bureau)
        ?.section(draws.DRAWS)
        .draws.taskTypes.value.map(({ name }) => name) ?? [],
    categories: categoriesOf(visit),
    institutions: list,
    colleagues: colleagues
      .filter(({ id, disabled }) => !disabled && id !== visit.account.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  };
};

const categoriesOf = (visit: Visit): readonly string[] =>
  visit.app.bureaus.get(visit.bureau)?.section(membership.MEMBERSHIP).rosters.experts?.categories
    .value ?? [];

const yesNo = (sentence: string) =>
  z.enum(['yes', 'no'], { error: sentence }).transform((value) => value === 'yes');

const times = { firstDay: day, lastDay: orNull(day), assembleAt: clockTime };
const place = needed('请填写集合地点，例如 市医保局三楼会议室。', 100);
const version = z.coerce.number().int().min(1);
const sources = { institutions: many(recordId), words: text(1000) };

const linesOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const changeShape = z
  .object({
    ...times,
    ...sources,
    version,
    place,
    type: text(40),
    note: text(500),
    leaderPhone: text(30),
    secondAccount: orNull(recordId),
  })
  .catchall(z.unknown())
  .refine(isLookedUp, NOT_LOOKED_UP);

const aimShape = z
  .object({
    ...sources,
    version,
    reason: reasonLike(TARGETS_EXAMPLE),
    [SEARCH]: text(100),
    [SHOWN]: text(100),
  })
  .refine(isLookedUp, NOT_LOOKED_UP);

/** The corrected work: what the form does not show stays as it is. */
const workOf = (
  body: z.output<typeof changeShape>,
  known: draws.Changeable,
  categories: readonly string[],
) => {
  const { firstDay, lastDay, assembleAt, note, leaderPhone, secondAccount } = body;
  const need = categories.flatMap((category) => {
    const typed = body[CHANGE_NEED + category];
    const seats = typeof typed === 'string' ? typed.trim() : '';
    return ['', '0'].includes(seats) ? [] : [[category, seats]];
  });
  return {
    ...known.extras,
    ...{ firstDay, lastDay, assembleAt, note, leaderPhone, secondAccount },
    place: body.place,
    type: body.type === '' ? known.type : body.type,
    institutions: body.institutions,
    words: linesOf(body.words),
    need: Object.fromEntries(need) as Record<string, string>,
  };
};

const choosing = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  choose: form(
    z.object({
      kind: z.enum(draws.CHOICE_KINDS, { error: '请选择一种办法。' }),
      category: orNull(text(40)),
      person: orNull(recordId),
      lender: text(60),
      reason: reasonLike(CHOICE_EXAMPLE),
    }),
    (visit, body, { task }) =>
      notified(visit, {
        action: draws.proposeChoice,
        input: { task, ...body },
        to: `/tasks/${task}`,
        say: '已提出，科室负责人和分管领导会收到提醒。批准后自动执行。',
      }),
  ),
  decide: form(
    z.object({ choice: recordId, approves: yesNo('请选择批准或不批准。'), note: text(500) }),
    (visit, body, { task }) =>
      notified(visit, {
        action: draws.decideOnChoice,
        input: body,
        to: `/tasks/${task}`,
        say: body.approves ? '已批准并执行，正在邀请专家。' : '已记下：不批准。',
      }),
  ),
});

const changing = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  change: form(changeShape, async (visit, body, { task }) => {
    const known = await visit.ask(draws.changeableTask, { task });
    if (known === null) return { kind: 'refused', sentence: '找不到这项任务。', conflict: false };
    const work = workOf(body, known, categoriesOf(visit));
    const input = { task, version: body.version, keepsTargets: known.targets === null, work };
    const done = { to: `/tasks/${task}`, say: '任务已更正。' };
    return visit.settle(draws.changeDrawTask, input, done);
  }),
  move: form(
    z.object({ ...times, version, place, reason: reasonLike(MOVE_EXAMPLE) }),
    (visit, body, { task }) =>
      notified(visit, {
        action: draws.rescheduleDrawTask,
        input: { task, ...body },
        to: `/tasks/${task}`,
        say: '已改期，正在请专家重新答复。',
      }),
  ),
  aim: form(aimShape, (visit, { words, institutions: chosen, version: seen, reason }, { task }) =>
    notified(visit, {
      action: draws.changeDrawTargets,
      input: { task, version: seen, institutions: chosen, reason, words: linesOf(words) },
      to: `/tasks/${task}`,
      say: '检查对象已更正，回避已重新核对。',
    }),
  ),
});

/** The second person's look at phone answers, on whichever page they stand. */
export const checking = <Q extends object>(form: FormMaker<Q>, to: (query: Q) => string) => ({
  check: form(
    z.object({
      invitation: recordId,
      agrees: yesNo('请选择登记得对不对。'),
      note: text(500),
    }),
    (visit, body, query) =>
      visit.settle(draws.checkPhoneEntry, body, {
        to: to(query),
        say: body.agrees ? '已核对。' : '已记下有误，登记的人和科室负责人会收到提醒。',
      }),
  ),
});

const lotteries = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  postpone: form(
    z.object({ draw: recordId, reason: reasonLike(POSTPONE_EXAMPLE) }),
    (visit, body, { task }) =>
      visit.settle(draws.postponeDrawLottery, body, {
        to: `/tasks/${task}`,
        say: '已改用事先约定的备用开奖号码，请等开奖后登记。',
      }),
  ),
  relottery: form(
    z.object({
      draw: recordId,
      digits: needed('请填写正确的开奖号码。', 400),
      words: needed(`请写明期号、日期和来源，例如 ${LOTTERY_WORDS_EXAMPLE}。`, 100),
      reason: reasonLike(CORRECT_EXAMPLE),
    }),
    (visit, body, { task }) =>
      visit.settle(draws.correctDrawLottery, body, {
        to: `/tasks/${task}`,
        say: '开奖号码已更正，原来的号码留在记录里。',
      }),
  ),
});

/** All forms of what may happen after a draw. */
export const later = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  ...choosing(form),
  ...changing(form),
  ...lotteries(form),
  ...checking(form, ({ task }) => `/tasks/${task}`),
});
