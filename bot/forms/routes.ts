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
import { mountScript } from './assets.ts';
import {
  first,
  type FormHand,
  type FormKind,
  type FormView,
  type HandedFile,
  type Raw,
} from './form-kind.ts';
import { Begin, Ended, formHtml } from './form-page.tsx';
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
    ctx.status = 404;
    return null;
  }
  return { forms, bureau, token, cookie: ctx.cookies.get(COOKIE) ?? '' };
};

const stateOf = ({ forms, bureau, token, cookie }: Here): Promise<LinkState> => {
  const now = forms.app.clock();
  return forms.app.gate.transaction(bureau, (tx) => formLinkState(tx, { token, cookie, now }));
};

const show = async (ctx: RouterContext, here: Here, form: FormState | null): Promise<void> => {
  const state = await stateOf(here);
  switch (state.kind) {
    case 'fresh': {
      answer(ctx, here, beginning(here, state.link));
      return;
    }
    case 'held': {
      answer(ctx, here, { ...(await filling(ctx, here, state.link)), form });
      return;
    }
    case 'closed':
      ctx.status = 410;
      {
        const lines = closedLines(againIn(here, state.link));
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

/** What to answer in chat for a new page. */
const againIn = ({ forms }: Here, link: FormLink | null): string =>
  (link === null ? null : kindOf(forms, link)?.again) ?? '人工';

const closedLines = (again: string): readonly string[] => [
  '它只能在第一次点“开始”的那部手机上继续填写。',
  `如果不是您打开的，请马上在微信里回复“人工”告诉工作人员；要在这部手机上填，请在微信里回复“${again}”取新的网页。`,
];
const overLines = (again: string): readonly string[] => [
  `可能已经过了时间，或者换成了新的网页。请在微信里回复“${again}”取新的网页，已经保存的内容都在。`,
];
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

/** The long forms alone run a script, our own. */
const allowScript = (ctx: RouterContext): void => {
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', policy.replace("script-src 'none'", "script-src 'self'"));
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
  if (done === null || 'step' in done) {
    again(ctx, done?.step ?? '');
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
    return;
  }
  deliver(ctx, file);
};

const deliver = (ctx: RouterContext, { name, type, bytes }: HandedFile): void => {
  ctx.type = type;
  ctx.set('X-Content-Type-Options', 'nosniff');
  if (name !== null)
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.body = Buffer.from(bytes);
};

const FOREIGN = ['这次提交不是从这个网页发出的，没有保存。请从微信里的链接重新打开。'];

/** Consumes the token; a second press elsewhere finds it closed. */
const begin = async (ctx: RouterContext, here: Here): Promise<void> => {
  const { forms, bureau, token } = here;
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

const again = (ctx: RouterContext, step = ''): void => {
  ctx.status = 303;
  ctx.redirect(step === '' ? ctx.path : `${ctx.path}?step=${step}`);
};

const bodyOf = (ctx: RouterContext): Raw => {
  const words = new URLSearchParams(ctx.request.rawBody);
  return Object.fromEntries([...new Set(words.keys())].map((name) => [name, words.getAll(name)]));
};
