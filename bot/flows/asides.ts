import { enquiries, OFFICE } from '../../domain/index.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { spotCitizenNumber } from '../dialogue/understand/people.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

/** What people say to whoever they think is there, answered in a sentence. */

const WHO =
  /^(?:你好|您好|喂|请问|[,，\s])*(?:有人吗|有没有人|有人在吗|人呢|(?:你|您|这)?是(?:不是)?(?:机器人|真人|人工|自动回复|ai)(?:吗|吧|还是.{1,6})?|你是谁|您是谁|(?:能|可以|想|要|找)(?:不能)?(?:跟|和|同|找|见).{1,14}(?:谈谈|谈一下|谈|聊聊|聊|说说|说话|见面)吗?|.{0,6}12393.{0,4}(?:打不通|没人接|占线|不通).{0,4})[。?!~]*$/iu;

export const whoIsThere: Instant = {
  kind: 'instant',
  id: 'whoIsThere',
  title: '有人吗',
  openings: [],
  hears: (text) => (WHO.test(plain(text)) ? text.trim() : null),
  menu: () => null,
  answer: (_context, rest) =>
    Promise.resolve({
      ...finished(
        '这里是自动回复的机器人。要找工作人员，请回复“人工”，刚才的话会一起转过去。',
        '要反映问题请回复“举报”，看菜单请回复“0”。',
      ),
      offered: { kind: 'passOn', words: rest },
    }),
};

/** 你们电话多少: the phone of the bureau, the hotline, and that one can write here. */
export const howToReach: Instant = {
  kind: 'instant',
  id: 'howToReach',
  title: '联系方式',
  openings: [],
  menu: () => null,
  answer: ({ facts, desk }) => {
    const { contact } = desk.app.bureauOf(desk.tx.bureau);
    const { opens, closes } = facts.policy(OFFICE).office;
    const { hotline } = facts.policy(enquiries.ENQUIRIES).enquiries;
    return Promise.resolve(
      finished(
        contact === undefined
          ? ''
          : `${facts.bureauName}电话${contact.phone}，地址：${contact.address}。`,
        `工作时间：工作日${opens}至${closes}。医保热线${hotline}。`,
        '也可以在这里留言：回复“人工”，工作人员看到后直接答复您。',
      ),
    );
  },
};

/** 我想问个问题: the question itself is waited for. */
export const toAsk: Instant = {
  kind: 'instant',
  id: 'toAsk',
  title: '咨询',
  openings: [],
  menu: () => null,
  answer: () =>
    Promise.resolve(
      finished(
        '您请说，直接写下要问的事就行，常见的问题马上答。',
        '要工作人员来答，请回复“人工”。要反映问题请回复“举报”。',
      ),
    ),
};

const NUMBER_ALONE = /^[^\p{Script=Han}]*\d{17}[\dxX][^\p{Script=Han}]*$/u;

/** A citizen number nobody asked for. */
export const unaskedNumber: Instant = {
  kind: 'instant',
  id: 'unaskedNumber',
  title: '身份证号',
  openings: [],
  hears: (text) => {
    const said = plain(text);
    const isBare = said.length <= 40 && spotCitizenNumber(text).length > 0;
    return isBare || NUMBER_ALONE.test(said) ? '' : null;
  },
  menu: () => null,
  answer: () =>
    Promise.resolve(
      finished(
        '请不要直接发身份证号，现在用不着它。只有自荐填到那一项时才需要，会加密保存。',
        '要报名请回复“自荐”，看菜单请回复“0”。',
      ),
    ),
};
