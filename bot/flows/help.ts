import type { Facts } from '../dialogue/flow.ts';

/** What the help says, by what the person is: a volunteer, an expert, staff, or anybody. */
export const ROLE_HELP = ({ actor }: Facts): readonly string[] => [
  '直接回复要办的事就行，例如“举报”“进度”。填写中随时可说“上一步”“取消”。',
  ...(actor.memberships.length > 0
    ? []
    : ['想报名，请回复“公告”看正在征集的；报过名的，回复“进度”看到哪一步，“撤回同意”可以不办。']),
  ...(actor.memberships.some((one) => one.roster === 'experts')
    ? ['收到任务邀请，请回复“接受”，或“不能参加”加原因；“任务”看安排。']
    : []),
  ...(actor.memberships.length > 0
    ? ['和某家单位有关联，请回复“回避”；近期没空，请回复“没空”。']
    : []),
  ...(actor.account === null
    ? []
    : ['收到需要您知道的事，请回复“已知悉”；轮到您签署审查意见，请回复“签署”取网页。']),
];
