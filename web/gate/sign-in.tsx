import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import type { JSX } from 'preact';
import { touchHead } from '../../domain/audit/index.ts';
import { beginSession, endSession, forgive, takeTry } from '../../domain/exchange/index.ts';
import { showInstant, staff, type BureauFile, type BureauId } from '../../domain/index.ts';
import { plainHtml } from '../frame.tsx';
import { formBody } from '../mount.ts';
import type { Site } from '../site.ts';
import type { FormState } from '../ui/form-state.ts';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Notice } from '../ui/parts.tsx';
import { giveTicket, readTicket, takeFlash, takeTicket } from './cookies.ts';
import { isOurs } from './origin.ts';
import { Problem } from './problem.ts';
import { recognise } from './session.ts';

const MISSED = '登录名或密码不正确，请核对后再试。忘记密码时，请联系系统管理员重置。';
const ENDED = '登录已结束（一小时没有操作，或在别处退出、停用、重置了密码），请重新登录。';
const SAID: Readonly<Record<string, string>> = {
  ended: ENDED,
  left: '您已安全退出。',
  changed: '密码已修改，请用新密码重新登录。',
};

/** Sign-in and sign-out: the only pages without a session. */
export const mountSignIn = (router: Router, site: Site): void => {
  router.get('/sign-in', async (ctx) => {
    if ((await recognise(site.app, readTicket(ctx, site.cookies))) !== null) {
      ctx.redirect('/');
      return;
    }
    const said = SAID[String(ctx.query.why)] ?? null;
    showSignIn(ctx, site, { said, form: null, next: ownPath(ctx.query.next) });
  });
  router.post('/sign-in', (ctx) => signIn(ctx, site));
  router.post('/sign-out', (ctx) => signOut(ctx, site));
};

interface Typed {
  readonly bureau: BureauFile | null;
  readonly login: string;
  readonly password: string;
  readonly next: string;
}

const typed = (ctx: RouterContext, site: Site): Typed => {
  const body = formBody(ctx);
  const first = (name: string): string => body[name]?.[0] ?? '';
  return {
    bureau: site.app.bureaus.get(first('bureau') as BureauId) ?? null,
    login: first('login').trim().toLowerCase().slice(0, 40),
    password: first('password').slice(0, 200),
    next: ownPath(first('next')),
  };
};

const signIn = async (ctx: RouterContext, site: Site): Promise<void> => {
  if (!isOurs(ctx, site.siteUrl)) throw new Problem(403);
  const { bureau, login, password, next } = typed(ctx, site);
  const again = (status: number, sentence: string): void => {
    ctx.status = status;
    showSignIn(ctx, site, { said: null, next, form: backAgain(sentence, bureau?.id ?? '', login) });
  };
  if (bureau === null) {
    again(422, '请选择您所在的单位，再填写登录名和密码。');
    return;
  }
  const parties = [`account:${login}`, `address:${ctx.ip}`];
  const found = await tryOnce(site, { bureau: bureau.id, login, parties });
  if (found.kind === 'wait') {
    again(429, waitWords(found.until));
    return;
  }
  const right = await staff.isPassword(password, found.hash);
  if (!right || found.account === null || found.account.disabled) {
    site.log.warn({ requestId: ctx.state.requestId, bureau: bureau.id }, 'sign-in missed');
    again(422, MISSED);
    return;
  }
  await begin(ctx, site, { bureau: bureau.id, account: found.account.id, parties });
  ctx.status = 303;
  ctx.redirect(next);
};

const waitWords = (until: Date): string =>
  `登录尝试次数较多，为了安全请在${showInstant(until)}之后再试；着急时请系统管理员重置密码。`;

interface Try {
  readonly bureau: BureauId;
  readonly login: string;
  readonly parties: readonly string[];
}

type Found =
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'try'; readonly account: staff.Account | null; readonly hash: string };

