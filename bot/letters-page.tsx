import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ROSTER_WORDS, showDay, type membership } from '../domain/index.ts';
import { Facts } from '../web/ui/parts.tsx';
import { PublicFrame } from './public-frame.tsx';

export type LetterAnswer =
  | { readonly kind: 'letter'; readonly letter: membership.PublicLetter }
  /** a wrong code, another bureau's, or none: always the same words */
  | { readonly kind: 'none' }
  | { readonly kind: 'wait' };

interface LetterPage {
  readonly answer: LetterAnswer;
  readonly bureau: string;
  readonly styles: string;
}

/** What a letter of appointment is worth today, for whoever holds it in the hand (GP-6.4a). */
export const letterHtml = (page: LetterPage): string =>
  `<!doctype html>\n${renderToString(<Page {...page} />)}`;

const Page = ({ answer, bureau, styles }: LetterPage): JSX.Element => (
  <PublicFrame title="聘书核对" bureau={bureau} styles={styles} slim>
    {answer.kind === 'letter' ? <Found {...answer.letter} /> : <Neutral kind={answer.kind} />}
  </PublicFrame>
);

const Found = (letter: membership.PublicLetter): JSX.Element => (
  <>
    <p class={letter.isValid ? 'notice info' : 'notice bad'} role="status">
      <strong>{letter.isValid ? '有效' : '已失效'}</strong>
      {letter.isValid ? '：持有人目前在聘。' : '：聘任已经结束，持有人不再是聘任人员。'}
    </p>
    <Facts
      facts={[
        ['聘书编号', letter.number],
        ['姓名', letter.name],
        ['聘为', ROSTER_WORDS[letter.roster].member],
        ['聘书上的聘期', `${showDay(letter.from)}至${showDay(letter.to)}`],
      ]}
    />
    <p class="quiet">
      姓名只显示第一个字。请与聘书上的姓名、编号对照；对不上的，请告诉医疗保障局。
    </p>
  </>
);

const Neutral = ({ kind }: { readonly kind: 'none' | 'wait' }): JSX.Element => (
  <p class="notice warn" role="status">
    {kind === 'wait'
      ? '核对次数太多，请过一会儿再扫一次。'
      : '没有查到这份聘书。请重新扫聘书上的二维码；仍然查不到的，请向医疗保障局核实。'}
  </p>
);
