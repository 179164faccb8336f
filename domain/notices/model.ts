/** What staff do with notices that have not arrived. */
export type NoticesEvent =
  /** somebody has phoned */
  | { readonly type: 'notices.called'; readonly notice: string; readonly by: string }
  /** sent once more, as a notice of its own */
  | {
      readonly type: 'notices.resent';
      readonly notice: string;
      readonly again: string;
      /** it may have been received already */
      readonly despiteDoubt: boolean;
      readonly by: string;
      readonly private: { readonly reason: string };
    };

export type NoticesRefusal =
  | { readonly code: 'notices.unknown' }
  | { readonly code: 'notices.under-way' }
  | { readonly code: 'notices.settled' }
  | { readonly code: 'notices.not-to-one' }
  | { readonly code: 'notices.too-late' }
  /** it may have been received: staff must say that a second one is meant */
  | { readonly code: 'notices.doubtful' };
