import { draws } from '../../domain/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

const percent = (chance: number): string => `${(chance * 100).toFixed(1)}%`;

const GROUP = /(?=(?:.{16})+$)/gu;

/** One own row; the ticket in groups of sixteen, so that it can be compared on paper. */
const linesOf = (one: draws.Receipt): readonly string[] => [
  `抽取 ${one.name}${one.isVoid ? '（已作废，另行抽取）' : ''}`,
  `  您的编号 ${one.cid}`,
  ...(one.out === null
    ? [
        `  参加了抽取：名次 ${String(one.place)}（共${one.candidates}人）${seatWords(one)}`,
        ...(one.ticket === null ? [] : [`  票号 ${one.ticket.replaceAll(GROUP, ' ').trim()}`]),
        `  中选机会 ${one.chance === null ? '正在计算，请过几分钟再查' : percent(one.chance)}`,
      ]
    : [`  未列入抽取（${one.out}）`]),
];

const seatWords = ({ seat, followed }: draws.Receipt): string => {
  if (seat === null) return '，未抽中';
  return followed ? `，按名次递补（${seat}）` : `，抽中（${seat}）`;
};

const LATER = '工作还没有结束、抽取记录还没有公布的，要等公布后才能查。';

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
    if (own.length === 0) return finished('现在没有可以给您看的抽取凭证。', LATER);
    return finished(
      ...own.flatMap(linesOf),
      '这些只给您本人看。对照公布的记录，用核对网页可以自己重新计算。',
      LATER,
    );
  },
};
