import type { Facts } from '../dialogue/flow.ts';
import type { Wish } from '../dialogue/setting.ts';
import { plain } from '../dialogue/understand/normalise.ts';

/**
 * What somebody wants who uses none of the openings: the first sentences of people who write as they
 * speak (C-11). Asked only about words that nothing else understood.
 */

const SELF = '(?:我们?|俺|咱)?';
const WANTS = '(?:要|想|来|需要|得|应该|愿意|可以|能|能不能|可不可以|也)*';
const HOW = '(?:怎么样?|怎样|如何|咋|在?哪里?|去哪里?|上哪)(?:才能|才可以|能|可以|去)?';
const TO_YOU =
  '(?:给|向|跟|和|对|找)?(?:你们?|您|局里|医保局|上级|上面|组织|领导|国家|政府)?(?:这里)?';
const THING = '(?:问题|情况|事情|事儿|事|线索|人|意见)';
const SOME = '(?:一下|一个|一件|一些|一点|个|点|件|下|些|点儿)?';
const TELL = '(?:反映|反应|返映|举报|检举|揭发|告发|揭露|曝光|投诉|告状)';

const of = (source: string): RegExp => new RegExp(`^${source}$`, 'u');

const REPORTS: readonly RegExp[] = [
  of(`${SELF}${WANTS}${TO_YOU}${WANTS}${TELL}${TELL}?${SOME}${THING}?`),
  of(
    `${SELF}(?:这里)?有${SOME}(?:重要)?${THING}${SELF}${WANTS}${TO_YOU}${WANTS}(?:${TELL}|提供|报告|说)${SOME}`,
  ),
  of(`${SELF}${WANTS}${TO_YOU}(?:提供|报告|上报)${SOME}(?:${THING})`),
  of(`${SELF}(?:这里)?有${SOME}线索`),
  of(`${SELF}${HOW}${TO_YOU}(?:${TELL}|提供线索)${SOME}${THING}?`),
  of(`${SELF}${TELL}(?:${HOW}|的?(?:电话|地方|入口)?在哪里?)(?:弄|办|走|写|填)?`),
  of(`${SELF}(?:发现|看到|遇到|碰到|碰上)了?${SOME}(?:问题|情况|事情|事)`),
];
/** 我要告药店: whom somebody is about to accuse. */
const ACCUSES = of(
  `${SELF}(?:要|想|来)?(?:${TELL}|告)${SOME}.{0,10}(?:医院|药店|药房|诊所|卫生室|卫生院|大夫|医生|老板)(?:的?(?:问题|情况|事情?))?`,
);

const APPLIES: readonly RegExp[] = [
  of(`${SELF}${WANTS}(?:报个?名|自荐|自我推荐|毛遂自荐)${SOME}`),
  of(`${SELF}(?:要|想|想要|愿意|可以|也想)(?:参加|加入|报名参加)(?:你们)?`),
  of(
    `${SELF}${WANTS}(?:参加|加入|参与|报名)(?:医保|基金|社会)*(?:监督)(?:员|工作|队伍|活动)*(?:队伍)?`,
  ),
  of(`${SELF}${WANTS}(?:当|做|担任|成为|干)(?:一名|一个|个)?(?:医保|社会)*监督员`),
  /(?:为|给|替).{0,8}监督.{0,4}(?:出.{0,3}力|做.{0,4}(?:事|贡献))/u,
  of(`${SELF}${WANTS}(?:填|要|领|拿)(?:一?[个张份])?(?:报名|申请|自荐)表`),
  of('(?:医保|社会)*监督员(?:报名|自荐)'),
];
const ASKS_TO_APPLY: readonly RegExp[] = [
  of(
    `${SELF}(?:医保|社会)*(?:监督员)?${HOW}(?:报名?|当上?|做|成为|参加|加入|自荐|申请)(?:的)?(?:医保|社会)*(?:监督员?|监督队伍|名)?`,
  ),
  of(
    `${SELF}(?:可以|能不能|可不可以|能|是不是可以)(?:报名|当|做|参加|成为|申请)(?:医保|社会)*(?:监督员?)?(?:吗|么|不)?`,
  ),
];

