import { draws } from '../../domain/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

const LATER = '工作还没有结束、抽取记录还没有公布的，要等公布后才能查。';

/** Where anybody finds the record and computes it again (B-21). */
const howToCheck = (publicUrl: string | undefined, bureau: string): readonly string[] =>
  publicUrl === undefined
    ? ['对照公布的记录，用核对网页可以自己重新计算。']
    : [
        `公布的记录：${publicUrl}/draws/${bureau}`,
        `下载后用核对网页可以自己重新计算：${publicUrl}/verify-draw`,
      ];

/** 我的抽取: the private receipt of published draws; of all others nothing is said (draw-36). */
export const receipt: Instant = {
  kind: 'instant',
  id: 'receipt',
  title: '我的抽取',
  openings: ['我的抽取', '抽取凭证', '我的抽取凭证', '查抽取'],
  menu: () => null,
  answer: async ({ facts, desk }) => {
    const { person } = facts.actor;
    if (person === null)
      return finished('您还没有绑定身份：向工作人员要一个绑定码，再回复“绑定”加绑定码。');
    const asked = await desk.app.askIn(desk.tx, draws.ownReceipts, { person }, facts.actor);
    const own = asked.kind === 'found' ? asked.value : [];
    const watching = await desk.app.askIn(desk.tx, draws.watchedDraws, { person }, facts.actor);
    const watched = watching.kind === 'found' ? watching.value : [];
    if (own.length + watched.length === 0) return finished('现在没有可以给您看的抽取凭证。', LATER);
    return finished(
      ...own.flatMap(draws.receiptWords),
      ...watched.flatMap(draws.watchedWords),
      ...(own.length === 0 ? [] : ['编号、票号和名次只给您本人看。']),
      ...howToCheck(desk.app.publicUrl, facts.bureau),
      LATER,
    );
  },
};
