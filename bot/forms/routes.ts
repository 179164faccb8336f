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
import type { FormState } from '../../web/ui/form-state.ts';
import { first, type FormHand, type FormKind, type Raw } from './form-kind.ts';
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
}

const COOKIE = 'jiandu-form';
const HELD_SECONDS = 72 * 3600;

/** One-time pages under /form/<token>: a GET only shows, 开始 binds them to one browser. */
export const createForms = (parts: FormsParts): Router => {
  const router = new Router();
  router.use(helmet(publicHeaders("'self'")));
  router.use(bodyParser({ enableTypes: ['form'], formLimit: '64kb' }));
  const forms: Forms = { ...parts, styles: mountStyles(router, '/form') };
  router.get('/form/:token', async (ctx) => {
    const here = await arrive(ctx, forms);
    if (here !== null) await show(ctx, here, null);
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
      answer(ctx, here, { ...(await filling(here, state.link)), form });
      return;
    }
    case 'closed':
      ctx.status = 410;
      {
        answer(ctx, here, { title: '这个网页已经打开过', body: Ended({ lines: CLOSED }) });
        return;
      }
    case 'over':
      ctx.status = 410;
      {
        answer(ctx, here, { title: '这个网页已经失效', body: Ended({ lines: OVER }) });
        return;
      }
  }
};

const CLOSED = [
  '它只能在第一次点“开始”的那部手机上继续填写。',
  '如果不是您打开的，请马上在微信里回复“人工”告诉工作人员；要重新填写，请在微信里回复“填写意见”取新的网页。',
];
const OVER = ['可能已经过了时间，或者换成了新的网页。请在微信里回复“填写意见”取新的网页。'];
const SETTLED = { title: '已经办结', body: Ended({ lines: ['这件事已经办结，不用再填写了。'] }) };

interface Shown {
  readonly title: string;
  readonly body: VNode;
  readonly form?: FormState | null;
}

const beginning = ({ forms }: Here, link: FormLink): Shown => {
  const kind = kindOf(forms, link);
  return kind === null ? SETTLED : { title: kind.title, body: Begin({ before: kind.before }) };
};

const filling = async (here: Here, link: FormLink): Promise<Shown> =>
  (await kindOf(here.forms, link)?.show(handOf(here, link))) ?? SETTLED;

const kindOf = ({ forms }: Forms, link: FormLink): FormKind | null =>
  forms.find(({ kind }) => kind === link.kind) ?? null;

const handOf = ({ forms, bureau }: Here, link: FormLink): FormHand => ({
  app: forms.app,
  bureau,
  link,
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
  const { title, body, form = null } = shown;
  ctx.type = 'html';
  ctx.body = formHtml({ title, body, styles, bureau: app.bureauOf(bureau).name }, form);
};

const take = async (ctx: RouterContext, here: Here): Promise<void> => {
  if (!isOurPost(ctx, here.forms.app.publicUrl)) {
    ctx.status = 403;
    answer(ctx, here, { title: '没有保存', body: Ended({ lines: FOREIGN }) });
    return;
  }
  const body = bodyOf(ctx);
  if (first(body, 'do') === 'begin') return begin(ctx, here);
  const state = await stateOf(here);
  const kind = state.kind === 'held' ? kindOf(here.forms, state.link) : null;
  if (state.kind !== 'held' || kind === null) return show(ctx, here, null);
  const form = await kind.submit(handOf(here, state.link), body);
  if (form === null) {
    again(ctx);
    return;
  }
  ctx.status = 422;
  return show(ctx, here, form);
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

const again = (ctx: RouterContext): void => {
  ctx.status = 303;
  ctx.redirect(ctx.path);
};

const bodyOf = (ctx: RouterContext): Raw => {
  const words = new URLSearchParams(ctx.request.rawBody);
  return Object.fromEntries([...new Set(words.keys())].map((name) => [name, words.getAll(name)]));
};
