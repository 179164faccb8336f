import { compareText, type Need, type Pause, type Row, type UnitCap } from './model.ts';
import { filledFlow, nameThem } from './seats.ts';
import { atOnce, inTurns, type Turns } from './turns.ts';

/** What may be tried to fill the seats, one change at a time. */
export type Change =
  | { readonly kind: 'unitCap'; readonly to: UnitCap }
  | { readonly kind: 'admit'; readonly out: string; readonly people: number }
  | { readonly kind: 'need'; readonly category: string; readonly to: number };

export interface Tried {
  readonly change: Change;
  /** all seats can be filled then */
  readonly fills: boolean;
}

export interface Supply {
  readonly category: string;
  readonly need: number;
  /** in the list with this category */
  readonly all: number;
  readonly eligible: number;
  /** the others, by what keeps them out */
  readonly byOut: Readonly<Record<string, number>>;
}

export interface Shortage {
  /** the most seats that can be filled, and all that are asked for */
  readonly fillable: number;
  readonly seats: number;
  /** categories that together have too few people (Hall's violator); empty where all can be filled */
  readonly binding: readonly string[];
  readonly supply: readonly Supply[];
  readonly tried: readonly Tried[];
}

export interface Asking {
  readonly need: Need;
  readonly unitCap: UnitCap;
  readonly rows: readonly Row[];
  /** classes that a bureau might lift; draw-30: the cool-down, a date clash, an ended term */
  readonly relaxations?: readonly string[];
}

const LIFTABLE = ['C', 'D', 'T'];

/** Why the seats cannot be filled and which single change would fill them (draw.md 3.3). */
export const explainShortage = (asking: Asking): Shortage => atOnce(explained(asking));

export const explainShortageInTurns = (asking: Asking, pause: Pause): Promise<Shortage> =>
  inTurns(explained(asking), pause);

function* explained(asking: Asking): Turns<Shortage> {
  const { need, rows } = asking;
  const { fillable, binding } = yield* capacity(asking, '');
  const seats = Object.values(need).reduce((sum, count) => sum + count, 0);
  const supply = Object.keys(need)
    .sort(compareText)
    .map((category) => supplyOf(category, need[category] ?? 0, rows));
  const tried: Tried[] = [];
  if (fillable < seats)
    for (const change of changesOf(asking)) tried.push(yield* tryOut(asking, change, seats));
  return { fillable, seats, binding, supply, tried };
}

function* capacity(
  { need, unitCap, rows }: Asking,
  admitted: string,
): Turns<{ fillable: number; binding: readonly string[] }> {
  const order = rows.filter(({ out }) => out === '' || out === admitted);
  const { flow, pool } = yield* filledFlow({ need, unitCap, standing: [], order });
  return { fillable: flow.size, binding: nameThem(flow.short(), pool) };
}

const supplyOf = (category: string, need: number, rows: readonly Row[]): Supply => {
  const all = rows.filter(({ cats }) => cats.includes(category));
  const byOut: Record<string, number> = {};
  for (const { out } of all) if (out !== '') byOut[out] = (byOut[out] ?? 0) + 1;
  const eligible = all.filter(({ out }) => out === '').length;
  return { category, need, all: all.length, eligible, byOut };
};

const changesOf = ({ need, unitCap, rows, relaxations = LIFTABLE }: Asking): readonly Change[] => [
  ...(unitCap === 'none' ? [] : capsAbove(unitCap)),
  ...relaxations.flatMap((out): Change[] => {
    const people = rows.filter((row) => row.out === out).length;
    return people === 0 ? [] : [{ kind: 'admit', out, people }];
  }),
  ...Object.entries(need)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([category, count]): Change[] =>
      count > 0 ? [{ kind: 'need', category, to: count - 1 }] : [],
    ),
];

const capsAbove = (cap: number): readonly Change[] => [
  { kind: 'unitCap', to: cap + 1 },
  { kind: 'unitCap', to: 'none' },
];

function* tryOut(asking: Asking, change: Change, seats: number): Turns<Tried> {
  const { need } = asking;
  switch (change.kind) {
    case 'unitCap': {
      const { fillable } = yield* capacity({ ...asking, unitCap: change.to }, '');
      return { change, fills: fillable === seats };
    }
    case 'admit': {
      const { fillable } = yield* capacity(asking, change.out);
      return { change, fills: fillable === seats };
    }
    case 'need': {
      const fewer = { ...need, [change.category]: change.to };
      const { fillable } = yield* capacity({ ...asking, need: fewer }, '');
      return { change, fills: fillable === seats - 1 };
    }
  }
}
