import type { App } from '../domain/index.ts';
import type { CookieStyle } from './gate/cookies.ts';

/** A log line without bodies and names: ids, patterns and numbers only. */
export interface SiteLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface Site {
  readonly app: App;
  readonly siteUrl: string;
  readonly log: SiteLog;
  readonly random: (bytes: number) => Buffer;
  readonly cookies: CookieStyle;
  /** address of the style sheet, with the digest of its content */
  readonly styles: string;
}

declare module 'koa' {
  interface DefaultState {
    /** stands in every log line and on the problem page */
    requestId: string;
  }
}
