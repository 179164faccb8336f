import type { JSX, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LostForm } from '../../web/ui/lost-form.tsx';
import { Form } from '../../web/ui/form.tsx';
import { ReturnedForm, type FormState } from '../../web/ui/form-state.ts';
import { PublicFrame } from '../public-frame.tsx';

interface PageProps {
  readonly title: string;
  readonly bureau: string;
  readonly styles: string;
  /** of a long form: what saves by itself */
  readonly script: string | null;
  readonly body: VNode;
}

/** A page somebody opens from a chat: large type, one column; it works without its script. */
export const formHtml = (props: PageProps, form: FormState | null): string => {
  const lost = form === null || isShown(props.body, form) ? null : form;
  const state = form === null ? null : { state: form, found: () => undefined };
  return `<!doctype html>\n${renderToString(
    <PublicFrame
      title={props.title}
      bureau={props.bureau}
      styles={props.styles}
      script={props.script}
      slim
    >
      {lost === null ? null : <LostForm form={lost} />}
      <ReturnedForm.Provider value={state}>{props.body}</ReturnedForm.Provider>
    </PublicFrame>,
  )}`;
};

/** Whether the page still has the form that came back: its record may have moved on. */
const isShown = (body: VNode, form: FormState): boolean => {
  let shown = false;
  const value = { state: form, found: () => (shown = true) };
  renderToString(<ReturnedForm.Provider value={value}>{body}</ReturnedForm.Provider>);
  return shown;
};

/** Looking at the address changes nothing: only this button makes it the page of this phone. */
export const Begin = ({ before }: { readonly before: readonly string[] }): JSX.Element => (
  <>
    {before.map((line) => (
      <p key={line}>{line}</p>
    ))}
    <p class="hint">点“开始”以后，只有这部手机能继续填写。</p>
    <Form name="begin" submit="开始" />
  </>
);

/** Why there is nothing to fill in, and what to do. */
export const Ended = ({ lines }: { readonly lines: readonly string[] }): JSX.Element => (
  <div class="notice warn">
    {lines.map((line) => (
      <p key={line}>{line}</p>
    ))}
  </div>
);
