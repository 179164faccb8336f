import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Router from '@koa/router';
import type { ComponentChildren, JSX } from 'preact';
import { sm3Hex } from '../domain/index.ts';

/** What every page on the bot's port carries: no script, no frame, nothing from elsewhere. */
export const publicHeaders = (formAction: "'self'" | "'none'") => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: [formAction],
      frameAncestors: ["'none'"],
    },
  },
  // TLS ends at the proxy, which says this for the whole origin
  strictTransportSecurity: false as const,
  // an address may be a secret: it goes to nobody else, and `no-referrer` would make Origin null
  referrerPolicy: { policy: 'same-origin' as const },
});

/** The site's own style sheet under this folder; its address changes with its content. */
export const mountStyles = (router: Router, folder: string): string => {
  const css = readFileSync(path.join(import.meta.dirname, '../web/ui/site.css'));
  const address = `${folder}/assets/${sm3Hex(css).slice(0, 12)}.css`;
  router.get(address, (ctx) => {
    ctx.type = 'css';
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.body = css;
  });
  return address;
};

interface FrameProps {
  readonly title: string;
  readonly bureau: string;
  readonly styles: string;
  /** one column for a form on a phone */
  readonly slim: boolean;
  /** a long form that saves by itself, in the large type of the elderly version (MIIT) */
  readonly script?: string | null;
  readonly children: ComponentChildren;
}

const classOf = ({ slim, script }: FrameProps): string =>
  ['wrap', slim ? 'slim' : '', script == null ? '' : 'big'].join(' ').trim();

/** A page for somebody who is not staff. */
export const PublicFrame = (props: FrameProps): JSX.Element => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <title>{`${props.title} - ${props.bureau}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {props.slim ? <meta name="robots" content="noindex" /> : null}
      <link rel="stylesheet" href={props.styles} />
      <link rel="icon" href="data:," />
      {props.script == null ? null : <script src={props.script} defer />}
    </head>
    <body>
      <a class="skip" href="#main">
        跳到正文
      </a>
      <header class="head">
        <div class="wrap">
          <span class="brand">
            <strong>监督通</strong>
            <span>{props.bureau}</span>
          </span>
        </div>
      </header>
      <div class="body">
        <main class={classOf(props)} id="main" tabIndex={-1}>
          <h1>{props.title}</h1>
          {props.children}
        </main>
      </div>
    </body>
  </html>
);
