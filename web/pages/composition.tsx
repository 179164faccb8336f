import type { JSX } from 'preact';
import { nomination } from '../../domain/index.ts';
import { GrowthBars, type GrowthRow } from '../ui/chart.tsx';
import { Section } from '../ui/parts.tsx';

interface Props {
  /** the pool as it is, with those selected already */
  readonly now: readonly nomination.Traits[];
  /** the areas, groups, skills and categories of the bureau's file: shown also where there is nobody */
  readonly named: nomination.PoolComposition['named'];
  /** those ticked on the page */
  readonly added: readonly nomination.Traits[];
}

type Kind = 'ages' | 'areas' | 'groups' | 'skills' | 'categories';

const TITLES: Readonly<Record<Kind, string>> = {
  ages: '年龄结构',
  areas: '地区分布',
  groups: '身份类别',
  skills: '专业特长',
  categories: '专业类别',
};
const KINDS: readonly Kind[] = ['ages', 'areas', 'groups', 'skills', 'categories'];
/** beside the rows that the bureau's file names, which are all shown */
const MOST_OTHERS = 11;
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
          const rows = rowsOf(all[kind], before[kind], kind === 'ages' ? 0 : named[kind].length);
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
  named: number,
): readonly GrowthRow[] => {
  const rows = all.map(({ name, count }) => {
    const now = before.find((one) => one.name === name)?.count ?? 0;
    return { key: name, label: name, now, added: count - now };
  });
  const most = named + MOST_OTHERS;
  if (rows.length <= most + 1) return rows;
  const rest = rows.slice(most);
  const sum = (part: 'now' | 'added'): number => rest.reduce((total, row) => total + row[part], 0);
  const others = { key: '-', label: '其余', now: sum('now'), added: sum('added') };
  return [...rows.slice(0, most), others];
};

const wordsOf = ({ label, now, added }: GrowthRow): string =>
  added === 0 ? `${label}${now}人` : `${label}${now}人，加上勾选的${added}人后${now + added}人`;
