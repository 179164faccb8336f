import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { institutions } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { FormKey, OwnForm } from '../ui/form-state.ts';
import type { Option } from '../ui/form.tsx';
import { LookUp } from '../ui/look-up.tsx';

type Institution = institutions.Institution;

/** What is typed into the search, and the words whose hits the page showed last. */
export const SEARCH = 'institutionSearch';
export const SHOWN = 'institutionShown';

/** A list that a page can show whole. */
const SHORT_LIST = 20;
const MOST_HITS = 20;

interface PickerProps {
  readonly label: string;
  readonly list: readonly Institution[];
  readonly chosen?: readonly string[];
}

/**
 * 被检查单位 out of a list of hundreds, without scripts: what is found is ticked, what is ticked stays.
 * The words travel with the form and never stand in an address (C-04).
 */
export const InstitutionPicker = (props: PickerProps): JSX.Element =>
  props.list.length <= SHORT_LIST ? (
    <Choices
      kind="many"
      name="institutions"
      label={props.label}
      chosen={props.chosen ?? []}
      options={props.list.map(plainOption)}
    />
  ) : (
    <SearchedPicker {...props} />
  );

const SearchedPicker = ({ label, list, chosen = [] }: PickerProps): JSX.Element => {
  const own = useContext(OwnForm);
  const key = useContext(FormKey);
  const words = own?.values[SEARCH]?.[0]?.trim() ?? '';
  const again = own?.sentence === null && Object.keys(own.errors).length === 0;
  const ticked = new Set(own === null ? chosen : (own.values.institutions ?? []));
  const hits = hitsIn(list, words).filter(({ id }) => !ticked.has(id));
  const options = [
    ...list.filter(({ id }) => ticked.has(id)).map(plainOption),
    ...hits.slice(0, MOST_HITS).map(foundOption),
  ];
  return (
    <>
      <Choices
        kind="many"
        name="institutions"
        label={label}
        hint={options.length === 0 ? '先在下面查找，再勾选。' : '打勾的是选中的单位。'}
        chosen={[...ticked]}
        options={options}
      />
      <LookUp
        name={SEARCH}
        label="机构名称或代码"
        submit="查找"
        back={`${key}-institutions`}
        hint={`名单共${list.length}家，俗称、曾用名和统一社会信用代码都可以查。`}
        found={saying(words, hits.length, again)}
      />
      <input type="hidden" name={SHOWN} value={words} />
    </>
  );
};

const plainOption = ({ id, name }: Institution): Option => ({ value: id, label: name });

/** Whoever searched by a popular name has to see that this is the one. */
const foundOption = ({ id, name, popularNames }: Institution): Option => ({
  value: id,
  label: popularNames.length === 0 ? name : `${name}（${popularNames.join('、')}）`,
});

const LEAST_CODE = 4;

const hitsIn = (list: readonly Institution[], words: string): readonly Institution[] => {
  const code = words.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  return /^[0-9A-Z]+$/.test(code) && code.length >= LEAST_CODE
    ? list.filter(({ creditCode }) => creditCode?.includes(code) === true)
    : institutions.matching(list, words);
};

/** Enter in any field of the form presses this button: nobody shall take that for the end of it. */
const saying = (words: string, found: number, again: boolean): string | null => {
  const open = again ? '表单还没有提交，其余内容都保留着。' : '';
  if (words !== '') return `${foundWords(words, found)}${open}`;
  return again ? `查找前请先填写机构名称。${open}` : null;
};

const foundWords = (words: string, found: number): string => {
  if (found === 0) return `“${words}”没有查到另外的机构。换一个叫法，或写在“名单以外的单位”里。`;
  return found > MOST_HITS
    ? `“${words}”查到${found}家，上面列出前${MOST_HITS}家。请写得再具体一些，或直接勾选。`
    : `“${words}”查到${found}家，已列在上面，请勾选。`;
};

interface Searched {
  readonly institutionSearch: string;
  readonly institutionShown: string;
}

/** Words that nobody looked up are no target yet: the form must not go through without them. */
export const isLookedUp = (typed: object): boolean => {
  const { institutionSearch = '', institutionShown = '' } = typed as Partial<Searched>;
  return institutionSearch.trim() === '' || institutionSearch.trim() === institutionShown.trim();
};

export const NOT_LOOKED_UP = {
  path: ['institutions'],
  error: '查找框里的名称还没有选：查到的单位列在这里，请勾选；不需要就清空查找框。',
  when: () => true,
};
