import { bodyParser } from '@koa/bodyparser';
import Router, { type RouterContext } from '@koa/router';
import type { VNode } from 'preact';
import helmet from 'koa-helmet';
import type { App, BureauId } from '../../domain/index.ts';
import {
  bureauOfToken,
  formLinkState,
  startFormLink,
  type FormLink,
  type LinkState,
} from '../../domain/exchange/index.ts';
import { hasFiles, readSent, type Sent } from '../../uploads.ts';
import type { FormState } from '../../web/ui/form-state.ts';
import { again, allowScript, bodyOf, deliver, goOn } from './answering.ts';
import { mountScript } from './assets.ts';
import { closedLines, CUT_LINES, FOREIGN, NO_FILE_LINES, overLines } from './closed-words.ts';
import { first, type FormHand, type FormKind, type FormView } from './form-kind.ts';
import { Begin, Ended, formHtml } from './form-page.tsx';
import { provenChat } from './oauth.ts';
import { isOurPost } from './our-post.ts';
import { mountStyles, publicHeaders } from '../public-frame.tsx';

export interface FormsParts {
  readonly app: App;
  readonly forms: readonly FormKind[];
  readonly random: (bytes: number) => Buffer;
}

interface Forms extends FormsParts {
  readonly styles: string;
  readonly script: string;
}

const COOKIE = 'jiandu-form';
const HELD_SECONDS = 72 * 3600;

/** One-time pages under /form/<token>: a GET only shows, 开始 binds them to one browser. */
export const createForms = (parts: FormsParts): Router => {
  const router = new Router();
  router.use(helmet(publicHeaders("'self'")));
  router.use(bodyParser({ enableTypes: ['form'], formLimit: '256kb' }));
  const styles = mountStyles(router, '/form');
  const forms: Forms = { ...parts, styles, script: mountScript(router) };
  for (const cut of ['/form', '/form/'])
    router.get(cut, (ctx) => {
      cutOff(ctx, forms);
    });
  router.get('/form/:token', async (ctx) => {
    const here = await arrive(ctx, forms);
    if (here !== null) await show(ctx, here, null);
  });
  router.get('/form/:token/:name', async (ctx) => {
    const here = await arrive(ctx, forms);
    if (here !== null) await handOut(ctx, here);
  });
  router.post('/form/:token', async (ctx) => {
    const here = await arrive(ctx, forms);
    if (here !== null) await take(ctx, here);
  });
  return router;
};

/** One request at one address. */
interface Here {
  readonly forms: Forms;
  readonly bureau: BureauId;
  readonly token: string;
  readonly cookie: string;
}

const arrive = async (ctx: RouterContext, forms: Forms): Promise<Here | null> => {
  ctx.set('Cache-Control', 'no-store');
  const token = ctx.params.token ?? '';
  const bureau = bureauOfToken(token);
  if (bureau === null || !forms.app.bureaus.has(bureau)) {
    cutOff(ctx, forms);
    return null;
  }
  return { forms, bureau, token, cookie: ctx.cookies.get(COOKIE) ?? '' };
};

const cutOff = (ctx: RouterContext, { styles }: Forms): void => {
  ctx.status = 404;
  ctx.type = 'html';
  const body = Ended({ lines: CUT_LINES });
  ctx.body = formHtml({ title: '打不开这个网页', body, styles, script: null, bureau: '' }, null);
};

const stateOf = ({ forms, bureau, token, cookie }: Here): Promise<LinkState> => {
  const now = forms.app.clock();
  return forms.app.gate.transaction(bureau, (tx) => formLinkState(tx, { token, cookie, now }));
};

const show = async (ctx: RouterContext, here: Here, form: FormState | null): Promise<void> => {
  const state = await stateOf(here);
  switch (state.kind) {
    case 'fresh': {
      if (await passes(ctx, here, state.link)) answer(ctx, here, beginning(here, state.link));
      return;
    }
    case 'held': {
      answer(ctx, here, { ...(await filling(ctx, here, state.link)), form });
      return;
    }
    case 'closed':
      ctx.status = 410;
      {
        const lines = closedLines(againIn(here, state.link) ?? '人工');
        answer(ctx, here, { title: '这个网页已经打开过', body: Ended({ lines }) });
        return;
      }
    case 'over':
      ctx.status = 410;
      {
        const lines = overLines(againIn(here, state.link));
        answer(ctx, here, { title: '这个网页已经失效', body: Ended({ lines }) });
        return;
      }
  }
};

/** Inside WeChat it is first asked whose phone this is, where the account can; false: answered already. */
const passes = async (ctx: RouterContext, here: Here, link: FormLink): Promise<boolean> => {
  const proven = await provenChat(ctx, here.forms, { ...here, link });
  if (proven.kind === 'refused') {
    ctx.status = 403;
    answer(ctx, here, { title: proven.title, body: Ended({ lines: proven.lines }) });
  }
  return proven.kind === 'go';
};

/** What to answer in chat for a new page. */
const againIn = ({ forms }: Here, link: FormLink | null): string | null =>
  link === null ? null : (kindOf(forms, link)?.again ?? '人工');

const SETTLED = { title: '已经办结', body: Ended({ lines: ['这件事已经办结，不用再填写了。'] }) };

interface Shown {
  readonly title: string;
  readonly body: VNode;
  readonly form?: FormState | null;
  readonly long?: true;
}