const NOT_RECUSED = /(?:不用|不需要|不要|不想|不必|不|没|没有|别|让|叫)(?:他|她|申请|人)?回避/u;
const WHETHER = /要不要|用不用|需不需要|该不该|是不是|是否|吗|么$|呢$|什么/u;
/** told with it: the form finds the unit and the tie in it */
const WITH_A_STORY = 10;

const OF_CLUE = /举报|线索|投诉|反映|反应|人工/u;
const WITHDRAWS: readonly RegExp[] = [
  of(
    `${SELF}${WANTS}(?:把|将)?${SELF}(?:的)?(?:撤回|撤销|撤下|撤)(?:了|掉)?${SELF}(?:的)?(?:同意|授权|申请|报名|自荐|个人信息|信息)*`,
  ),
  of(
    `${SELF}${WANTS}(?:把|将)?${SELF}(?:的)?(?:取消|不要|撤回|撤销|撤)${SELF}(?:的)?(?:报名|申请|自荐|授权|同意)`,
  ),
  of(
    `${SELF}${WANTS}(?:把|将)?${SELF}(?:的)?(?:报名|报的名|申请|自荐)(?:表)?(?:${SELF})?${WANTS}(?:取消|撤回|撤销|撤|不要|作废)(?:掉|了)?`,
  ),
  of(
    `${SELF}(?:现在|又)?(?:不想|不愿意?|不打算|不)(?:再)?(?:报名|申请|自荐|参加)(?:监督员)?了?(?:[,，。]?(?:要|想)?(?:撤回|撤销|取消))?`,
  ),
  of(`${SELF}(?:现在|又)?不同意`),
  /(?:不同意|不想|不要|不愿意?|别|停止)(?:再)?(?:公开|公示|公布|登|挂)/u,
  /^.{0,6}(?:删除|删掉|删了|去掉|清除|注销)(?:掉)?.{0,3}(?:信息|资料|名字|个人信息|申请)$/u,
  /^(?:把|将).{0,6}(?:信息|资料|名字|申请).{0,3}(?:删|去掉|清除|注销)(?:除|掉|了)*$/u,
];

const MATTER =
  '(?:我们?|俺|的|之?上次|上回|前几天|前些天|昨天|之前|以前|那个|那件|那|这个|这件|反映|反应|举报|检举|投诉|报名|申请|自荐|线索|情况|问题|事情|事儿|事|说|报|交|审核|审查|材料|被|到底|现在|目前|究竟|请问|什么时候|啥时候|多久|多长时间|几天|能|会|才|[,，])*';
const OUTCOME =
  '(?:(?:有|出)?(?:没有|没)?(?:处理|办理)?(?:结果|消息|回音|答复|回复|下文|进展|说法)|(?:处理|办理?|查|解决|审核|审查|受理|调查|批|弄)(?:好|完|下来|出来)?(?:得|的)?了?(?:怎么样|咋样|如何|到哪一?步?)?|怎么样|咋样|选上|选中|通过|批准|到哪一?步)';
const HOW_FAR: readonly RegExp[] = [
  of(`${SELF}${WANTS}(?:查询|查查|查一查|查一下|查)(?:${MATTER})(?:结果|进度|进展)?`),
  of(`(?:查|看|看看|查询|查一下)?${MATTER}${OUTCOME}(?:了|没有|没|吗|么|呢|啊|\\?)*`),
];
/** 处理, 通过 and 办 alone ask about nothing. */
const ASKED = /[吗么呢没?]|了|结果|消息|怎么样|咋样|如何|查|到哪|什么时候|啥时候|多久|答复|进/u;

