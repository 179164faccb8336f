import {
  explainShortageInTurns,
  type Change,
  type List,
  type Pause,
  type Rules,
} from '../vrs/index.ts';
import type { Shortage } from './model-attempt.ts';
import type { OutCode } from './model.ts';
import { OUT_WORDS } from './out-wording.ts';

/**
 * Which categories bind, with counts, what took the others out, and which single change would fill the
 * panel (draw.md 3.3); null: every seat can be filled (draw-5, draw-34).
 */
export const shortageOf = async (
  { list, rules }: { readonly list: List; readonly rules: Rules },
  pause: Pause,
): Promise<Shortage | null> => {
  const { need, unitCap } = rules;
  const { binding, tried } = await explainShortageInTurns(
    { need, unitCap, rows: list.rows },
    pause,
  );
  if (binding.length === 0) return null;
  const ofThese = list.rows.filter(({ cats }) => cats.some((one) => binding.includes(one)));
  const outs: Partial<Record<OutCode, number>> = {};
  for (const { out } of ofThese)
    if (out !== '') outs[out as OutCode] = (outs[out as OutCode] ?? 0) + 1;
  return {
    code: 'draws.pool-too-small',
    categories: binding,
    need: binding.reduce((sum, category) => sum + (need[category] ?? 0), 0),
    eligible: ofThese.filter(({ out }) => out === '').length,
    inPool: ofThese.length,
    outs,
    changes: tried.filter(({ fills }) => fills).map(({ change }) => changeWords(change)),
  };
};

const changeWords = (change: Change): string => {
  switch (change.kind) {
    case 'unitCap':
      return change.to === 'none' ? '不限同一单位的人数' : `同一单位放宽到${change.to}人`;
    case 'admit':
      return `让“${OUT_WORDS[change.out as OutCode]}”的${change.people}人也参加`;
    case 'need':
      return `${change.category}减为${change.to}人`;
  }
};
