import { showDay } from '../kernel/day.ts';
import { ROLE_WORDS, type Role } from '../kernel/actor.ts';
import { ROSTER_WORDS } from '../kernel/world.ts';
import {
  PUBLICITY_STATE_WORDS,
  PUBLISH_FIELD_WORDS,
  type Objection,
  type PublicityRefusal,
} from './model.ts';

const rolesIn = (roles: readonly Role[]): string =>
  roles.map((role) => ROLE_WORDS[role]).join('、');

/** What can be said of a period and its candidates, and of all the rest. */
const PERIOD_CODES = [
  'publicity.unknown',
  'publicity.not-asked',
  'publicity.days-unset',
  'publicity.nobody-chosen',
  'publicity.not-selected',
  'publicity.already-shown',
  'publicity.no-consent',
  'publicity.invited',
  'publicity.first-day',
  'publicity.state',
  'publicity.running',
  'publicity.objections-open',
  'publicity.not-shown',
  'publicity.not-ended',
] as const;
type PeriodCode = (typeof PERIOD_CODES)[number];
type OfPeriod = Extract<PublicityRefusal, { readonly code: PeriodCode }>;
type More = Exclude<PublicityRefusal, OfPeriod>;

const isOfPeriod = (refusal: PublicityRefusal): refusal is OfPeriod =>
  PERIOD_CODES.some((code) => code === refusal.code);

export const refuse = (refusal: PublicityRefusal): string =>
  isOfPeriod(refusal) ? refusePeriod(refusal) : refuseMore(refusal);

const refusePeriod = (refusal: OfPeriod): string => {
  switch (refusal.code) {
    case 'publicity.unknown':
      return '找不到这条记录，请回到列表重新选择。';
    case 'publicity.not-asked':
      return `本局的管理办法没有规定${ROSTER_WORDS[refusal.roster].member}要先公示，不用在这里办理。`;
    case 'publicity.days-unset':
      return '还没有设定公示期，不能开始公示。请系统管理员在本局配置文件的 calls.publicityDays 里写明公示天数（建议5个工作日），再来办理。';
    case 'publicity.nobody-chosen':
      return '请至少勾选一名要公示的人选。';
    case 'publicity.not-selected':
      return `申请${refusal.number}还没有选定，或者已经办结，不能公示。请刷新页面后重新勾选。`;
    case 'publicity.already-shown':
      return `申请${refusal.number}已经公示过或正在公示，不用再公示。`;
    case 'publicity.no-consent':
      return `申请${refusal.number}没有本人同意公示的记录，不能公示，也不能聘任。请先联系本人，同意后再办理。`;
    case 'publicity.invited':
      return `申请${refusal.number}是受邀人选，按本局规定不公示，可以直接到“聘任”里办理。请去掉后再办理。`;
    case 'publicity.first-day':
      return `公示开始日应在今天到${showDay(refusal.latest)}之间，请重新填写。`;
    case 'publicity.state':
      return `这次公示现在是“${PUBLICITY_STATE_WORDS[refusal.state]}”，不能这样操作。`;
    case 'publicity.running':
      return `公示要到${showDay(refusal.lastDay)}才满，满后的第二天起才能办理。`;
    case 'publicity.objections-open':
      return `还有${refusal.count}件异议没有处理完，处理完才能办理。`;
    case 'publicity.not-shown':
      return `申请${refusal.number}还没有公示。请先到“公示”里开始公示，公示期满后再聘任。`;
    case 'publicity.not-ended':
      return `公示${refusal.number}还没有结束（公示期到${showDay(refusal.lastDay)}）。期满、已登记发布、没有未处理的异议，结束以后才能聘任。`;
  }
};

const refuseMore = (refusal: More): string => {
  switch (refusal.code) {
    case 'publicity.no-placement':
      return '还没有登记发布情况，不能结束公示。请先登记公示发在哪里、哪天发的，并附网址或截图。';
    case 'publicity.no-proof':
      return '请写网址，或者上传截图、照片，两样至少要有一样，作为已经发布的证明。';
    case 'publicity.placed-later':
      return '发布日期在今天以后，请填写实际发布的日期。';
    case 'publicity.placed-late':
      return `登记的最早发布日期是${showDay(refusal.first)}，晚于公示开始日${showDay(refusal.due)}，公示没有满期。有更早的发布请补登记；没有的话，请撤销这次公示，重新开始。`;
    case 'publicity.none-running':
      return '现在没有正在公示的人选，或者公示已经结束，所以不能提异议。要反映问题请回复“举报”，要找工作人员请回复“人工”。';
    case 'publicity.no-such-candidate':
      return '公示名单里没有这个人，请核对姓名。';
    case 'publicity.already-objected':
      return `您对这个人选的异议已经收到，编号${refusal.number}，正在处理。要补充情况请回复“人工”。`;
    case 'publicity.objection-decided':
      return '这件异议已经处理过了，不用再处理。';
    case 'publicity.candidate-missing':
      return '这件异议没有指明人选。异议成立的，请选择是哪一名人选。';
    case 'publicity.same-person':
      return '您签过这名人选的审查意见或者参与了选定，不能处理对他的异议。请由其他有权限的同事处理。';
    case 'publicity.not-your-part':
      return refusal.part === 'objection'
        ? `异议由${rolesIn(refusal.roles)}处理，您的角色不能办理。`
        : `聘任由${rolesIn(refusal.roles)}决定，您的角色不能办理。`;
    case 'publicity.changed-meanwhile':
      return '您打开之后，另一位同事已经改过。请刷新页面，核对后再操作。';
    case 'publicity.field-closed':
      return `本局的管理办法没有允许公开“${PUBLISH_FIELD_WORDS[refusal.field]}”，请去掉这一项。`;
    case 'publicity.nobody-consents':
      return `${ROSTER_WORDS[refusal.roster].roster}里没有在聘并且同意公开的人，没有可以公开的名单。`;
    case 'publicity.taken-down':
      return '已经登记过撤下，不用再登记。';
    case 'publicity.nothing-due':
      return '没有到期的公示。';
  }
};

/** Who raised it, as those who decide read it. */
export const SOURCE_OF_OBJECTION: Readonly<Record<Objection['source'], string>> = {
  chat: '微信',
  phone: '来电',
  visit: '来访',
  letter: '来信',
};
