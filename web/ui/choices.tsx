import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Begun, FormKey, OwnForm } from './form-state.ts';
import type { Option } from './form.tsx';

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly chosen?: readonly string[];
  /** one of them (radio) or any number (checkbox) */
  readonly kind: 'one' | 'many';
}

/** Radios or checkboxes under one legend. */
export const Choices = (props: ChoiceProps): JSX.Element => {
  const own = useContext(OwnForm);
  const begun = useContext(Begun)[props.name] ?? props.chosen ?? [];
  const chosen = own === null ? begun : (own.values[props.name] ?? []);
  const error = own?.errors[props.name] ?? null;
  const id = `${useContext(FormKey)}-${props.name}`;
  return (
    <fieldset class={error === null ? 'field' : 'field wrong'} id={id}>
      <legend>{props.label}</legend>
      {props.hint === undefined ? null : <p class="hint">{props.hint}</p>}
      {error === null ? null : <p class="error">{error}</p>}
      <div class="choices">
        {props.options.map((option) => (
          <label key={option.value} class="choice">
            <input
              type={props.kind === 'one' ? 'radio' : 'checkbox'}
              name={props.name}
              value={option.value}
              checked={chosen.includes(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** Fields that are answered together, under one legend with one fault. */
export const Group = (props: {
  readonly name: string;
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element => {
  const error = useContext(OwnForm)?.errors[props.name] ?? null;
  return (
    <fieldset
      class={error === null ? 'field' : 'field wrong'}
      id={`${useContext(FormKey)}-${props.name}`}
    >
      <legend>{props.label}</legend>
      {error === null ? null : <p class="error">{error}</p>}
      {props.children}
    </fieldset>
  );
};

/** One box to tick. */
export const Tick = (props: {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly ticked?: boolean;
}): JSX.Element => {
  const own = useContext(OwnForm);
  const id = `${useContext(FormKey)}-${props.name}`;
  const ticked = own === null ? props.ticked === true : own.values[props.name] !== undefined;
  const error = own?.errors[props.name] ?? null;
  return (
    <div class={error === null ? 'field' : 'field wrong'} id={id}>
      {error === null ? null : <p class="error">{error}</p>}
      <label class="choice">
        <input type="checkbox" name={props.name} value={props.value ?? 'yes'} checked={ticked} />
        <span>{props.label}</span>
      </label>
    </div>
  );
};
