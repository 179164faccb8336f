import { renderToString } from 'preact-render-to-string';
import type { Json } from '../../domain/index.ts';
import { addToDraft, photosOfDraft } from '../../domain/exchange/index.ts';
import { applicable, nextField } from '../dialogue/fields.ts';
import type { Field, Form } from '../dialogue/flow.ts';
import type { Repertoire } from '../dialogue/setting.ts';
import { AskInside } from './draft-fields.tsx';
import { keepFiles, type KeptFiles } from './draft-files.ts';
import { pageProgress } from './draft-progress.ts';
import { DraftPage, draftVersion, Gone, ReviewPage } from './draft-page.tsx';
import { changed, readPosted, versionName, versionOf, type Draft } from './draft-values.ts';
import {
  first,
  type FormHand,
  type FormKind,
  type FormView,
  type HandedFile,
  type Raw,
} from './form-kind.ts';
import { saveDraft, submitDraft, withDraft, type SharedDraft } from './shared-draft.ts';

/** Which page belongs to which conversation: stands in the link. */
export const draftKind = (form: Form): string => `draft-${form.id}`;

/** A page for every chat form that has one: the same draft, all questions at once. */
export const draftForms = (repertoire: Repertoire): readonly FormKind[] =>
  repertoire.conversations.flatMap((one) =>
    one.kind === 'form' && one.webForm === true ? [draftForm(one, repertoire)] : [],
  );

interface Sheet {
  readonly form: Form;
  readonly repertoire: Repertoire;
}

const draftForm = (form: Form, repertoire: Repertoire): FormKind => {
  const sheet: Sheet = { form, repertoire };
  return {
    kind: draftKind(form),
    title: `填写${form.title}`,
    before: [
      '这里和微信里填的是同一份：先前答过的都在，两边都可以接着填。',
      '请您本人填写，不要把网页转给别人。',
    ],
    again: '网页',
    show: (hand) => show(sheet, hand),
    submit: (hand, body) =>
      first(body, 'do') === 'submit' ? submit(sheet, hand, body) : keepAll(sheet, hand, body),
    keep: (hand, body) => keepSome(sheet, hand, body),
    file: (hand, name) => fileOf(sheet, hand, name),
  };
};

const opened = <T,>(
  { form, repertoire }: Sheet,
  { app, bureau, link }: FormHand,
  work: {
    readonly open: (draft: SharedDraft) => Promise<T>;
    readonly gone: (gone: { readonly receipt: string | null }) => T;
  },
): Promise<T> => withDraft({ app, repertoire }, { bureau, subject: link.subject, form }, work);

const goneView = ({ form }: Sheet, receipt: string | null): FormView => ({
  title: receipt === null ? form.title : `${form.title}已提交`,
  body: <Gone receipt={receipt} />,
  long: true,
});

const show = (sheet: Sheet, hand: FormHand): Promise<FormView> =>
  opened<FormView>(sheet, hand, {
    gone: ({ receipt }) => goneView(sheet, receipt),
    open: (draft) =>
      Promise.resolve(
        hand.step === 'review'
          ? reviewView(draft, hand, null)
          : pageView(draft, hand, {
              errors: {},
              typed: null,
              notice: hand.step === 'saved' ? SAVED : null,
            }),
      ),
  });

const SAVED = { tone: 'good', words: '已保存。' } as const;

const reviewView = (draft: Draft, { path }: FormHand, refused: string | null): FormView => ({
  title: `核对${draft.form.title}`,
  body: <ReviewPage draft={draft} path={path} refused={refused} />,
  long: true,
});

interface Back {
  readonly errors: Readonly<Record<string, string>>;
  readonly typed: Raw | null;
  readonly notice: { readonly tone: 'good' | 'bad'; readonly words: string } | null;
}

const pageView = (draft: Draft, { path }: FormHand, back: Back): FormView => ({
  title: draft.form.title,
  body: <DraftPage draft={draft} path={path} {...back} />,
  long: true,
});

/** Saves what can be saved; the page comes back where something cannot, with every word that was typed. */
const keepAll = async (sheet: Sheet, hand: FormHand, body: Raw): Promise<FormView | Next> => {
  const wish = first(body, 'do');
  const files = await keepFiles(sheet.form, hand);
  return opened<FormView | Next>(sheet, hand, {
    gone: ({ receipt }) => goneView(sheet, receipt),
    open: async (draft) => {
      const after = await write(sheet, draft, { hand, body, files, complete: wish === 'review' });
      const { errors } = after;
      if (Object.keys(errors).length > 0 || wish.startsWith('row.'))
        return pageView(after.draft, hand, { errors, typed: body, notice: null });
      return NEXT[wish] ?? { step: 'saved' };
    },
  });
};

type Next = { readonly step: string } | { readonly file: string };

const NEXT: Readonly<Record<string, Next>> = {
  review: { step: 'review' },
  print: { file: 'print' },
};

interface Writing {
  readonly hand: FormHand;
  readonly body: Raw;
  readonly files: KeptFiles;
  readonly complete: boolean;
}

