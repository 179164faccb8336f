import type { Context } from 'koa';

/** Whether a form was sent from one of our own pages: no other site plays our people. */
export const isOwnPost = (ctx: Context): boolean => {
  const site = ctx.get('sec-fetch-site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const origin = ctx.get('origin');
  return origin === '' || (URL.canParse(origin) && new URL(origin).host === ctx.host);
};
