import type { JSX } from 'preact';
import type { recusal } from '../../domain/index.ts';
import { DayText } from '../ui/parts.tsx';

const SOURCE_WORDS = {
  chat: '本人申报（微信）',
  phone: '本人来电',
  visit: '本人来访',
  letter: '本人来信',
  ordered: '单位要求回避',
} as const;

interface Props {
  readonly row: recusal.TieRow;
  readonly staffName: (account: string | null) => string;
}

/** Who said it, and for an ordered recusal who decided it, when and on what evidence (ZJ-11.6). */
export const TieWords = ({ row: { tie, detail, evidence }, staffName }: Props): JSX.Element => (
  <>
    {SOURCE_WORDS[tie.source]}，<DayText day={tie.createdAt} />
    {detail === null || detail === '' ? null : <span class="words">：{detail}</span>}
    {tie.source === 'ordered' ? (
      <p class="quiet">
        {staffName(tie.decidedBy)}决定，
        <DayText day={tie.decidedOn} />
        {evidence === null || evidence === '' ? null : `，依据：${evidence}`}
      </p>
    ) : null}
    {tie.erasedAt === null ? null : (
      <p class="quiet">
        工作已经结束，涉及亲属的内容已于
        <DayText day={tie.erasedAt} />
        清除。
      </p>
    )}
  </>
);
