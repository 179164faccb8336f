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
  /** 该公众号提供的服务出现故障 */
  | { readonly kind: 'fault'; readonly to: string; readonly at: Date };

/** A call the platform was asked, in order: counts refreshes and repeats. */
export interface AskedCall {
  readonly path: string;
  readonly errcode: number | null;
}
