import type { Context } from 'koa';
import type { BureauId } from '../../domain/index.ts';

/** Names and attributes of the two cookies; over https with the `__Host-` prefix. */
export interface CookieStyle {
  readonly secure: boolean;
}

export interface Ticket {
  readonly bureau: BureauId;
  readonly token: string;
}

const nameOf = (what: 'session' | 'flash', { secure }: CookieStyle): string =>
  secure ? `__Host-jiandu-${what}` : `jiandu-${what}`;

const put = (
  ctx: Context,
  what: 'session' | 'flash',
  { value, style }: { readonly value: string | null; readonly style: CookieStyle },
): void => {
  const parts = [
    `${nameOf(what, style)}=${value ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(style.secure ? ['Secure'] : []),
    ...(value === null ? ['Max-Age=0'] : []),
  ];
  ctx.append('Set-Cookie', parts.join('; '));
};

const read = (ctx: Context, what: 'session' | 'flash', style: CookieStyle): string =>
  ctx.cookies.get(nameOf(what, style)) ?? '';

/** The session cookie reads `bureau.token`: sessions belong to one bureau. */
export const readTicket = (ctx: Context, style: CookieStyle): Ticket | null => {
  const match = /^([a-z][a-z0-9-]{0,39})\.([0-9a-f]{64})$/.exec(read(ctx, 'session', style));
  const [, bureau, token] = match ?? [];
  return bureau === undefined || token === undefined ? null : { bureau: bureau as BureauId, token };
};

export const giveTicket = (ctx: Context, ticket: Ticket, style: CookieStyle): void =>
  put(ctx, 'session', { value: `${ticket.bureau}.${ticket.token}`, style });

export const takeTicket = (ctx: Context, style: CookieStyle): void =>
  put(ctx, 'session', { value: null, style });

/** The sealed sentence for the next page, in the alphabet of cookies. */
export const readFlash = (ctx: Context, style: CookieStyle): string =>
  Buffer.from(read(ctx, 'flash', style), 'base64url').toString();

export const giveFlash = (ctx: Context, sealed: string, style: CookieStyle): void =>
  put(ctx, 'flash', { value: Buffer.from(sealed).toString('base64url'), style });

export const takeFlash = (ctx: Context, style: CookieStyle): void =>
  put(ctx, 'flash', { value: null, style });
