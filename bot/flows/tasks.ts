import { dayOf, draws, evaluation, showDay, showInstant } from '../../domain/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { finished } from './refused.ts';

const SHOWN = 3;

type Waiting = 'answer' | 'work' | null;

interface Listed {
  readonly one: draws.OwnInvitation;
  readonly waiting: Waiting;
}

/** What of an own invitation is still to come: an answer, the work, or nothing. */
const waitingFor = ({ invitation, task, isOver }: draws.OwnInvitation, now: Date): Waiting => {
  if (isOver || task.lastDay < dayOf(now)) return null;
  if (invitation.status === 'invited') return 'answer';
  return invitation.status === 'accepted' ? 'work' : null;
};

const HOW_TO_REPLY: Readonly<Record<NonNullable<Waiting>, string>> = {
  answer: '接受请回复“接受”，去不了请回复“不能参加”加原因。',
  work: '临时去不了，请回复“不能参加”加原因。',
};

/** How to answer, where anything can be answered still. */
const howToReply = (waiting: readonly Waiting[]): string => {
  const first = waiting.includes('answer') ? 'answer' : waiting.find((one) => one !== null);
  return first == null ? '' : HOW_TO_REPLY[first];
};

const workOf = ({ one: { invitation, task }, waiting }: Listed): string =>
  [
    `${task.number}：${draws.INVITATION_STATUS_WORDS[invitation.status]}${
      invitation.status === 'accepted' && waiting === null ? '，工作已结束' : ''
    }`,
    `  ${showDay(task.firstDay)}${task.assembleAt}集合，${task.place}`,
    ...(invitation.status === 'invited'
      ? [`  请在${showInstant(new Date(invitation.replyBy))}前答复`]
      : []),
    // the institution is told to the own experts only, and only once it was disclosed
    ...(task.targets === null ? [] : [`  被检查单位：${task.targets.join('、')}`]),
    ...(task.leaderPhone === '' ? [] : [`  带队人员电话 ${task.leaderPhone}`]),
  ].join('\n');

/** The work sheet as far as it may be told: which material lies where, never the material (ZJ-15.7). */
const sheetOf = (
  { one: { task }, waiting }: Listed,
  sheets: readonly evaluation.OwnWork[],
): readonly string[] => {
  const sheet = sheets.find((one) => one.task === task.id);
  if (sheet === undefined)
    return waiting === null || task.targets !== null ? [] : ['  被检查单位要到告知时才能看'];
  const read = sheet.materials.map(({ name, where }) => `${name}（${where}）`).join('；');
  return [
    `  依据：${short(sheet.basis)}`,
    sheet.scope === null
      ? '  工作范围和被检查单位要到告知时才能看'
      : `  范围：${short(sheet.scope)}`,
    ...(read === '' ? [] : [`  材料只在现场看，不通过微信发：${short(read)}`]),
  ];
};

const short = (text: string): string =>
  [...text].length <= LONGEST ? text : `${[...text].slice(0, LONGEST - 1).join('')}…`;
const LONGEST = 80;

/** 几点到, 在哪集合, 去哪个单位: asked by somebody who holds an invitation. */
const ASKS =
  /^(?!.*(?:上班|下班|开门|办公|电话))(?:请问|你好|您好|那|这次|这个|任务|工作|检查|集合|[,，\s])*(?:是|在|去|查|到|检查)?(?:哪天|哪一天|几号|几月几号|星期几|周几|什么时候|啥时候|什么时间|几点|哪里|哪儿|哪集合|什么地方|啥地方|(?:什么|哪个?|哪家|啥)(?:单位|医院|机构|药店)).{0,6}$/u;

/** 任务: an expert's own invitations with day, place and the leader's phone (C-11). */
export const tasks: Instant = {
  kind: 'instant',
  id: 'tasks',
  title: '任务',
  openings: ['任务', '我的任务', '任务安排'],
  hears: (text, { offers }) =>
    offers.some(({ name }) => name === 'drawInvitation') && ASKS.test(plain(text)) ? '' : null,
  menu: (facts) =>
    facts.actor.memberships.some((one) => one.roster === 'experts') ? '我的任务' : null,
  answer: async ({ facts, desk }) => {
    const { person } = facts.actor;
    if (person === null)
      return finished('您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。');
    const asked = await desk.app.askIn(desk.tx, draws.ownInvitations, { person }, facts.actor);
    const own = asked.kind === 'found' ? asked.value : [];
    if (own.length === 0) return finished('现在没有您的任务。有新的邀请会发到这里。');
    const asking = await desk.app.askIn(desk.tx, evaluation.ownWork, { person }, facts.actor);
    const sheets = asking.kind === 'found' ? asking.value : [];
    const all = own.map((one): Listed => ({ one, waiting: waitingFor(one, facts.now) }));
    // what is still to come stands first, however old the invitation
    const shown = [
      ...all.filter(({ waiting }) => waiting !== null),
      ...all.filter(({ waiting }) => waiting === null),
    ].slice(0, SHOWN);
    return finished(
      ...shown.flatMap((one) => [workOf(one), ...sheetOf(one, sheets)]),
      howToReply(shown.map(({ waiting }) => waiting)),
    );
  },
};
