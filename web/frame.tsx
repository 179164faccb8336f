import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { ROLE_WORDS } from '../domain/index.ts';
import { NAV_GROUPS, type NavEntry, type Page } from './page.ts';
import type { Site } from './site.ts';
import { ReturnedForm, type FormState } from './ui/form-state.ts';
import { LostForm } from './ui/lost-form.tsx';
import { OfficePage, PlainPage, type NavGroup, type NavLink } from './ui/layout.tsx';
import type { Who } from './visit.ts';

/** How many wait behind an entry of the menu, by its path. */
export type Counts = Readonly<Record<string, number>>;

interface Framed {
  readonly title: string;
  readonly body: ComponentChildren;
  readonly path: string;
  readonly form: FormState | null;
  readonly flash: string | null;
}

/** A whole page for somebody who is signed in. */
export const officeHtml = (
  { site, who, pages, counts }: Inside,
  { title, body, path, form, flash }: Framed,
): string => {
  const lost = form !== null && !isShown(form, body) ? form : null;
  return html(
    <OfficePage
      title={title}
      bureau={site.app.bureaus.get(who.bureau)?.name ?? ''}
      styles={site.styles}
      person={{
        name: who.account.name,
        roles: who.account.roles.map((role) => ROLE_WORDS[role]).join('、'),
      }}
      groups={menu(pages, { who, counts, path })}
      flash={flash === null ? null : { say: flash }}
    >
      {lost === null ? null : <LostForm form={lost} />}
      <Provided form={form}>{body}</Provided>
    </OfficePage>,
  );
};

/** Whether the page still has the form that came back: a record that moved on may not. */
const isShown = (form: FormState, body: ComponentChildren): boolean => {
  let shown = false;
  const value = { state: form, found: () => (shown = true) };
  renderToString(<ReturnedForm.Provider value={value}>{body}</ReturnedForm.Provider>);
  return shown;
};

const Provided = (props: {
  readonly form: FormState | null;
  readonly children: ComponentChildren;
}): VNode => {
  const value = props.form === null ? null : { state: props.form, found: () => undefined };
  return <ReturnedForm.Provider value={value}>{props.children}</ReturnedForm.Provider>;
};

export interface Inside {
  readonly site: Site;
  readonly who: Who;
  readonly pages: readonly Page[];
  readonly counts: Counts;
}

interface Outside {
  readonly site: Site;
  readonly title: string;
  readonly body: ComponentChildren;
  readonly form?: FormState | null;
}

/** A whole page for somebody who is not. */
export const plainHtml = ({ site, title, body, form = null }: Outside): string => {
  const [only, ...others] = [...site.app.bureaus.values()];
  const bureau = others.length === 0 ? (only?.name ?? '') : '医疗保障局';
  return html(
    <PlainPage title={title} bureau={bureau} styles={site.styles}>
      <Provided form={form}>{body}</Provided>
    </PlainPage>,
  );
};

const html = (page: VNode): string => `<!doctype html>\n${renderToString(page)}`;

const GROUP_WORDS: Readonly<Record<NavEntry['group'], string>> = {
  work: '日常工作',
  selection: '选聘',
  people: '人员和机构',
  messages: '消息',
  office: '管理',
};

interface MenuFacts {
  readonly who: Who;
  readonly counts: Counts;
  readonly path: string;
}

/** The pages this person may open, by group; the menu and the permission cannot differ. */
const menu = (pages: readonly Page[], facts: MenuFacts): readonly NavGroup[] =>
  NAV_GROUPS.map((group) => ({
    name: GROUP_WORDS[group],
    // one long way of eight steps: only its name tells that they belong together
    isNamed: group === 'selection',
    links: pages.flatMap((page) =>
      page.nav?.group === group && mayOpen(page, facts.who) ? [link(page, page.nav, facts)] : [],
    ),
  })).filter(({ links }) => links.length > 0);

const link = (page: Page, entry: NavEntry, { counts, path }: MenuFacts): NavLink => ({
  href: page.path,
  label: entry.label,
  count: counts[page.path] ?? 0,
  current: path === page.path || (page.path !== '/' && path.startsWith(`${page.path}/`)),
});

export const mayOpen = (page: Page, who: Who): boolean =>
  page.roles === 'staff' || who.account.roles.some((role) => page.roles.includes(role));
