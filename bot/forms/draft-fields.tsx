import type { JSX } from 'preact';
import type { Choice } from '../dialogue/flow.ts';
import { describedBy, Grouped, idOf, Labelled, type Shown } from './draft-frame.tsx';
import { Photos, Rows } from './draft-groups.tsx';
import { inputName, ownName, versionName, versionOf } from './draft-values.ts';

/** One question with its label, example, error and the word whether it is kept. */
export const Ask = (shown: Shown): JSX.Element => (
  <div
    class={shown.error === null ? 'ask field' : 'ask field wrong'}
    id={`ask-${shown.field.id}`}
    data-field={shown.field.id}
    hidden={shown.isHidden}
  >
    <AskInside {...shown} />
  </div>
);

/** What the page's script puts in anew after photos have come or gone. */
export const AskInside = (shown: Shown): JSX.Element => {
  const { draft, field } = shown;
  const kept = draft.answers[field.id];
  return (
    <>
      <input type="hidden" name={versionName(field)} value={versionOf(kept)} />
      <Question {...shown} />
      <p class="state" role="status" data-state>
        {noteOf(shown)}
      </p>
    </>
  );
};

const noteOf = ({ draft, field, error }: Shown): string => {
  const value = draft.answers[field.id]?.value;
  if (value === undefined || value === null || error !== null) return '';
  return field.note?.(value, draft.facts) ?? '';
};

const Question = (shown: Shown): JSX.Element => {
  const { field } = shown;
  const { onPage } = field;
  if (field.takes === 'photo') return <Photos {...shown} />;
  if (onPage?.rows !== undefined) return <Rows {...shown} />;
  if (field.yesNo === true) return <Agree {...shown} />;
  return <Plain {...shown} />;
};

/** A list to choose from, or words. */
const Plain = (shown: Shown): JSX.Element => {
  const { draft, field } = shown;
  const choices = field.choices?.(draft.facts) ?? [];
  if (field.several === true) return <Pick {...shown} choices={choices} kind="checkbox" />;
  if (choices.length > 0 && choices.length <= MOST_RADIOS)
    return <Pick {...shown} choices={withKept(shown, choices)} kind="radio" />;
  const options = choices.length > 0 ? choices : field.onPage?.options?.(draft.facts);
  return options === undefined ? (
    <Words {...shown} />
  ) : (
    <Select {...shown} choices={withKept(shown, options)} />
  );
};

const MOST_RADIOS = 8;

/** Words from the chat that stand in no list are a choice too: leaving the page must not empty them. */
const withKept = ({ draft, field }: Shown, choices: readonly Choice[]): readonly Choice[] => {
  const kept = wordsOf(draft.answers[field.id]?.value);
  if (kept === '' || choices.some(({ value }) => value === kept)) return choices;
  return [...choices, { value: kept, label: field.show(kept) }];
};

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** What stands in the input: wrong words as they were typed, else what is kept. */
const textOf = ({ draft, field, error, typed }: Shown): string => {
  const posted = typed?.[inputName(field)]?.[0] ?? '';
  const kept = draft.answers[field.id];
  if (error !== null) return posted;
  if (kept === undefined) return field.onPage?.masked === true ? '' : posted;
  return field.onPage?.masked === true ? '' : wordsOf(kept.value);
};

const maskedOf = ({ draft, field }: Shown): string | null => {
  const kept = draft.answers[field.id]?.value ?? null;
  if (field.onPage?.masked !== true || kept === null) return null;
  return `已填 ${field.show(kept)}，要改就重新填写`;
};

const Words = (shown: Shown): JSX.Element => {
  const { field, error, draft } = shown;
  const id = idOf(field);
  const common = {
    id,
    name: inputName(field),
    'aria-invalid': error === null ? undefined : true,
    'aria-describedby': describedBy(shown),
  };
  const masked = maskedOf(shown);
  const suggestions = field.onPage?.suggestions?.(draft.facts) ?? [];
  return (
    <Labelled {...shown}>
      {masked === null ? null : <p class="quiet">{masked}</p>}
      {field.onPage?.long === true ? (
        <textarea {...common} rows={4}>
          {textOf(shown)}
        </textarea>
      ) : (
        <input
          {...common}
          type="text"
          value={textOf(shown)}
          autocomplete="off"
          inputmode={field.onPage?.inputmode}
          list={suggestions.length === 0 ? undefined : `${id}-list`}
        />
      )}
      {suggestions.length === 0 ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Labelled>
  );
};

interface WithChoices extends Shown {
  readonly choices: readonly Choice[];
}

const chosenOf = ({ draft, field, error, typed }: Shown): readonly string[] => {
  const kept = draft.answers[field.id]?.value;
  if (error !== null || kept === undefined) return typed?.[inputName(field)] ?? [];
  return (Array.isArray(kept) ? kept : [kept]).map(wordsOf);
};

const Select = (shown: WithChoices): JSX.Element => {
  const [chosen = ''] = chosenOf(shown);
  return (
    <Labelled {...shown}>
      <select
        id={idOf(shown.field)}
        name={inputName(shown.field)}
        aria-invalid={shown.error === null ? undefined : true}
        aria-describedby={describedBy(shown)}
      >
        <option value="">请选择</option>
        {shown.choices.map(({ value, label }) => (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
      <OwnWords {...shown} />
    </Labelled>
  );
};

/** Where none of the list fits: a box for it, without script. */
const OwnWords = ({ field, error, typed }: Shown): JSX.Element | null => {
  const own = field.onPage?.ownWords;
  if (own === undefined) return null;
  const name = ownName(field);
  const value = error === null ? '' : (typed?.[name]?.[0] ?? '');
  return (
    <label>
      <span>{own.label}</span>
      <input type="text" name={name} value={value} autocomplete="off" />
    </label>
  );
};

const Pick = (shown: WithChoices & { readonly kind: 'radio' | 'checkbox' }): JSX.Element => {
  const chosen = chosenOf(shown);
  return (
    <Grouped {...shown}>
      <div class="choices">
        {shown.choices.map(({ value, label }) => (
          <label key={value} class="choice">
            <input
              type={shown.kind}
              name={inputName(shown.field)}
              value={value}
              checked={chosen.includes(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </Grouped>
  );
};

/** A text and the tick under it. */
const Agree = (shown: Shown): JSX.Element => {
  const { draft, field } = shown;
  const value = draft.answers[field.id]?.value ?? null;
  const isAgreed = value !== null && (field.holds?.(value, draft.facts) ?? true);
  return (
    <Grouped {...shown}>
      {(field.onPage?.reads?.(draft.facts) ?? []).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <label class="choice">
        <input type="checkbox" name={inputName(field)} value="同意" checked={isAgreed} />
        <span>我同意</span>
      </label>
    </Grouped>
  );
};
