/** What a channel can carry to a person; every method throws `PlatformError` and nothing else. */
export interface Outward {
  /** a text outside the platform's own reply; long ones go as several messages */
  readonly deliver: (to: string, text: string) => Promise<Delivered>;
  readonly sendTemplate: (message: TemplateMessage) => Promise<Delivered>;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
}

/** `id`: the platform's own number of the message, where it gives one. */
export interface Delivered {
  readonly id?: string;
}

/** A template message (wechat-platform A8). */
export interface TemplateMessage {
  readonly to: string;
  readonly templateId: string;
  /** by the template's own field names */
  readonly fields: Readonly<Record<string, string>>;
  /** page that opens on a tap */
  readonly url?: string;
  /** one id, one message: the platform drops a second one within 10 minutes */
  readonly clientMsgId: string;
}

/** Bytes a follower sent; `mime` is the platform's word, not yet checked. */
export interface Media {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly filename?: string;
}
