/** What a channel can carry to a person; every method throws `PlatformError` and nothing else. */
export interface Outward {
  /** a text outside the platform's own reply; long ones go as several messages */
  readonly deliver: (to: string, text: string) => Promise<Delivered>;
  readonly sendTemplate: (message: TemplateMessage) => Promise<Delivered>;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
  /** ways that not every channel has: a ladder passes over a rung whose way is missing here */
  readonly sendMenu?: (to: string, menu: Menu) => Promise<Delivered>;
  readonly sendSubscription?: (message: SubscriptionMessage) => Promise<Delivered>;
  readonly sendCard?: (to: string, card: Card) => Promise<Delivered>;
  /** what a card shows once it was answered; its code works once within 72 hours (B3) */
  readonly updateCard?: (settled: SettledCard) => Promise<void>;
  readonly sendMedia?: (to: string, media: OutgoingMedia) => Promise<Delivered>;
  /** 对方正在输入; a hint only: its failure is nobody's business */
  readonly showTyping?: (to: string) => Promise<void>;
  /** what the picture of a code to be scanned says; a scan comes back with the scene's id (A1) */
  readonly makeQr?: (scene: Scene) => Promise<string>;
  /** the tags by which followers see a menu of their own (A11) */
  readonly tags?: Tags;
}

/** Who carries which tag; at most fifty are changed at once. */
export interface Tags {
  readonly carriers: (tagId: number) => Promise<readonly string[]>;
  readonly tag: (tagId: number, openids: readonly string[]) => Promise<void>;
  readonly untag: (tagId: number, openids: readonly string[]) => Promise<void>;
}

/** A code to be scanned; `validUntil` null: for good. */
export interface Scene {
  readonly id: string;
  readonly validUntil: Date | null;
}

/** `id`: the platform's own number of the message, where it gives one. */
export interface Delivered {
  readonly id?: string;
  /** with which a card may be changed once (B3) */
  readonly responseCode?: string;
}

/** One thing to choose, by tap or by typing its number or words: an item of a msgmenu, a button of a card. */
export interface Choosable {
  readonly id: string;
  readonly label: string;
}

/** Choices to tap in the chat itself (A7); costs one message of the window. */
export interface Menu {
  readonly head: string;
  readonly items: readonly Choosable[];
  readonly tail: string;
}

/** A subscription notice (A8): the person has agreed to this template, once or for good. */
export type SubscriptionMessage = Omit<TemplateMessage, 'clientMsgId'>;

/** A card with buttons (B3); `taskId` names it for ever, so that two sends are one. */
export interface Card {
  readonly taskId: string;
  readonly title: string;
  readonly text: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly buttons: readonly Choosable[];
  readonly url?: string;
}

export interface SettledCard {
  readonly to: string;
  readonly responseCode: string;
  /** stands where the buttons stood: 您已接受 */
  readonly words: string;
}

export interface OutgoingMedia {
  readonly kind: 'image' | 'voice' | 'file';
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly filename: string;
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
