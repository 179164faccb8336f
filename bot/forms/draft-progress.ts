import { counted, isAnswered } from '../dialogue/fields.ts';
import type { Draft } from './draft-values.ts';

/** How far the page is: what was left out is no progress, and is said apart. */
export const pageProgress = ({ form, answers, facts }: Draft): string => {
  const fields = counted(form, answers, facts);
  const leftOut = fields.filter(({ id }) => answers[id]?.value === null).length;
  const filled = fields.filter((field) => isAnswered(field, answers, facts)).length - leftOut;
  const words = `已填 ${filled}/${fields.length - leftOut}`;
  return leftOut === 0 ? words : `${words}，另有${leftOut}项可不填的没有填`;
};
