/**
 * The sentence beside a day that was counted through years whose holiday notice the State Council
 * has not published: such a day is provisional. Empty when every year is known.
 */
export const unpublishedNote = (years: readonly number[]): string =>
  years.length === 0
    ? ''
    : `国务院办公厅尚未公布${years.map((year) => `${year}年`).join('、')}放假安排，日期暂按周一至周五推算，公布后以新的安排为准。`;
