import type { VNode } from 'preact';
import type { z } from 'zod';
import { zhCN } from 'zod/locales';
import type { Role } from '../domain/index.ts';
import { exporting, type ExportMaker, type PageExport } from './export.ts';
import { withExport } from './ui/export.tsx';
import type { FormState } from './ui/form-state.ts';
import { LOOK_UP } from './ui/look-up.tsx';
import { errorsByField, type Settled, type Visit } from './visit.ts';

/** Values of a form or an address as they came: a name may stand several times. */
export type Raw = Readonly<Record<string, readonly string[]>>;

/** A page's answer to being opened. */
export interface Rendered {
  readonly title: string;
  readonly body: VNode;
}

/** A file handed out instead of a page. */
export interface Handed {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
}

export interface Page {
  readonly path: string;
  readonly roles: readonly Role[] | 'staff';
  readonly nav: NavEntry | null;
  /** what its forms with files take: scans and photos, all or none of them, unless it says so */
  readonly takes?: 'sheet' | 'each' | 'evidence' | 'pictures';
  /** null: there is nothing there, or nothing this person may know of */
  readonly render: (visit: Visit, raw: Raw) => Promise<Rendered | Handed | null>;
  /** null: no such form on this page */
  readonly submit: (visit: Visit, raw: Raw, body: Raw) => Promise<Settled | Handed | null>;
}

/** The groups of the menu, in their order. */
export const NAV_GROUPS = ['work', 'selection', 'people', 'messages', 'office'] as const;

export interface NavEntry {
  readonly label: string;
  readonly group: (typeof NAV_GROUPS)[number];
}

/** One form of a page: its fields, and what they are for. */
export interface PageAction<Q> {
  readonly run: (visit: Visit, raw: Raw, query: Q) => Promise<Settled>;
}

/** Makes a form of a page: the fields are parsed, faults become sentences beside them. */
export type FormMaker<Q> = <S extends z.ZodType>(
  body: S,
  run: (visit: Visit, body: z.output<S>, query: Q) => Promise<Settled>,
) => PageAction<Q>;

const form = <S extends z.ZodType, Q>(
  body: S,
  run: (visit: Visit, body: z.output<S>, query: Q) => Promise<Settled>,
): PageAction<Q> => ({
  run: async (visit, raw, query) => {
    const parsed = body.safeParse(plain(raw), CHINESE);
    if (parsed.success) return run(visit, parsed.data, query);
    const issues = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }));
    return { kind: 'malformed', errors: errorsByField(issues) };
  },
});

const CHINESE = { error: zhCN().localeError };

interface PageSpec<Q extends z.ZodType, D> {
  readonly path: string;
  readonly title: string | ((data: D) => string);
  readonly roles: readonly Role[] | 'staff';
  readonly nav?: NavEntry;
  readonly takes?: 'sheet' | 'each' | 'evidence' | 'pictures';
  readonly query: Q;
  readonly load: (visit: Visit, query: z.output<Q>) => Promise<D | null>;
  readonly view: (data: D, query: z.output<Q>, visit: Visit) => VNode;
  /** a list that can be taken along as a spreadsheet */
  readonly exportAs?: (sheet: ExportMaker<z.output<Q>>) => PageExport<z.output<Q>>;
  /** on a page about one thing: which of its lists it is */
  readonly exportLabel?: string;
  readonly actions?: (
    form: FormMaker<z.output<Q>>,
    visit: Visit,
  ) => Readonly<Record<string, PageAction<z.output<Q>>>>;
}

/** A page as a value: who may see it, what it loads, how it looks, what can be done there. */
export const definePage = <Q extends z.ZodType, D>(spec: PageSpec<Q, D>): Page => ({
  path: spec.path,
  roles: spec.roles,
  nav: spec.nav ?? null,
  ...(spec.takes === undefined ? {} : { takes: spec.takes }),
  render: async (visit, raw) => {
    const query = spec.query.safeParse(plain(raw));
    const data = query.success ? await spec.load(visit, query.data) : null;
    if (data === null || !query.success) return null;
    const title = typeof spec.title === 'string' ? spec.title : spec.title(data);
    const body = spec.view(data, query.data, visit);
    const address = addressOf(spec.path, raw);
    return {
      title,
      body: spec.exportAs === undefined ? body : withExport(body, address, spec.exportLabel),
    };
  },
  submit: async (visit, raw, body) => {
    const query = spec.query.safeParse(plain(raw));
    return query.success ? done(spec, visit, { query: query.data, body }) : null;
  },
});

interface Sent<Q> {
  readonly query: Q;
  readonly body: Raw;
}

/** The form that was sent, by its name; null: the page has no such form. */
const done = <Q extends z.ZodType, D>(
  spec: PageSpec<Q, D>,
  visit: Visit,
  { query, body }: Sent<z.output<Q>>,
): Promise<Settled | Handed> | null => {
  const name = doing(body);
  if (name === 'export') return spec.exportAs?.(exporting)(visit, query) ?? null;
  const action = actionOf(spec.actions?.(form, visit), name);
  if (action === undefined) return null;
  return isLookUp(body) ? Promise.resolve({ kind: 'looked-up' }) : action.run(visit, body, query);
};

const doing = (body: Raw): string => body.do?.[0] ?? '';

const actionOf = <Q>(
  actions: Readonly<Record<string, PageAction<Q>>> | undefined,
  name: string,
): PageAction<Q> | undefined =>
  actions !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;

/** A button of the form's own search was pressed. */
const isLookUp = (body: Raw): boolean => body[LOOK_UP] !== undefined;

/** The page as it is filtered now, from its first row on. */
const addressOf = (path: string, raw: Raw): string => {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const here = names.reduce((one, name) => one.replace(`:${name}`, raw[name]?.[0] ?? ''), path);
  const filters = Object.entries(raw).flatMap(([name, values]) =>
    name === 'page' || names.includes(name) ? [] : values.map((value) => [name, value]),
  );
  return filters.length === 0 ? here : `${here}?${new URLSearchParams(filters).toString()}`;
};

interface FileSpec<Q extends z.ZodType> {
  readonly path: string;
  readonly roles: readonly Role[] | 'staff';
  readonly query: Q;
  readonly load: (visit: Visit, query: z.output<Q>) => Promise<Handed | null>;
}

/** A download: same roles, same 404 as a page. */
export const defineFile = <Q extends z.ZodType>(spec: FileSpec<Q>): Page => ({
  path: spec.path,
  roles: spec.roles,
  nav: null,
  render: async (visit, raw) => {
    const query = spec.query.safeParse(plain(raw));
    return query.success ? spec.load(visit, query.data) : null;
  },
  submit: () => Promise.resolve(null),
});

/** One value as a string, several as a list: what zod shapes of forms expect. */
const plain = (raw: Raw): Record<string, string | readonly string[]> =>
  Object.fromEntries(
    Object.entries(raw).map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );

const SECRET = /password/i;

/** The form as it comes back: what was typed is kept, passwords are not. */
export const returned = (body: Raw, settled: Exclude<Settled, { kind: 'done' }>): FormState => ({
  form: body.do?.[0] ?? '',
  which: body.which?.[0] ?? '',
  values: Object.fromEntries(Object.entries(body).filter(([name]) => !SECRET.test(name))),
  errors: settled.kind === 'malformed' ? settled.errors : {},
  sentence: settled.kind === 'refused' ? settled.sentence : null,
});
