import { draws, evaluation, showDay, showInstant } from '../../domain/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

const SHOWN = 3;

const workOf = ({ invitation, task }: draws.OwnInvitation): string =>
  [
    `${task.number}：${draws.INVITATION_STATUS_WORDS[invitation.status]}`,
    `  ${showDay(task.firstDay)}${task.assembleAt}集合，${task.place}`,
    ...(invitation.status === 'invited'
      ? [`  请在${showInstant(new Date(invitation.replyBy))}前答复`]
      : []),
    // the institution is told to the own experts only, and only once it was disclosed
    ...(task.targets === null ? [] : [`  被检查单位：${task.targets.join('、')}`]),
    ...(task.leaderPhone === '' ? [] : [`  带队人员电话 ${task.leaderPhone}`]),
  ].join('\n');

/** The work sheet as far as it may be told: which material lies where, never the material (ZJ-15.7). */
const sheetOf = (task: string, sheets: readonly evaluation.OwnWork[]): readonly string[] => {
  const sheet = sheets.find((one) => one.task === task);
  if (sheet === undefined) return [];
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

/** 任务: an expert's own invitations with day, place and the leader's phone (C-11). */
export const tasks: Instant = {
  kind: 'instant',
  id: 'tasks',
  title: '任务',
  openings: ['任务', '我的任务', '任务安排'],
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
    return finished(
      ...own.slice(0, SHOWN).flatMap((one) => [workOf(one), ...sheetOf(one.task.id, sheets)]),
      '接受请回复“接受”，去不了请回复“不能参加”加原因。',
    );
  },
};
