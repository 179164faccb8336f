import type { people } from '../../domain/index.ts';

/** Where somebody works now, as far as the record says. */
export const currentUnit = ({ employments }: people.Particulars): string => {
  const now = employments.find(({ until }) => until === null) ?? employments[0];
  if (now === undefined) return '未填';
  return now.post === '' ? now.unit : `${now.unit}，${now.post}`;
};
