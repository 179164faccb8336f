import type { JSX } from 'preact';
import { PROBLEM_WORDS, type ProblemStatus } from './problem.ts';

/** The words of a status, or the more exact sentence of the place where it happened. */
export const wordsOf = (
  status: ProblemStatus,
  sentence: string | null,
): { readonly title: string; readonly sentence: string } => ({
  title: PROBLEM_WORDS[status].title,
  sentence: sentence ?? PROBLEM_WORDS[status].sentence,
});

export const ProblemBody = (props: {
  readonly status: ProblemStatus;
  readonly sentence: string;
  readonly requestId: string;
}): JSX.Element => (
  <div class="card">
    <p>{props.sentence}</p>
    <p>
      <a class="button plain" href={props.status === 401 ? '/sign-in' : '/'}>
        {props.status === 401 ? '去登录' : '回到待办'}
      </a>
    </p>
    <p class="hint">编号：{props.requestId}</p>
  </div>
);
