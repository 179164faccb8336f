import type { Context } from 'koa';

/**
 * Whether a POST came from a page of ours: Fetch-Metadata where the browser sends it, else the
 * Origin header, else (old browsers) the Referer. With none of the three it is refused.
 */
export const isOurs = (ctx: Context, siteUrl: string): boolean => {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const ours = new URL(siteUrl).origin;
  const origin = ctx.get('Origin');
  if (origin !== '') return origin === ours;
  return originOf(ctx.get('Referer')) === ours;
};

const originOf = (address: string): string | null => {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
};
