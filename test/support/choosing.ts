import type { campaigns } from '../../domain/index.ts';
import { ZHANJIANG, type OpenApp } from './app.ts';
import { callingOf } from './calling.ts';

/** A call for experts that is open now in Zhanjiang: two wanted, one of them for drugs. */
export const expertCall = async (open: OpenApp): Promise<campaigns.Campaign> => {
  const clerk = await open.member(ZHANJIANG, 'clerk');
  const leader = await open.member(ZHANJIANG, 'leader');
  return callingOf(open, ZHANJIANG, clerk).published(leader, {
    roster: 'experts',
    title: '2026年专家库征集公告',
    headcount: 2,
    quotas: [{ name: '药学', count: 1 }],
  });
};
