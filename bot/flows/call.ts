import { campaigns } from '../../domain/index.ts';
import type { Doing, Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

/** The calls that are open, as anybody may read them. */
export const openCalls = async ({
  facts,
  desk,
}: Doing): Promise<readonly campaigns.PublicCall[]> => {
  const answered = await desk.app.askIn(desk.tx, campaigns.openCalls, {}, facts.actor);
  return answered.kind === 'found' ? answered.value : [];
};

/** 公告: what is called for, until when, and how to apply (GP-5.1, GP-6.1, ZJ-7.1). */
export const call: Instant = {
  kind: 'instant',
  id: 'call',
  title: '公告',
  openings: ['公告', '看公告', '查公告', '报名公告', '选聘公告', '征集公告', '招募公告'],
  menu: () => null,
  answer: async (context, rest) => {
    const open = await openCalls(context);
    const meant = open.filter(({ number }) => number === rest.trim());
    const calls = meant.length > 0 ? meant : open;
    if (calls.length > 0) return finished(...calls.map(campaigns.callWords));
    const { selfNomination } = campaigns.waysOf(context.facts.policy(campaigns.CAMPAIGNS));
    return finished(
      '现在没有正在报名的公告。',
      selfNomination ? '社会监督员全年可以自荐，回复“自荐”开始填写。' : '有新公告会在这里告诉您。',
      '有疑问请回复“人工”。',
    );
  },
};