const beginning = ({ forms }: Here, link: FormLink): Shown => {
  const kind = kindOf(forms, link);
  return kind === null ? SETTLED : { title: kind.title, body: Begin({ before: kind.before }) };
};

const filling = async (ctx: RouterContext, here: Here, link: FormLink): Promise<Shown> =>
  (await kindOf(here.forms, link)?.show(handOf(ctx, here, { link }))) ?? SETTLED;

const kindOf = ({ forms }: Forms, link: FormLink): FormKind | null =>
  forms.find(({ kind }) => kind === link.kind) ?? null;

interface Held {
  readonly link: FormLink;
  readonly sent?: Sent;
}

const handOf = (
  ctx: RouterContext,
  { forms, bureau, token }: Here,
  { link, sent }: Held,
): FormHand => ({
  app: forms.app,
  bureau,
  link,
  path: `/form/${token}`,
  step: typeof ctx.query.step === 'string' ? ctx.query.step : '',
  files: sent?.files ?? [],
  isTooMuch: sent?.isTooMuch === true,
  actor: {
    kind: 'follower',
    identity: { channel: 'form', id: link.id },
    person: link.person,
    account: null,
    roles: [],
    memberships: [],
  },
});

const answer = (ctx: RouterContext, { forms, bureau }: Here, shown: Shown): void => {
  const { styles, app } = forms;
  const { title, body, form = null, long } = shown;
  const script = long === true ? forms.script : null;
  if (script !== null) allowScript(ctx);
  ctx.type = 'html';
  ctx.body = formHtml({ title, body, styles, script, bureau: app.bureauOf(bureau).name }, form);
};

const take = async (ctx: RouterContext, here: Here): Promise<void> => {
  if (!isOurPost(ctx, here.forms.app.publicUrl)) {
    ctx.status = 403;
    answer(ctx, here, { title: '没有保存', body: Ended({ lines: FOREIGN }) });
    return;
  }
  // whoever holds no begun page sends files in vain: they are not read
  const state = await stateOf(here);
  if (hasFiles(ctx) && state.kind !== 'held') return show(ctx, here, null);
  const sent = hasFiles(ctx) ? await readSent(ctx) : { ...NO_FILES, body: bodyOf(ctx) };
  if (first(sent.body, 'do') === 'begin') return begin(ctx, here);
  return state.kind === 'held'
    ? takeHeld(ctx, here, { link: state.link, sent })
    : show(ctx, here, null);
};

const takeHeld = async (
  ctx: RouterContext,
  here: Here,
  held: { readonly link: FormLink; readonly sent: Sent },
): Promise<void> => {
  const { link, sent } = held;
  const kind = kindOf(here.forms, link);
  if (kind === null) return show(ctx, here, null);
  const hand = handOf(ctx, here, { link, sent });
  if (kind.keep !== undefined && ctx.get('Accept') === 'application/json') {
    ctx.body = await kind.keep(hand, sent.body);
    return;
  }
  return settle(ctx, here, await kind.submit(hand, sent.body));
};

const NO_FILES: Omit<Sent, 'body'> = { files: [], isTooMuch: false };

type Submitted = Awaited<ReturnType<FormKind['submit']>>;

/** Saved: the page anew, or its next step; otherwise the page with what is wrong. */
const settle = async (ctx: RouterContext, here: Here, done: Submitted): Promise<void> => {
  if (done === null || 'step' in done || 'file' in done) {
    goOn(ctx, done);
    return;
  }
  ctx.status = 422;
  if (isView(done)) {
    answer(ctx, here, done);
    return;
  }
  return show(ctx, here, done);
};

const isView = (done: FormState | FormView): done is FormView => 'body' in done;

/** A paper or photo of a begun page, for the browser that began it. */
const handOut = async (ctx: RouterContext, here: Here): Promise<void> => {
  const state = await stateOf(here);
  if (state.kind !== 'held') return show(ctx, here, null);
  const kind = kindOf(here.forms, state.link);
  const hand = handOf(ctx, here, { link: state.link });
  const file = (await kind?.file?.(hand, ctx.params.name ?? '')) ?? null;
  if (file === null) {
    ctx.status = 404;
    answer(ctx, here, { title: '没有这个文件', body: Ended({ lines: NO_FILE_LINES }) });
    return;
  }
  deliver(ctx, file);
};

/** Consumes the token; a second press elsewhere finds it closed. */
const begin = async (ctx: RouterContext, here: Here): Promise<void> => {
  const { forms, bureau, token } = here;
  const state = await stateOf(here);
  if (state.kind === 'fresh' && !(await passes(ctx, here, state.link))) return;
  const cookie = forms.random(32).toString('hex');
  const now = forms.app.clock();
  const isFirst = await forms.app.gate.transaction(bureau, (tx) =>
    startFormLink(tx, { token, cookie, now }),
  );
  if (!isFirst) return show(ctx, here, null);
  ctx.append('Set-Cookie', cookieLine(here, cookie));
  again(ctx);
};

/** The browser keeps it for this one address only. */
const cookieLine = ({ forms, token }: Here, value: string): string =>
  [
    `${COOKIE}=${value}`,
    `Path=/form/${token}`,
    `Max-Age=${HELD_SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(forms.app.publicUrl?.startsWith('https:') === true ? ['Secure'] : []),
  ].join('; ');