/** Counts the try before the password is compared, so that many at once do not slip by (F46). */
const tryOnce = ({ app }: Site, { bureau, login, parties }: Try): Promise<Found> =>
  app.gate.transaction(bureau, async (tx) => {
    await touchHead(tx);
    for (const party of parties) {
      const until = await takeTry(tx, party, app.clock());
      if (until !== null) return { kind: 'wait', until };
    }
    const found = await staff.readForSignIn(tx, login);
    const hash = found?.passwordHash ?? staff.NOBODYS_HASH;
    return { kind: 'try', account: found?.account ?? null, hash };
  });

interface Begin {
  readonly bureau: BureauId;
  readonly account: string;
  readonly parties: readonly string[];
}

/** A new session under a new token; one that was there before ends (session fixation, F46). */
const begin = async (
  ctx: RouterContext,
  site: Site,
  { bureau, account, parties }: Begin,
): Promise<void> => {
  const before = readTicket(ctx, site.cookies);
  const token = site.random(32).toString('hex');
  await site.app.gate.transaction(bureau, async (tx) => {
    const system = { kind: 'system', duty: 'site' } as const;
    await site.app.performIn(tx, staff.signIn, { account }, system);
    for (const party of parties) await forgive(tx, party);
    if (before?.bureau === bureau) await endSession(tx, before.token);
    await beginSession(tx, { token, account, now: site.app.clock() });
  });
  giveTicket(ctx, { bureau, token }, site.cookies);
  takeFlash(ctx, site.cookies);
};

const signOut = async (ctx: RouterContext, site: Site): Promise<void> => {
  if (!isOurs(ctx, site.siteUrl)) throw new Problem(403);
  const ticket = readTicket(ctx, site.cookies);
  const who = await recognise(site.app, ticket);
  if (ticket !== null && who !== null) {
    const account = who.account.id;
    const actor = { kind: 'staff', account, roles: who.account.roles } as const;
    await site.app.gate.transaction(who.bureau, async (tx) => {
      await site.app.performIn(tx, staff.signOut, { account }, actor);
      await endSession(tx, ticket.token);
    });
  }
  takeTicket(ctx, site.cookies);
  ctx.status = 303;
  ctx.redirect('/sign-in?why=left');
};

/** A path of this site to go on to; anything else is the start page. */
const ownPath = (value: unknown): string =>
  typeof value === 'string' && /^\/[A-Za-z0-9/_-]*$/.test(value) && !value.startsWith('//')
    ? value
    : '/';

const backAgain = (sentence: string, bureau: string, login: string): FormState => ({
  form: 'sign-in',
  which: '',
  values: { bureau: [bureau], login: [login] },
  errors: {},
  sentence,
});

interface SignInProps {
  readonly said: string | null;
  readonly form: FormState | null;
  readonly next: string;
}

const showSignIn = (ctx: RouterContext, site: Site, { said, form, next }: SignInProps): void => {
  const bureaus = [...site.app.bureaus.values()];
  ctx.type = 'html';
  ctx.body = plainHtml({
    site,
    title: '登录',
    form,
    body: <SignIn bureaus={bureaus} said={said} next={next} />,
  });
};

interface BodyProps {
  readonly bureaus: readonly BureauFile[];
  readonly said: string | null;
  readonly next: string;
}

const SignIn = ({ bureaus, said, next }: BodyProps): JSX.Element => {
  const only = bureaus.length === 1 ? bureaus[0] : undefined;
  return (
    <div class="card">
      {said === null ? null : (
        <Notice tone="info">
          <p>{said}</p>
        </Notice>
      )}
      <Form
        name="sign-in"
        submit="登录"
        action="/sign-in"
        hidden={{ next, ...(only === undefined ? {} : { bureau: only.id }) }}
      >
        {only === undefined ? (
          <SelectField
            name="bureau"
            label="单位"
            empty="请选择"
            options={bureaus.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <TextField name="login" label="登录名" autocomplete="username" />
        <TextField name="password" label="密码" type="password" autocomplete="current-password" />
      </Form>
      <p class="hint">账号由本单位系统管理员开立。请不要在公用电脑上保存密码。</p>
    </div>
  );
};
