import { adoptBag } from '../../domain/exchange/index.ts';
import { clues } from '../../domain/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

/** 补充: what lies in the bag goes to the own clue that still waits for evidence (GP-8.6h, B-22). */
export const addEvidence: Instant = {
  kind: 'instant',
  id: 'addEvidence',
  title: '补充证据',
  openings: ['补充', '补充证据', '补充材料', '补证'],
  menu: () => null,
  takesBag: true,
  answer: async ({ facts, desk }, rest) => {
    const asked = await desk.app.askIn(desk.tx, clues.ownClues, {}, facts.actor);
    const open =
      asked.kind === 'found' ? asked.value.filter((clue) => clue.status !== 'closed') : [];
    const named = open.find((clue) => rest.toUpperCase().includes(clue.number));
    const clue =
      named ?? (open.length === 1 ? open[0] : open.find((one) => one.evidence === 'awaited'));
    if (clue === undefined)
      return finished('没有可以补充的线索。要反映问题，请回复“举报”，发来的材料会一起带上。');
    if (desk.bag.length === 0)
      return {
        ...finished(`请先把照片、录音或视频发过来，会补充到线索${clue.number}。`),
        offered: { kind: 'next', instant: 'addEvidence', rest: clue.number },
      };
    const input = { number: clue.number, pieces: desk.bag.length };
    const outcome = await desk.app.performIn(desk.tx, clues.addClueEvidence, input, facts.actor);
    if (outcome.kind !== 'done') return refused(outcome, '材料没有补充成功，请回复“人工”。');
    await adoptBag(desk.tx, desk.bag, clue.id);
    return finished(`已把${desk.bag.length}份材料补充到线索${clue.number}。`);
  },
};

/** 删除材料: empties the bag of what was sent by mistake. */
export const dropMaterial: Instant = {
  kind: 'instant',
  id: 'dropMaterial',
  title: '删除材料',
  openings: ['删除材料', '删除照片', '删掉照片'],
  menu: () => null,
  takesBag: true,
  answer: ({ desk }) =>
    Promise.resolve(
      desk.bag.length === 0
        ? finished('没有等待处理的材料。回复“0”看菜单。')
        : { kind: 'finished', say: '刚才发来的材料已删除。回复“0”看菜单。', dropBag: true },
    ),
};
