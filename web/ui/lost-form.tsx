import type { JSX } from 'preact';
import type { FormState } from './form-state.ts';

const TECHNICAL = /^(do|which|version|expectVersion)$|^[0-9a-f-]{36}$/;

/** A form whose record moved on meanwhile: why it was not saved, and every word that was typed. */
export const LostForm = ({ form }: { readonly form: FormState }): JSX.Element => {
  const typed = Object.entries(form.values)
    .filter(([name]) => !TECHNICAL.test(name))
    .flatMap(([, values]) => values)
    .filter((value) => value.trim() !== '' && !TECHNICAL.test(value));
  return (
    <div class="notice bad" role="alert">
      <p>
        {form.sentence ?? Object.values(form.errors).join(' ')}
        {form.sentence === null ? '' : ' 下面是这条记录现在的情况。'}
      </p>
      {typed.length === 0 ? null : (
        <>
          <p>您刚才填写的内容没有保存，抄在这里备用：</p>
          <ul>
            {typed.map((value) => (
              <li key={value} class="words">
                {value}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
