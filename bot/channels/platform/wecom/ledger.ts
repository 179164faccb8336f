/** What a member's phones really showed, in order. */
export type WecomReceived =
  | { readonly kind: 'reply'; readonly to: string; readonly at: Date; readonly text: string }
  | { readonly kind: 'message'; readonly to: string; readonly at: Date; readonly text: string }
  | {
      readonly kind: 'card';
      readonly to: string;
      readonly at: Date;
      readonly taskId: string;
      readonly title: string;
      readonly text: string;
      readonly buttons: readonly { readonly key: string; readonly text: string }[];
    }
  /** the buttons were replaced by words: in the answer to the tap, or by a call */
  | {
      readonly kind: 'card-update';
      readonly to: string;
      readonly at: Date;
      readonly taskId: string;
      readonly words: string;
      readonly by: 'passive' | 'call';
    }
  | {
      readonly kind: 'media';
      readonly to: string;
      readonly at: Date;
      readonly type: string;
      readonly mediaId: string;
    };
