import type { ComponentChildren, JSX } from 'preact';
import { Form } from '../ui/form.tsx';
import { Facts, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

/** How many rows a preview lists; the rest stand in the sheet that is downloaded. */
export const SHOWN = 50;

interface FaultyRow {
  readonly line: number;
  readonly name: string;
  readonly why: string;
}

interface Words {
  /** the press that imports everything, where nothing is faulty */
  readonly all: string;
  /** the press that leaves the faulty rows out */
  readonly onlyGood: string;
  /** every row is there already */
  readonly nothing: string;
}

interface PreviewProps {
  /** how the rows were counted: the confirmed import must count the same */
  readonly counts: Readonly<Record<string, number>>;
  readonly facts: readonly (readonly [string, string])[];
  /** rows that would change something */
  readonly good: number;
  readonly faulty: readonly FaultyRow[];
  /** the head over the name of a faulty row */
  readonly head: string;
  /** the page's own address */
  readonly path: string;
  readonly words: Words;
  readonly children?: ComponentChildren;
}

/** What an uploaded sheet would do, its faulty rows, and the choice that follows. */
export const SheetPreview = (props: PreviewProps): JSX.Element => {
  const { counts, facts, good, faulty, words } = props;
  return (
    <Section title="核对结果">
      <Facts facts={[...facts, ['有问题', `${faulty.length}行`]]} />
      {faulty.length === 0 ? null : <Faults {...props} />}
      {props.children}
      {good === 0 ? null : <Confirm counts={counts} words={words} isWhole={faulty.length === 0} />}
      {good === 0 && faulty.length === 0 ? (
        <Notice tone="info">
          <p>{words.nothing}</p>
        </Notice>
      ) : null}
      <Form name="discard" submit="放弃这份表格" tone="plain" />
    </Section>
  );
};

const Faults = ({ faulty, head, path }: PreviewProps): JSX.Element => (
  <>
    <Notice tone="warn">
      <p>
        有{faulty.length}行有问题。建议
        <a href={`${path}/faults`}>下载问题行</a>
        （每行写明了问题），改好后重新上传。
      </p>
    </Notice>
    <Table
      caption="有问题的行"
      rows={faulty.slice(0, SHOWN)}
      rowKey={({ line }) => String(line)}
      empty=""
      columns={[
        { head: '行', narrow: true, cell: ({ line }) => `第${line}行` },
        { head, cell: ({ name }) => name },
        { head: '问题', cell: ({ why }) => why },
      ]}
    />
    {faulty.length > SHOWN ? (
      <p class="quiet">这里只列出前{SHOWN}行，其余的在下载的表格里。</p>
    ) : null}
  </>
);

const Confirm = ({
  counts,
  words,
  isWhole,
}: Pick<PreviewProps, 'counts' | 'words'> & { readonly isWhole: boolean }): JSX.Element => {
  const expected = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, String(count)]),
  );
  return isWhole ? (
    <Form name="import" submit={words.all} hidden={expected} />
  ) : (
    <Form
      name="import"
      submit={words.onlyGood}
      tone="plain"
      hidden={{ ...expected, onlyGood: 'yes' }}
    />
  );
};
