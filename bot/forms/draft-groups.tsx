import type { JSX } from 'preact';
import { isStale } from '../dialogue/bound.ts';
import { Grouped, idOf, type Shown } from './draft-frame.tsx';
import { dropName, inputName, typedRows } from './draft-values.ts';

const FEWEST_ROWS = 5;

const rowsOf = ({ draft, field, error, typed }: Shown) => {
  const kept = draft.answers[field.id]?.value ?? null;
  if (typed !== null && (error !== null || kept === null)) return typedRows(field, typed);
  return kept === null ? [] : (field.onPage?.rows?.shown(kept) ?? []);
};

const postedRows = ({ field, typed }: Shown): number => {
  const column = field.onPage?.rows?.columns[0]?.id ?? '';
  const names = Object.keys(typed ?? {});
  const isRow = (name: string): boolean =>
    name.startsWith(`${inputName(field)}.`) && name.endsWith(`.${column}`);
  return names.filter(isRow).length;
};

export const Rows = (shown: Shown): JSX.Element => {
  const { field, typed } = shown;
  const columns = field.onPage?.rows?.columns ?? [];
  const rows = rowsOf(shown);
  const more = typed?.do?.[0] === `row.${field.id}` ? 1 : 0;
  const count = Math.max(FEWEST_ROWS, rows.length, postedRows(shown) + more);
  return (
    <Grouped {...shown}>
      {Array.from({ length: count }, (_row, index) => (
        <div key={index} class="row" role="group" aria-label={`第${index + 1}行`}>
          {columns.map(({ id, label, example }) => (
            <label key={id}>
              <span>{label}</span>
              <input
                type="text"
                name={`${inputName(field)}.${index}.${id}`}
                value={rows[index]?.[id] ?? ''}
                placeholder={index === 0 ? example : undefined}
                autocomplete="off"
              />
            </label>
          ))}
        </div>
      ))}
      <button type="submit" name="do" value={`row.${field.id}`} class="button plain">
        再加一行
      </button>
    </Grouped>
  );
};

const STALE =
  '打印以后，填的内容又改过，和签字的纸不一样了。请重新打印、签字，再传新的；传了新的，先前的就换掉。';

const photosOf = ({ draft, field }: Shown): readonly string[] => {
  const kept = draft.answers[field.id]?.value;
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
};

export const Photos = (shown: Shown): JSX.Element => {
  const { field, path } = shown;
  const photos = photosOf(shown);
  const isScan = field.onPage?.accepts === 'scans';
  const { answers, facts } = shown.draft;
  return (
    <Grouped {...shown}>
      {isStale(field, answers, facts) ? <p class="notice warn">{STALE}</p> : null}
      {photos.length === 0 ? null : (
        <ul class="photos">
          {photos.map((id, index) => (
            <li key={id}>
              <a href={`${path}/photo-${id}`}>已收到第{index + 1}张，点开看</a>
              <label class="choice">
                <input type="checkbox" name={dropName(field)} value={id} />
                <span>删除这张</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <label class="file" for={`${idOf(field)}-file`}>
        {photos.length === 0 ? '拍照或选择照片' : field.several === true ? '再加照片' : '换一张'}
      </label>
      <input
        id={`${idOf(field)}-file`}
        type="file"
        name={inputName(field)}
        accept={isScan ? 'image/jpeg,image/png,application/pdf' : 'image/jpeg,image/png'}
        capture={isScan ? undefined : 'environment'}
        multiple={field.several === true}
      />
    </Grouped>
  );
};
