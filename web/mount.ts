import type { RouterContext } from '@koa/router';
import type Router from '@koa/router';
import { giveFlash, readFlash, readTicket, takeFlash, takeTicket } from './gate/cookies.ts';
import { isOurs } from './gate/origin.ts';
import { Problem } from './gate/problem.ts';
import { hasFiles, readForm } from './gate/uploads.ts';
import { openFlash, recognise, sealFlash } from './gate/session.ts';
import { mayOpen, officeHtml, type Counts } from './frame.tsx';
import { hand } from './gate/hand.ts';
import { returned, type Handed, type Page, type Raw } from './page.ts';
import type { Site } from './site.ts';
import type { FormState } from './ui/form-state.ts';
import { openVisit, type Settled, type Visit } from './visit.ts';

export interface Office {
  readonly site: Site;
  readonly pages: readonly Page[];
  readonly counts: (visit: Visit) => Promise<Counts>;
}

/** session → roles → query → load → view; a POST: origin → fields → perform → the next page. */
export const mount = (router: Router, page: Page, office: Office): void => {
  router.get(page.path, async (ctx) => {
    const visit = await admit(ctx, page, office);
    if (visit !== null) await show(ctx, { page, office, visit, form: null });
  });
  router.post(page.path, async (ctx) => {
    if (!isOurs(ctx, office.site.siteUrl)) throw new Problem(403, FOREIGN);
    const visit = await admit(ctx, page, office);
    if (visit === null) return;
    const { body, settled } = await submitted(ctx, page, visit);
    if (settled === null) throw new Problem(400);
    if ('bytes' in settled) {
      hand(ctx, settled);
      return;
    }
    await answer(ctx, { page, office, visit, body, settled });
  });
};

/** A form, with files or without; files that cannot be taken are a sentence beside their field. */
const submitted = async (
  ctx: RouterContext,
  page: Page,
  visit: Visit,
): Promise<{ readonly body: Raw; readonly settled: Settled | Handed | null }> => {
  const query = rawQuery(ctx);
  if (!hasFiles(ctx)) {
    const body = formBody(ctx);
    return { body, settled: await page.submit(visit, query, body) };
  }
  const form = await readForm(ctx, page.takes ?? 'scans');
  const { body } = form;
  if (form.kind === 'refused')
    return { body, settled: { kind: 'malformed', errors: { files: form.sentence } } };
  const { uploads, left: leftOut } = form;
  return { body, settled: await page.submit({ ...visit, uploads, leftOut }, query, body) };
};

const FOREIGN =
  '这次提交不是从本系统的页面发出的，已经拒绝，没有保存任何内容。请从本系统打开页面重新办理。';

const admit = async (ctx: RouterContext, page: Page, { site }: Office): Promise<Visit | null> => {
  const ticket = readTicket(ctx, site.cookies);
  const who = await recognise(site.app, ticket);
  if (who === null) {
    if (ticket !== null) takeTicket(ctx, site.cookies);
    if (ctx.method === 'POST') throw new Problem(401);
    const why = ticket === null ? '' : '&why=ended';
    ctx.redirect(`/sign-in?next=${encodeURIComponent(ctx.path)}${why}`);
    return null;
  }
  if (!mayOpen(page, who)) throw new Problem(403);
  return openVisit(site, who);
};

interface Showing {
  readonly page: Page;
  readonly office: Office;
  readonly visit: Visit;
  readonly form: FormState | null;
}

const show = async (ctx: RouterContext, { page, office, visit, form }: Showing): Promise<void> => {
  const rendered = await page.render(visit, rawQuery(ctx));
  if (rendered === null) throw new Problem(404);
  if ('bytes' in rendered) {
    hand(ctx, rendered);
    return;
  }
  const { site, pages } = office;
  const sealed = readFlash(ctx, site.cookies);
  const flash = sealed === '' ? null : await openFlash(site.app, visit, sealed);
  if (sealed !== '') takeFlash(ctx, site.cookies);
  const counts = await office.counts(visit);
  ctx.type = 'html';
  ctx.body = officeHtml(
    { site, who: visit, pages, counts },
    { ...rendered, path: ctx.path, form, flash },
  );
};

interface Answering extends Omit<Showing, 'form'> {
  readonly body: Raw;
  readonly settled: Settled;
}

const statusOf = (settled: Exclude<Settled, { kind: 'done' }>): number => {
  if (settled.kind === 'looked-up') return 200;
  return settled.kind === 'refused' && settled.conflict ? 409 : 422;
};

const answer = async (
  ctx: RouterContext,
  { body, settled, ...where }: Answering,
): Promise<void> => {
  if (settled.kind !== 'done') {
    ctx.status = statusOf(settled);
    return show(ctx, { ...where, form: returned(body, settled) });
  }
  const { site } = where.office;
  giveFlash(ctx, await sealFlash(site.app, where.visit, settled.say), site.cookies);
  ctx.status = 303;
  ctx.redirect(settled.to);
};

const rawQuery = (ctx: RouterContext): Raw =>
  Object.fromEntries(
    Object.entries({ ...ctx.query, ...ctx.params }).map(([name, value]) => [
      name,
      [value ?? ''].flat(),
    ]),
  );

/** Every value of every name, as text: nothing is nested, nothing is guessed. */
export const formBody = (ctx: RouterContext): Raw => {
  const words = new URLSearchParams(ctx.request.rawBody);
  return Object.fromEntries([...new Set(words.keys())].map((name) => [name, words.getAll(name)]));
};
