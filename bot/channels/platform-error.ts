/**
 * What a failed call means for whoever made it (wechat-platform A12).
 * retry: nothing happened, or the call may be repeated · token: the access token is refused even
 * when fresh · unreachable: this person cannot be written to · window-closed: use another channel ·
 * operator: somebody must set something right · unknown-outcome: it may have arrived, never repeat
 * by machine · refused: this message, as it is, will never be taken.
 */
export type Verdict =
  'retry' | 'token' | 'unreachable' | 'window-closed' | 'operator' | 'unknown-outcome' | 'refused';

export interface PlatformFailure {
  /** path of the call, without its query: that holds the token */
  readonly path: string;
  /** the platform's number; null when it gave none (network, HTTP status, size) */
  readonly errcode: number | null;
  /** the platform's words, without the rid */
  readonly errmsg: string;
  /** the platform's request id, for its support */
  readonly rid: string | null;
  readonly verdict: Verdict;
}

/** A call that failed. Holds no message, token or secret: it may be logged whole. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly path: string;
  readonly errcode: number | null;
  readonly errmsg: string;
  readonly rid: string | null;
  readonly verdict: Verdict;

  constructor(failure: PlatformFailure) {
    const { path, errcode, errmsg, rid, verdict } = failure;
    super(`${path}: ${errcode ?? 'no errcode'} ${errmsg} (${verdict})`);
    this.path = path;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = rid;
    this.verdict = verdict;
  }

  /** The same failure, judged anew by a caller who knows more. */
  as(verdict: Verdict): PlatformError {
    const { path, errcode, errmsg, rid } = this;
    return new PlatformError({ path, errcode, errmsg, rid, verdict });
  }
}