const HELPS: readonly RegExp[] = [
  of(
    '(?:这个?|这里|这东西|微信|手机|我|那|到底|真|都|也|接下来|应?该|现在)*(?:咋|怎么|怎样|如何)(?:个)?(?:用|弄|办|操作|使用|搞|办理)(?:法|啊|呢|的|它)*',
  ),
  of(
    '(?:这个?|这里|微信|手机|我|俺|真|实在|都|也|还|老了|年纪大|[,，])*(?:不会|不懂|看不明白|看不懂|不明白|搞不懂|弄不懂|弄不明白|搞不明白|不知道|不晓得)(?:怎么|咋|如何|该)*(?:用|弄|操作|办|写|填|搞|做)?(?:微信|这个|手机)?',
  ),
  of(
    '(?:你们?|您|这里|这个|这儿|这|我|那|在这里?|都|到底|[,，])*(?:能|可以|会)(?:帮我|给我)?(?:干|办|做|办理)?(?:些)?(?:什么|啥|哪些|点啥|干嘛)(?:事情?|业务|忙)?(?:的)?',
  ),
  of('(?:这里?|这个|你们?|都)*有(?:什么|啥|哪些)(?:功能|用|用处|作用|业务|服务)'),
  of(
    '(?:这里?|这个|这儿|你们?|它|到底)*(?:是|用来)?(?:干|做|搞)?(?:什么|啥|嘛)(?:的|用的|地方|东西|号|公众号|平台|单位)*',
  ),
  of(`${SELF}(?:教教|教|帮帮|帮|指导)(?:一下|下)?(?:我|俺)(?:一下|怎么用|用)?`),
  of('(?:使用|操作|用法|功能)?(?:说明|介绍|教程|指南|手册|方法)(?:书)?'),
  of('(?:帮个忙|求助|帮忙)'),
];

const PERSON =
  '(?:人|个人|真人|人工|工作人员|你们的人|你们的工作人员|你们|客服|同志|管事的|管事的人|负责人|专人|医保局|医保局的人|局里的人)';
const CALLS_SOMEBODY: readonly RegExp[] = [
  of(`${SELF}${WANTS}(?:请|帮我)?(?:找|叫|接|转接|转|换|联系|呼叫)(?:一下|一个)?${PERSON}`),
  of(`${SELF}${WANTS}(?:找|叫|派|换|安排)${SOME}人(?:来|说话|说说|谈谈|聊聊|帮忙|帮我|问问)*`),
  of(
    `${SELF}${WANTS}(?:和|跟|同|与)${PERSON}(?:直接|当面)?(?:说话?|说说|谈谈?|谈话|聊聊?|讲|讲话|通话|联系|沟通)${SOME}`,
  ),
];
const ASKS_FOR_SOMEBODY: readonly RegExp[] = [
  of(`${SELF}${WANTS}(?:找|见|联系)(?:一下|你们)?(?:的)?(?:领导|局长|科长|主任|书记)`),
];
const REACHES: readonly RegExp[] = [
  of(
    '(?:你们|医保局|局里|单位|办公室|这里|你|您)*(?:的)?(?:联系|办公|咨询|举报|投诉|服务)?(?:电话|热线)(?:号码?)?(?:是)?(?:多少|什么|几号|呢)?(?:号)?',
  ),
  of('(?:怎么|咋|如何|怎样)(?:才能|能)?联系(?:上)?(?:到)?(?:你们|您|医保局|工作人员|上)?'),
  of(
    '(?:你们|医保局|局里|单位|办公室|办事大厅)(?:的)?(?:地址)?(?:是)?(?:在)?(?:哪里?|什么地方|几楼|哪条路)',
  ),
  of('(?:你们|医保局|单位)?(?:几点|什么时候|啥时候)(?:上班|下班|开门|关门)'),
];
const ASKS_TO_ASK = of(
  `${SELF}${WANTS}(?:有|问|咨询|打听|请教)(?:一下|个|一个|点|些|几个)*(?:问题|事情?|情况)?(?:${WANTS})?(?:问|咨询|请教)?(?:一下|你们|下|您)*`,
);
/** 有 alone asks nothing. */
const TO_ASK = /问|咨询|打听|请教/u;

