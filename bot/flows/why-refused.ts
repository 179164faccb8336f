import { nomination } from '../../domain/index.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

/** 为什么不要我, 我要申诉: the reason once more, and the way to somebody who can look at it again (GP-9.5b). */

const WHY =
  /^.{0,6}(?:为什么|为啥|凭什么|怎么|咋)(?:就|又|会|还)?(?:(?:不|没有?)(?:要|聘用?|选|录取|录用|通过|批准|批|同意)(?:上|中|过)?(?:我|我的申请)?|(?:把我)?刷(?:掉|下来)|拒绝(?:了)?我|落选|被拒).{0,6}$/u;
const APPEAL =
  /^(?:我|那我|你好|您好|,|，)*(?:要|想|能|可以|怎么|如何|在哪里?|去哪)?(?:不能|可以)?(?:提出|提|去)?(?:申诉|复议|复核|复查|重新审(?:查|核)|再审)(?:一下|一次)?(?:吗|呢|的|了)?[。!?]*$|^(?:我)?不服(?:气)?[。!]*$/u;
const LONGEST = 24;

const heard = (text: string): boolean => {
  const said = plain(text);
  return said.length <= LONGEST && (WHY.test(said) || APPEAL.test(said));
};

export const whyRefused: Instant = {
  kind: 'instant',
  id: 'whyRefused',
  title: '为什么没通过',
  openings: ['申诉', '我要申诉'],
  hears: (text) => (heard(text) ? text.trim() : null),
  menu: () => null,
  answer: async ({ facts, desk }, rest) => {
    const asked = await desk.app.askIn(desk.tx, nomination.ownApplications, {}, facts.actor);
    const own = asked.kind === 'found' ? asked.value : [];
    const refused = own.find(({ state }) => state === 'refused');
    const words = rest === '' ? '我要申诉。' : rest;
    const offered = { kind: 'passOn', words } as const;
    if (refused === undefined)
      return {
        ...finished(
          '没有查到您有没通过的申请。',
          '要申诉或问别的事，请回复“人工”，刚才的话会一起转过去。',
        ),
        offered,
      };
    const reason = refused.reason === null ? '' : `原因：${refused.reason}`;
    return {
      ...finished(
        `申请${refused.number}没有通过。${reason}`,
        '对结果有意见，请回复“人工”：刚才的话会一起转给工作人员，由他们核对并答复您。',
        '情况有变化或材料补齐了，以后可以重新申请。',
      ),
      offered,
    };
  },
};
