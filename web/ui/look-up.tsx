import type { JSX } from 'preact';
import { asText, Frame, useField, type FieldProps } from './form.tsx';

/** The button with which a form looks something up: it comes back as typed and nothing is done (page.ts). */
export const LOOK_UP = 'look-up';

interface LookUpProps extends FieldProps {
  readonly submit: string;
  /** where on the page the reader finds what came of it */
  readonly back: string;
  readonly found: string | null;
}

/** A search inside a form that works without scripts; what else is typed is kept. */
export const LookUp = (props: LookUpProps): JSX.Element => {
  const { id, value, error, by } = useField(props);
  return (
    <Frame field={props} id={id} error={error}>
      <div class="look-up">
        <input
          id={id}
          name={props.name}
          {...asText('search')}
          value={value}
          autocomplete="off"
          aria-describedby={by}
        />
        <button
          type="submit"
          class="button plain"
          name={LOOK_UP}
          value={props.name}
          formaction={`#${props.back}`}
        >
          {props.submit}
        </button>
      </div>
      {props.found === null ? null : (
        <p class="hint" role="status">
          {props.found}
        </p>
      )}
    </Frame>
  );
};
