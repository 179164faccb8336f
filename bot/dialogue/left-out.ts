import type { Field } from './flow.ts';
import { yesNo } from './understand/commands.ts';
import { plain } from './understand/normalise.ts';

const NOTHING_THERE =
  /^(?:我|本人|我也)?(?:暂时|目前|从来)?(?:没有|没|无)(?:得|获|拿|评|上|用)?(?:过|有)?(?:什么|任何|啥)?/u;

/** 没有, or 我没有邮箱 where the mailbox is asked for: what may be left out is left out. */
export const leavesOut = ({ optional, label, names }: Field, text: string): boolean => {
  if (optional !== true) return false;
  if (yesNo(text) === false) return true;
  const said = plain(text).replace(/[了的呢啊。.!,，]+$/u, '');
  const rest = said.replace(NOTHING_THERE, '');
  return rest !== said && [label, ...names].includes(rest);
};
