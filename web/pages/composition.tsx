import type { JSX } from 'preact';
import { nomination } from '../../domain/index.ts';
import { GrowthBars, type GrowthRow } from '../ui/chart.tsx';
import { Section } from '../ui/parts.tsx';

interface Props {
  /** the pool as it is, with those selected already */
  readonly now: readonly nomination.Traits[];
  /** the bureau's areas and the groups that come first: shown also where there is nobody */
  readonly named: nomination.PoolComposition['named'];
  /** those ticked on the page */
  readonly added: readonly nomination.Traits[];
}

type Kind = 'ages' | 'areas' | 'groups' | 'categories';

const TITLES: Readonly<Record<Kind, string>> = {
  ages: '年龄结构',
  areas: '地区分布',
  groups: '身份类别',
  categories: '专业类别',
};
const KINDS: readonly Kind[] = ['ages', 'areas', 'groups', 'categories'];
const MOST_ROWS = 12;
/** a picture of nothing but this says nothing */
const UNKNOWN = '未登记';

/** What the pool looks like and would look like: age, area, group, category; it orders nobody (GP-6.3, PIPL 24). */
export const CompositionPictures = ({ now, named, added }: Props): JSX.Element => {
  const all = nomination.compositionOf([...now, ...added], named);
  const before = nomination.compositionOf(now, named);
  return (
    <Section title="全库结构">
      <p>
        现有{before.total}人（含已选定的）
        {added.length === 0
          ? '。勾选人员后点“看结构、填理由”，可以看到选定后的变化。'
          : `，选定勾选的${added.length}人后共${all.total}人。实心是现有，斜线是勾选的。`}
      </p>
      <div class="pictures">
        {KINDS.map((kind) => {
          const rows = rowsOf(all[kind], before[kind]);
          return rows.every(({ key }) => key === UNKNOWN) ? null : (
            <figure key={kind}>
              <figcaption>{TITLES[kind]}</figcaption>
              <GrowthBars
                id={`pool-${kind}`}
                title={TITLES[kind]}
                words={rows.map(wordsOf).join('，')}
                rows={rows}
              />
            </figure>
          );
        })}
      </div>
    </Section>
  );
};

const rowsOf = (
  all: readonly nomination.Share[],
  before: readonly nomination.Share[],
): readonly GrowthRow[] => {
  const rows = all.map(({ name, count }) => {
    const now = before.find((one) => one.name === name)?.count ?? 0;
    return { key: name, label: name, now, added: count - now };
  });
  if (rows.length <= MOST_ROWS) return rows;
  const rest = rows.slice(MOST_ROWS - 1);
  const sum = (part: 'now' | 'added'): number => rest.reduce((total, row) => total + row[part], 0);
  const other = { key: '-', label: '其他', now: sum('now'), added: sum('added') };
  return [...rows.slice(0, MOST_ROWS - 1), other];
};

const wordsOf = ({ label, now, added }: GrowthRow): string =>
  added === 0 ? `${label}${now}人` : `${label}${now}人，加上勾选的${added}人后${now + added}人`;
