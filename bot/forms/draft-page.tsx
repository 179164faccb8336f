import type { JSX } from 'preact';
import { isStale } from '../dialogue/bound.ts';
import { applicable, nextField } from '../dialogue/fields.ts';
import type { Field } from '../dialogue/flow.ts';
import { shownShort } from '../dialogue/sentences.ts';
import { Ask } from './draft-fields.tsx';
import { pageProgress } from './draft-progress.ts';
import { sectionsOf } from './draft-sections.ts';
import { versionOf, type Draft } from './draft-values.ts';
import type { Raw } from './form-kind.ts';

interface PageProps {
  readonly draft: Draft;
  readonly path: string;
  readonly errors: Readonly<Record<string, string>>;
  /** what was posted, where the page comes back */
  readonly typed: Raw | null;
  /** said at the head: saved, or why not */
  readonly notice: { readonly tone: 'good' | 'bad'; readonly words: string } | null;
}

/** The whole form on one page, in sections; one form, so that every button saves everything. */
export const DraftPage = (props: PageProps): JSX.Element => {
  const { draft, path, errors } = props;
  const shown = new Set(applicable(draft.form, draft.answers, draft.facts).map(({ id }) => id));
  const hasErrors = Object.keys(errors).length > 0;
  return (
    <>
      <p>填好一部分就点“保存”，可以随时关掉，回到微信继续。</p>
      <p data-auto hidden>
        每填好一项也会自动保存。手机没有网络时不会丢，联网后再保存。
      </p>
      <p class="notice info">
        <span data-progress>{pageProgress(draft)}</span>
      </p>
      {props.notice === null ? null : <Told {...props.notice} />}
      {hasErrors ? <Faults {...props} /> : null}
      <form method="post" action={path} enctype="multipart/form-data" data-draft>
        {sectionsOf(draft.form.fields).map(({ title, fields }) => (
          <section
            key={title}
            class="section"
            hidden={!fields.some(({ id }) => shown.has(id))}
            data-section
          >
            <h2>{title}</h2>
            {fields.map((field) => (
              <Ask
                key={field.id}
                draft={draft}
                field={field}
                error={errors[field.id] ?? null}
                typed={props.typed}
                path={path}
                isHidden={!shown.has(field.id)}
              />
            ))}
            {fields.some(({ onPage }) => onPage?.prints === true) ? <Print /> : null}
            <div class="buttons">
              <button type="submit" name="do" value="save" class="button plain">
                保存
              </button>
            </div>
          </section>
        ))}
        <section class="section">
          <h2>填好之后</h2>
          <p>下一步先核对，再提交。没填完也可以看看还差哪些。</p>
          <div class="buttons">
            <button type="submit" name="do" value="review" class="button main">
              去核对
            </button>
          </div>
        </section>
      </form>
    </>
  );
};

/** Saves first: the paper never lacks what stands on the page and was not taken. */
const Print = (): JSX.Element => (
  <p>
    <button type="submit" name="do" value="print" class="button plain">
      打印申请表
    </button>
  </p>
);

const Told = ({ tone, words }: NonNullable<PageProps['notice']>): JSX.Element => (
  <div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {words.split('\n').map((line) => (
      <p key={line}>{line}</p>
    ))}
  </div>
);

const Faults = ({ draft, errors, typed }: PageProps): JSX.Element => (
  <div class="notice bad" role="alert">
    <p>
      有{Object.keys(errors).length}处没有保存，其余的都已保存
      {typed?.do?.[0] === 'print' ? '。改正以后才能打印申请表：' : '：'}
    </p>
    <ul>
      {draft.form.fields
        .filter(({ id }) => errors[id] !== undefined)
        .map((field) => (
          <li key={field.id}>
            <a href={`#ask-${field.id}`}>
              {field.label}：{errors[field.id]}
            </a>
          </li>
        ))}
    </ul>
  </div>
);

/** What the whole draft was when it was reviewed: nothing else is submitted. */
export const draftVersion = ({ answers }: Draft): string => {
  const ids = Object.keys(answers).sort();
  return versionOf({ value: ids.map((id) => [id, answers[id]?.value ?? null]), words: '' });
};

interface ReviewProps {
  readonly draft: Draft;
  readonly path: string;
  /** why it was not submitted */
  readonly refused: string | null;
}

/** Everything once more before it is frozen. */
export const ReviewPage = ({ draft, path, refused }: ReviewProps): JSX.Element => {
  const { form, answers, facts } = draft;
  const missing = nextField(form, answers, facts) !== null;
  return (
    <>
      {refused === null ? null : <Told tone="bad" words={refused} />}
      <section class="section">
        <h2>{pageProgress(draft)}</h2>
        <dl class="facts">
          {applicable(form, answers, facts).map((field) => (
            <div key={field.id}>
              <dt>{field.label}</dt>
              <dd>
                <Value draft={draft} field={field} path={path} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {missing ? (
        <p class="notice warn">还不能提交：上面标出来的几项，请点开办好。</p>
      ) : (
        <form method="post" action={path} class="form">
          <input type="hidden" name="version" value={draftVersion(draft)} />
          <p>提交后内容不能再改。请确认都是您本人的真实情况。</p>
          <div class="buttons">
            <button type="submit" name="do" value="submit" class="button main">
              确认提交
            </button>
          </div>
        </form>
      )}
      <p>
        <a class="button plain" href={path}>
          返回修改
        </a>
      </p>
    </>
  );
};

const Value = ({
  draft,
  field,
  path,
}: {
  readonly draft: Draft;
  readonly field: Field;
  readonly path: string;
}): JSX.Element => {
  const answer = draft.answers[field.id];
  if (answer === undefined)
    return (
      <a class="todo" href={`${path}#ask-${field.id}`}>
        还没填，去填
      </a>
    );
  if (isStale(field, draft.answers, draft.facts))
    return (
      <a class="todo" href={`${path}#ask-${field.id}`}>
        内容改过了，请重新打印签字再传
      </a>
    );
  if (answer.value === null) return <span class="quiet">不填</span>;
  const note = field.note?.(answer.value, draft.facts) ?? null;
  return (
    <>
      {shownShort(field.show(answer.value))}
      {note === null ? null : <span class="hint"> {note}</span>}
    </>
  );
};

/** After the last press: the receipt, or that there is nothing to fill in any more. */
export const Gone = ({ receipt }: { readonly receipt: string | null }): JSX.Element =>
  receipt === null ? (
    <div class="notice warn">
      <p>这份内容已经提交，或者不再保留了。请回到微信，回复“进度”查看，或重新开始。</p>
    </div>
  ) : (
    <div class="notice good" role="status">
      {receipt.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>可以关掉这个网页，回到微信。</p>
    </div>
  );
