import type { Context } from 'koa';

/**
 * Whether a form was sent from a page of ours: Fetch-Metadata where the browser sends it, else Origin,
 * else (old browsers) the Referer. With none of the three it is refused.
 */
export const isOurPost = (ctx: Context, publicUrl: string | undefined): boolean => {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const said = ctx.get('Origin') || ctx.get('Referer');
  if (!URL.canParse(said)) return false;
  const { host } = new URL(said);
  return host === ctx.host || (publicUrl !== undefined && host === new URL(publicUrl).host);
};
