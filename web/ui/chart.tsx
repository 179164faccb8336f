import type { ComponentChildren, JSX } from 'preact';

/** Small pictures of our own: no script, no style of their own, legible at 360 px, with words beside them. */

const WIDTH = 288;
const LABEL = 84;
const ROW = 26;
const BAR = 12;
const INK = '#1c3d5a';
const PALE = '#b7cbdc';
const MARK = '#b3261e';

interface ChartProps {
  readonly title: string;
  /** what the picture shows, for those who do not see it */
  readonly words: string;
  readonly rows: number;
  readonly children: ComponentChildren;
}

const Chart = ({ title, words, rows, children }: ChartProps): JSX.Element => (
  <svg
    class="chart"
    role="img"
    aria-label={`${title}。${words}`}
    width={WIDTH}
    height={rows * ROW + 4}
    viewBox={`0 0 ${WIDTH} ${rows * ROW + 4}`}
  >
    {children}
  </svg>
);

const short = (text: string): string => {
  const letters = [...text];
  return letters.length > 6 ? `${letters.slice(0, 5).join('')}…` : text;
};

const Label = ({ row, text }: { readonly row: number; readonly text: string }): JSX.Element => (
  <text x={0} y={row * ROW + 17} font-size={12} fill="#333">
    {short(text)}
  </text>
);

export interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly all: number;
  /** the marked part of all */
  readonly marked: number;
  /** beside the bar: `3 / 12` */
  readonly text: string;
}

const MOST_BAR = WIDTH - LABEL - 88;

/** One bar a row, a part of it marked. */
export const Bars = ({
  title,
  words,
  rows,
}: {
  readonly title: string;
  readonly words: string;
  readonly rows: readonly BarRow[];
}): JSX.Element => {
  const most = Math.max(1, ...rows.map(({ all }) => all));
  const wide = (count: number): number => Math.round((count / most) * MOST_BAR);
  return (
    <Chart title={title} words={words} rows={rows.length}>
      {rows.map(({ key, label, all, marked, text }, row) => (
        <g key={key}>
          <Label row={row} text={label} />
          <rect x={LABEL} y={row * ROW + 7} width={wide(all)} height={BAR} fill={PALE} />
          <rect x={LABEL} y={row * ROW + 7} width={wide(marked)} height={BAR} fill={MARK} />
          <text x={LABEL + wide(all) + 6} y={row * ROW + 17} font-size={12} fill="#333">
            {text}
          </text>
        </g>
      ))}
    </Chart>
  );
};

export interface DotRow {
  readonly key: string;
  readonly label: string;
  readonly expected: number;
  /** two standard deviations about the expected */
  readonly spread: number;
  readonly actual: number;
  readonly marked: boolean;
}

/** What chance would have it, as a band with a stroke, and what was, as a dot. */
export const Dots = ({
  title,
  words,
  rows,
}: {
  readonly title: string;
  readonly words: string;
  readonly rows: readonly DotRow[];
}): JSX.Element => {
  const most = Math.max(
    1,
    ...rows.map(({ expected, spread, actual }) => Math.max(expected + spread, actual)),
  );
  const at = (count: number): number =>
    LABEL + Math.round((Math.max(0, count) / most) * (WIDTH - LABEL - 10));
  return (
    <Chart title={title} words={words} rows={rows.length}>
      {rows.map(({ key, label, expected, spread, actual, marked }, row) => {
        const [from, to] = [at(expected - spread), at(expected + spread)];
        const middle = row * ROW + 13;
        return (
          <g key={key}>
            <Label row={row} text={label} />
            <rect x={from} y={middle - 5} width={Math.max(1, to - from)} height={10} fill={PALE} />
            <rect x={at(expected) - 1} y={middle - 8} width={2} height={16} fill={INK} />
            <circle cx={at(actual)} cy={middle} r={5} fill={marked ? MARK : INK} />
          </g>
        );
      })}
    </Chart>
  );
};

export interface GrowthRow {
  readonly key: string;
  readonly label: string;
  readonly now: number;
  readonly added: number;
}

const STRIPE = 6;

/** One bar a row: what is there, and striped what would come; the numbers stand beside (not colour alone). */
export const GrowthBars = ({
  id,
  title,
  words,
  rows,
}: {
  /** unique on its page: names the stripes */
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly rows: readonly GrowthRow[];
}): JSX.Element => {
  const most = Math.max(1, ...rows.map(({ now, added }) => now + added));
  const wide = (count: number): number => Math.round((count / most) * MOST_BAR);
  return (
    <Chart title={title} words={words} rows={rows.length}>
      <defs>
        <pattern id={`${id}-stripes`} patternUnits="userSpaceOnUse" width={STRIPE} height={STRIPE}>
          <path d={`M0 ${STRIPE}L${STRIPE} 0`} stroke={INK} stroke-width={2} />
        </pattern>
      </defs>
      {rows.map(({ key, label, now, added }, row) => (
        <g key={key}>
          <Label row={row} text={label} />
          <rect x={LABEL} y={row * ROW + 7} width={wide(now)} height={BAR} fill={INK} />
          {added === 0 ? null : (
            <rect
              x={LABEL + wide(now)}
              y={row * ROW + 7}
              width={wide(added)}
              height={BAR}
              fill={`url(#${id}-stripes)`}
              stroke={INK}
            />
          )}
          <text x={LABEL + wide(now + added) + 6} y={row * ROW + 17} font-size={12} fill="#333">
            {added === 0 ? String(now) : `${now}+${added}`}
          </text>
        </g>
      ))}
    </Chart>
  );
};