const write = async (sheet: Sheet, draft: SharedDraft, writing: Writing) => {
  const { hand, body, files, complete } = writing;
  const photos = Object.fromEntries(
    sheet.form.fields.map(({ id }) => [
      id,
      files.pieces.filter(({ field }) => field === id).map(({ piece }) => piece.id),
    ]),
  );
  const posted = readPosted(draft, body, { photos, complete });
  const answers = changed(draft.answers, posted);
  const now = hand.app.clock();
  const where = { conversation: draft.conversation.id, form: sheet.form.id, now };
  for (const { piece } of files.pieces) await addToDraft(draft.tx, piece, where);
  if (answers !== draft.answers)
    await saveDraft({ app: hand.app, repertoire: sheet.repertoire }, draft, answers);
  return { draft: { ...draft, answers }, errors: { ...posted.errors, ...files.errors } };
};

/** One field, as the page's script sends it: what to show beside it. */
const keepSome = async (sheet: Sheet, hand: FormHand, body: Raw): Promise<Json> => {
  const files = await keepFiles(sheet.form, hand);
  return opened<Json>(sheet, hand, {
    gone: () => ({ gone: true }),
    open: async (draft) => {
      const after = await write(sheet, draft, { hand, body, files, complete: false });
      const sent = sheet.form.fields.filter((field) => body[versionName(field)] !== undefined);
      return told(after.draft, { hand, sent, errors: after.errors });
    },
  });
};

interface Telling {
  readonly hand: FormHand;
  readonly sent: readonly Field[];
  readonly errors: Readonly<Record<string, string>>;
}

const told = (draft: Draft, { hand, sent, errors }: Telling): Json => {
  const { form, answers, facts } = draft;
  return {
    progress: pageProgress(draft),
    shown: applicable(form, answers, facts).map(({ id }) => id),
    fields: withPapers(draft, sent).map((field) => ({
      id: field.id,
      error: errors[field.id] ?? null,
      version: versionOf(answers[field.id]),
      note: noteOf(draft, field),
      inside: field.takes === 'photo' ? inside(draft, field, { hand, errors }) : null,
    })),
  };
};

/** Any change may put a signed paper out of date: it is shown anew with every save. */
const withPapers = ({ form, answers }: Draft, sent: readonly Field[]): readonly Field[] => [
  ...sent,
  ...form.fields.filter(
    (field) =>
      field.bound !== undefined && answers[field.id] !== undefined && !sent.includes(field),
  ),
];

const noteOf = ({ answers, facts }: Draft, field: Field): string => {
  const value = answers[field.id]?.value ?? null;
  return value === null ? '' : (field.note?.(value, facts) ?? '');
};

const inside = (
  draft: Draft,
  field: Field,
  { hand, errors }: Pick<Telling, 'hand' | 'errors'>,
): string =>
  renderToString(
    <AskInside
      draft={draft}
      field={field}
      error={errors[field.id] ?? null}
      typed={null}
      path={hand.path}
      isHidden={false}
    />,
  );

const submit = async (
  sheet: Sheet,
  hand: FormHand,
  body: Raw,
): Promise<FormView | { readonly step: string }> => {
  const done = await opened<FormView | { readonly step: string }>(sheet, hand, {
    gone: ({ receipt }) => goneView(sheet, receipt),
    open: async (draft) => {
      if (first(body, 'version') !== draftVersion(draft)) return reviewView(draft, hand, CHANGED);
      if (nextField(draft.form, draft.answers, draft.facts) !== null)
        return reviewView(draft, hand, MISSING);
      const parts = { app: hand.app, repertoire: sheet.repertoire };
      const done = await submitDraft(parts, draft, draft.answers);
      return done.isDone ? { step: '' } : reviewView(draft, hand, done.say);
    },
  });
  hand.app.wake(hand.bureau);
  return done;
};

const MISSING = '还有没办好的，没有提交。';
const CHANGED = '内容刚才在别处改过，还没有提交。下面是现在的内容，请再核对一遍。';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The paper filled from the draft, or a photo that lies with it. */
const fileOf = async (sheet: Sheet, hand: FormHand, name: string): Promise<HandedFile | null> => {
  const id = /^photo-([0-9a-f-]{36})$/.exec(name)?.[1];
  if (id !== undefined) return photoOf(sheet, hand, id);
  if (name !== 'print' || sheet.form.print === undefined) return null;
  const draft = await opened<Draft | null>(sheet, hand, {
    gone: () => null,
    open: ({ form, answers, facts }) => Promise.resolve({ form, answers, facts }),
  });
  if (draft === null) return null;
  const picture = await pictureOf(sheet, hand, draft);
  const printed = await sheet.form.print(draft.answers, draft.facts, picture);
  return { ...printed, type: DOCX };
};

/** The photo of the first field that takes one picture only: it is printed in its box. */
const pictureOf = async (
  sheet: Sheet,
  hand: FormHand,
  draft: Draft,
): Promise<Uint8Array | null> => {
  const field = sheet.form.fields.find(
    ({ takes, several }) => takes === 'photo' && several !== true,
  );
  const value = field === undefined ? undefined : draft.answers[field.id]?.value;
  const id: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof id === 'string' ? ((await photoOf(sheet, hand, id))?.bytes ?? null) : null;
};

const photoOf = async (sheet: Sheet, hand: FormHand, id: string): Promise<HandedFile | null> => {
  const row = await opened(sheet, hand, {
    gone: () => null,
    open: async ({ tx, conversation }) => {
      const rows = await photosOfDraft(tx, conversation.id, sheet.form.id);
      return rows.find((one) => one.id === id) ?? null;
    },
  });
  if (row?.file == null || row.digest === null) return null;
  const bytes = await hand.app.files.read(hand.bureau, { file: row.file, digest: row.digest });
  return { name: null, type: row.mime ?? 'application/octet-stream', bytes };
};
