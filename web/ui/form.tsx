import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import {
  Begun,
  FormKey,
  OwnForm,
  ReturnedForm,
  type FormState,
  type Returned,
  type Typed,
} from './form-state.ts';

interface FormProps {
  /** the page's action */
  readonly name: string;
  /** tells several forms of one action apart, e.g. the row's id */
  readonly which?: string;
  readonly submit: string;
  readonly tone?: 'main' | 'plain' | 'danger';
  /** values the form carries along unseen */
  readonly hidden?: Readonly<Record<string, string>>;
  /** what its fields begin with, by name: answers of another time */
  readonly begin?: Typed;
  /** another address than the page's own */
  readonly action?: string;
  /** carries files along */
  readonly files?: boolean;
  /** one line: a button in a table row */
  readonly inline?: boolean;
  readonly children?: ComponentChildren;
}

/** A POST to the page itself; what was typed and what is wrong with it come back with the page. */
export const Form = (props: FormProps): JSX.Element => {
  const { name, which = '', submit, tone = 'main', hidden = {}, inline = false } = props;
  const returned = useContext(ReturnedForm);
  const own = isOwn(returned, name, which) ? returned.state : null;
  if (returned !== null && own !== null) returned.found();
  return (
    <form
      method="post"
      action={props.action}
      enctype={props.files === true ? 'multipart/form-data' : undefined}
      class={inline ? 'form inline' : 'form'}
      id={formId(name, which)}
    >
      <input type="hidden" name="do" value={name} />
      {which === '' ? null : <input type="hidden" name="which" value={which} />}
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <FormKey.Provider value={formId(name, which)}>
        <OwnForm.Provider value={own}>
          <Complaint state={own} id={formId(name, which)} />
          <Begun.Provider value={props.begin ?? {}}>{props.children}</Begun.Provider>
        </OwnForm.Provider>
      </FormKey.Provider>
      <div class="buttons">
        <button type="submit" class={`button ${tone}`}>
          {submit}
        </button>
      </div>
    </form>
  );
};

const isOwn = (returned: Returned | null, name: string, which: string): returned is Returned =>
  returned?.state.form === name && returned.state.which === which;

const formId = (name: string, which: string): string =>
  which === '' ? `form-${name}` : `form-${name}-${which}`;

/** What is wrong, at the head of the form, where the eye and the screen reader begin. */
const Complaint = ({
  state,
  id,
}: {
  readonly state: FormState | null;
  readonly id: string;
}): JSX.Element | null => {
  if (state === null) return null;
  const errors = Object.entries(state.errors);
  // it only looked something up
  if (state.sentence === null && errors.length === 0) return null;
  return (
    <div class="notice bad" role="alert" id={`${id}-complaint`}>
      {state.sentence === null ? (
        <p>还没有保存：下面有{errors.length}处需要改，其余内容都保留着。</p>
      ) : (
        <p>{state.sentence}</p>
      )}
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(([field, sentence]) => (
            <li key={field}>
              <a href={`#${id}-${field}`}>{sentence}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly example?: string;
  readonly required?: boolean;
  readonly value?: string | null;
}

interface Field {
  readonly id: string;
  readonly value: string;
  readonly error: string | null;
  /** ids of the hint and the error, for `aria-describedby` */
  readonly by: string | undefined;
}

export const useField = (props: FieldProps): Field => {
  const own = useContext(OwnForm);
  const begun = useContext(Begun);
  const id = `${useContext(FormKey)}-${props.name}`;
  const error = own?.errors[props.name] ?? null;
  const hinted = props.hint !== undefined || props.example !== undefined;
  const by = [hinted ? `${id}-hint` : '', error === null ? '' : `${id}-error`].join(' ').trim();
  return {
    id,
    error,
    value: (own?.values ?? begun)[props.name]?.[0] ?? props.value ?? '',
    by: by === '' ? undefined : by,
  };
};

export const Frame = ({
  field,
  id,
  error,
  children,
}: {
  readonly field: FieldProps;
  readonly id: string;
  readonly error: string | null;
  readonly children: ComponentChildren;
}): JSX.Element => {
  const hints = [field.hint, field.example === undefined ? undefined : `例如：${field.example}`];
  const words = hints.filter((one) => one !== undefined).join(' ');
  return (
    <div class={error === null ? 'field' : 'field wrong'}>
      <label for={id}>
        {field.label}
        {field.required === false ? <span class="optional">（可不填）</span> : null}
      </label>
      {words === '' ? null : (
        <p class="hint" id={`${id}-hint`}>
          {words}
        </p>
      )}
      {error === null ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  );
};

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'password' | 'tel' | 'date' | 'time' | 'number' | 'search';
  readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password';
  readonly inputmode?: 'numeric' | 'tel' | 'text';
  readonly width?: 'short' | 'middle' | 'long';
}

/** preact's types know one shape for each type of input; all of ours share the shape of text. */
export const asText = (type: NonNullable<TextProps['type']>): { readonly type: 'text' } => ({
  type: type as 'text',
});

export const TextField = (props: TextProps): JSX.Element => {
  const { id, value, error, by } = useField(props);
  const { type = 'text', width = 'middle' } = props;
  return (
    <Frame field={props} id={id} error={error}>
      <input
        id={id}
        name={props.name}
        {...asText(type)}
        class={width}
        value={type === 'password' ? '' : value}
        autocomplete={props.autocomplete ?? 'off'}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={by}
        inputmode={props.inputmode}
      />
    </Frame>
  );
};

export const LongField = (props: FieldProps & { readonly rows?: number }): JSX.Element => {
  const { id, value, error, by } = useField(props);
  return (
    <Frame field={props} id={id} error={error}>
      <textarea
        id={id}
        name={props.name}
        rows={props.rows ?? 4}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={by}
      >
        {value}
      </textarea>
    </Frame>
  );
};

/** Scans and photos that come with a form which says `files`. */
export const FilesField = (
  props: FieldProps & { readonly sheet?: boolean; readonly pictures?: boolean },
): JSX.Element => {
  const { id, error, by } = useField(props);
  const required = props.required ?? props.sheet === true;
  return (
    <Frame field={{ ...props, required }} id={id} error={error}>
      <input
        id={id}
        name={props.name}
        type="file"
        multiple={props.sheet !== true}
        accept={acceptedBy(props)}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={by}
      />
    </Frame>
  );
};

const acceptedBy = ({ sheet, pictures }: { sheet?: boolean; pictures?: boolean }): string => {
  if (sheet === true) return '.xlsx';
  return pictures === true
    ? 'image/jpeg,image/png'
    : 'image/jpeg,image/png,application/pdf,audio/*,video/mp4';
};

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const SelectField = (
  props: FieldProps & { readonly options: readonly Option[]; readonly empty?: string },
): JSX.Element => {
  const { id, value, error, by } = useField(props);
  return (
    <Frame field={props} id={id} error={error}>
      <select
        id={id}
        name={props.name}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={by}
      >
        {props.empty === undefined ? null : <option value="">{props.empty}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
};
