/** What a follower's phone really showed, in order. */
export type Received =
  | {
      readonly kind: 'reply' | 'message';
      readonly to: string;
      readonly at: Date;
      readonly text: string;
    }
  | {
      readonly kind: 'template';
      readonly to: string;
      readonly at: Date;
      readonly templateId: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly url: string | null;
      readonly clientMsgId: string | null;
      readonly msgId: string;
    }
  /** choices to tap in the chat (msgmenu) */
  | {
      readonly kind: 'menu';
      readonly to: string;
      readonly at: Date;
      readonly head: string;
      readonly items: readonly { readonly id: string; readonly label: string }[];
      readonly tail: string;
    }
  | {
      readonly kind: 'media';
      readonly to: string;
      readonly at: Date;
      readonly media: 'image' | 'voice';
      readonly mediaId: string;
    }
  /** 订阅通知, among the person's service notices */
  | {
      readonly kind: 'subscription';
      readonly to: string;
      readonly at: Date;
      readonly templateId: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly page: string | null;
      readonly msgId: string;
    }
  /** the chat went over to the platform's own staff */
  | { readonly kind: 'handed-over'; readonly to: string; readonly at: Date }
  /** 该公众号提供的服务出现故障 */
  | { readonly kind: 'fault'; readonly to: string; readonly at: Date };

/** A call the platform was asked, in order: counts refreshes and repeats. */
export interface AskedCall {
  readonly path: string;
  readonly errcode: number | null;
  readonly at: Date;
  /** whom a message was for */
  readonly to: string | null;
}

/** A push as it went: what kind, and how each delivery was answered (null: not in time). */
export interface Pushed {
  readonly openid: string;
  readonly at: Date;
  readonly what: string;
  readonly statuses: readonly (number | null)[];
  readonly milliseconds: number;
}
