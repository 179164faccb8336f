import type { Instant } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { finished } from './refused.ts';
import { toOffice } from './talk.ts';

/** What staff do today when somebody asks for it in chat: said honestly, and passed on. */
const byStaff = (
  id: string,
  title: string,
  told: readonly string[],
  ...openings: readonly string[]
): Instant => ({
  kind: 'instant',
  id,
  title,
  openings,
  menu: () => null,
  expects: (text) => (/\p{Script=Han}/u.test(text) ? text.trim() : null),
  answer: (context, rest) =>
    rest === ''
      ? Promise.resolve({
          ...finished(...told, '请直接写下情况，会转给工作人员；不办了请回复“0”。'),
          offered: { kind: 'next', instant: id },
        })
      : toOffice(context, `【${title}】${rest}`),
});

const NO_MORE =
  /^(?:我)?(?:不想|不愿意?|不打算|不)(?:再|继续)*(?:当|做|干|担任).{0,6}(?:监督员|专家)(?:了|啦)?[。!]*$/u;

const RESIGNS = (text: string): string | null => (NO_MORE.test(plain(text)) ? '' : null);

const resigning = (instant: Instant): Instant =>
  instant.id === 'resign' ? { ...instant, hears: RESIGNS } : instant;

/** In the order of the measure; each becomes a conversation of its own when the house does it itself. */
const ALL: readonly Instant[] = [
  byStaff(
    'change',
    '信息变更',
    ['单位、电话等信息变了，要在变更后20个工作日内报备，现在由工作人员办理。'],
    '变更',
    '信息变更',
    '变更信息',
    '信息变了',
  ),
  byStaff(
    'resign',
    '辞聘',
    ['辞聘一般要提前1个月提出，同意后解聘，现在由工作人员办理。'],
    '辞聘',
    '申请辞聘',
    '辞去监督员',
    '退出专家库',
    '退出监督员',
  ),
  byStaff('renew', '续聘', ['续聘不是自动的，现在由工作人员办理。'], '续聘', '申请续聘'),
  byStaff(
    'interview',
    '采访申请',
    ['接受采访前要先经医保部门同意，现在由工作人员办理。请写明媒体、时间和内容。'],
    '采访申请',
    '采访',
    '申请采访',
    '接受采访',
  ),
  byStaff(
    'disclosure',
    '披露申请',
    [
      '工作中知道的信息，未经医保部门批准不能对外披露，现在由工作人员办理。请写明想披露什么、给谁、为什么。',
    ],
    '披露申请',
    '申请披露',
    '披露',
  ),
  byStaff(
    'suggest',
    '意见建议',
    ['谢谢您提意见建议，现在由工作人员收集和答复。'],
    '建议',
    '意见',
    '意见建议',
    '提建议',
    '提意见',
  ),
];

export const BY_STAFF: readonly Instant[] = ALL.map(resigning);