type Rule = (said: string, facts: Facts) => Wish | null;

const oneOf = (patterns: readonly RegExp[], said: string): boolean =>
  patterns.some((pattern) => pattern.test(said));

const bare =
  (conversation: string, patterns: readonly RegExp[]): Rule =>
  (said) =>
    oneOf(patterns, said) ? { conversation, rest: '' } : null;

const accuses: Rule = (said) =>
  ACCUSES.test(said) && !/谢|表扬/u.test(said) ? { conversation: 'clue', rest: '' } : null;

const applies: Rule = (said, facts) => {
  if (facts.actor.memberships.length > 0) return null;
  if (oneOf(APPLIES, said)) return { conversation: 'nomination', rest: '' };
  return oneOf(ASKS_TO_APPLY, said) ? { conversation: 'call', rest: '' } : null;
};

const recuses: Rule = (said) => {
  if (!said.includes('回避') || said.length > 60) return null;
  if (WHETHER.test(said)) return { conversation: 'recusal', rest: said, asks: true };
  if (NOT_RECUSED.test(said)) return null;
  return { conversation: 'recusal', rest: said.length > WITH_A_STORY ? said : '' };
};

const withdraws: Rule = (said, facts) => {
  if (OF_CLUE.test(said) || !oneOf(WITHDRAWS, said)) return null;
  const isMember = facts.actor.memberships.length > 0;
  return {
    conversation: isMember && said.includes('参加') ? 'resign' : 'withdrawConsent',
    rest: '',
  };
};

const asksHowFar: Rule = (said) =>
  said.length <= 30 && ASKED.test(said) && oneOf(HOW_FAR, said)
    ? { conversation: 'progress', rest: '' }
    : null;

const asks: Rule = (said) =>
  TO_ASK.test(said) && ASKS_TO_ASK.test(said) ? { conversation: 'toAsk', rest: '' } : null;

/** In this order: the first that fits. */
const RULES: readonly Rule[] = [
  bare('clue', REPORTS),
  accuses,
  applies,
  recuses,
  withdraws,
  bare('howToReach', REACHES),
  bare('human', CALLS_SOMEBODY),
  (said) => (oneOf(ASKS_FOR_SOMEBODY, said) ? { conversation: 'whoIsThere', rest: said } : null),
  asks,
  bare('help', HELPS),
  asksHowFar,
];

const BEFORE =
  /^(?:你好|您好|喂|在吗|请问(?:一下|下)?|请教(?:一下|下)?|麻烦(?:您|你|问)*(?:一下|下)?|(?:医保局|各位|尊敬的)*(?:同志|领导|老师|师傅|大夫|小姑娘|小伙子)们?(?:你好|您好|好)?|打扰(?:一下|了|您)*|不好意思|我?想?问(?:一下|下|问)|我想知道|[,，、。!！~\s])+/u;
const AFTER =
  /(?:[,，、。!！~…\s.]|谢谢(?:你|您|你们)?|多谢|可以吗|行吗|好吗|吧|啊|呀|哦|哈|啦|嘛)+$/u;
const LATER_LE = /了$/u;

/** The sentence without what politeness puts around it. */
const unpolite = (text: string): string => plain(text).replace(BEFORE, '').replace(AFTER, '');

const LONGEST = 60;

export const wishIn = (text: string, facts: Facts): Wish | null => {
  const said = unpolite(text);
  if (said === '' || said.length > LONGEST) return null;
  const rest = said.replace(LATER_LE, '');
  for (const one of said === rest ? [said] : [said, rest])
    for (const rule of RULES) {
      const wish = rule(one, facts);
      if (wish !== null) return wish;
    }
  return null;
};
