import type { JSX } from 'preact';
import type { evaluation } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

type WorkState = evaluation.Work['status'] | 'none';

export const WORK_WORDS: Readonly<Record<WorkState, string>> = {
  none: '还没有任务书',
  prepared: '任务书已准备',
  started: '正在工作',
  closed: '已结束归档',
};

export const WORK_TONES: Readonly<Record<WorkState, Tone>> = {
  none: 'plain',
  prepared: 'wait',
  started: 'good',
  closed: 'done',
};

export const ROUND_TONES: Readonly<Record<evaluation.RoundStatus, Tone>> = {
  open: 'wait',
  tied: 'wait',
  counted: 'good',
  void: 'bad',
};

/** Yuan from fen. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2)}元`;

/** The pages of one piece of work, one beside the other. */
export const WorkLinks = ({ task }: { readonly task: string }): JSX.Element => (
  <p class="crumbs">
    <a href={`/tasks/${task}`}>返回任务</a>
    <a href={`/work/${task}`}>任务书与签到</a>
    <a href={`/work/${task}/deliberation`}>合议</a>
    <a href={`/work/${task}/fees`}>劳务报酬</a>
    <a href={`/work/${task}/evaluation`}>工作评价</a>
  </p>
);
