import type { ComponentChildren, JSX } from 'preact';
import { safeHref } from './parts.tsx';

export interface NavLink {
  readonly href: string;
  readonly label: string;
  /** how many wait there; 0 shows nothing */
  readonly count: number;
  readonly current: boolean;
}

/** Entries of the menu that belong together, under a name that is read out, and shown where it helps. */
export interface NavGroup {
  readonly name: string;
  readonly isNamed: boolean;
  readonly links: readonly NavLink[];
}

export interface Person {
  readonly name: string;
  readonly roles: string;
}

/** Said once, after something was done. */
export interface Flash {
  readonly say: string;
}

interface ShellProps {
  readonly title: string;
  readonly bureau: string;
  readonly styles: string;
  readonly children: ComponentChildren;
}

/** The bare document: head, skip link, the bureau's name. */
const Shell = ({ title, bureau, styles, children }: ShellProps): JSX.Element => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <title>{`${title} - ${bureau} 监督通`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <link rel="stylesheet" href={styles} />
      <link rel="icon" href="data:," />
    </head>
    <body>
      <a class="skip" href="#main">
        跳到正文
      </a>
      {children}
    </body>
  </html>
);

interface OfficeProps extends ShellProps {
  readonly person: Person;
  readonly groups: readonly NavGroup[];
  readonly flash: Flash | null;
}

/** A page for somebody who is signed in. */
export const OfficePage = (props: OfficeProps): JSX.Element => (
  <Shell title={props.title} bureau={props.bureau} styles={props.styles}>
    <header class="head">
      <div class="wrap">
        <a class="brand" href="/">
          <strong>监督通</strong>
          <span>{props.bureau}</span>
        </a>
        <a class="to-menu" href="#menu">
          菜单
        </a>
        <div class="who">
          <span>
            {props.person.name}
            <small>{props.person.roles}</small>
          </span>
          <a href="/me">我的账号</a>
          <form method="post" action="/sign-out">
            <button type="submit">退出</button>
          </form>
        </div>
      </div>
    </header>
    <div class="body">
      <nav class="menu" id="menu" aria-label="主菜单">
        <div class="wrap">
          {props.groups.map((group) => (
            <MenuGroup key={group.name} {...group} />
          ))}
        </div>
      </nav>
      <main class="wrap" id="main" tabIndex={-1}>
        {props.flash === null ? null : (
          <div class="notice good" role="status">
            <p>{props.flash.say}</p>
          </div>
        )}
        <h1>{props.title}</h1>
        {props.children}
      </main>
      <Foot bureau={props.bureau} />
    </div>
  </Shell>
);

const MenuGroup = ({ name, isNamed, links }: NavGroup): JSX.Element => (
  <div class="menu-group">
    {isNamed ? (
      <span class="menu-name" aria-hidden="true">
        {name}
      </span>
    ) : null}
    <ul aria-label={name}>
      {links.map((link) => (
        <li key={link.href}>
          <a href={safeHref(link.href)} aria-current={link.current ? 'page' : undefined}>
            {link.label}
            {link.count > 0 ? (
              <span class="count">
                {link.count}
                <span class="unseen">件待办</span>
              </span>
            ) : null}
          </a>
        </li>
      ))}
    </ul>
  </div>
);

/** A page for nobody in particular: sign-in, and what went wrong. */
export const PlainPage = (props: ShellProps): JSX.Element => (
  <Shell title={props.title} bureau={props.bureau} styles={props.styles}>
    <header class="head">
      <div class="wrap">
        <a class="brand" href="/">
          <strong>监督通</strong>
          <span>{props.bureau}</span>
        </a>
      </div>
    </header>
    <div class="body">
      <main class="wrap slim" id="main" tabIndex={-1}>
        <h1>{props.title}</h1>
        {props.children}
      </main>
      <Foot bureau={props.bureau} />
    </div>
  </Shell>
);

const Foot = ({ bureau }: { readonly bureau: string }): JSX.Element => (
  <footer class="foot">
    <div class="wrap">
      <p>{bureau} · 仅供本单位工作人员使用，所有操作都有记录。</p>
    </div>
  </footer>
);
