import type { BureauId } from '../../domain/index.ts';

/** The channels a person can write through; part of every inbox key. */
export type ChannelName = 'official-account' | 'simulator' | 'wecom' | 'puppet';

/**
 * One thing a follower did, in our own words, whichever channel carried it.
 * `key` names it for ever: two deliveries of one thing have one key (wechat-platform A4).
 */
export interface Inbound {
  readonly bureau: BureauId;
  readonly channel: ChannelName;
  /** openid or userid: who wrote, as the channel knows them */
  readonly from: string;
  readonly key: string;
  /** the request's nonce where the channel has one: used again with another key it is a forgery */
  readonly nonce?: string;
  readonly sentAt: Date;
  readonly body: InboundBody;
}

export type InboundBody =
  | { readonly kind: 'text'; readonly text: string; readonly menuItem?: string }
  | {
      readonly kind: 'image' | 'voice' | 'video';
      readonly mediaId: string;
      readonly words?: string;
      readonly format?: string;
    }
  | {
      readonly kind: 'location';
      readonly label: string;
      readonly latitude: string;
      readonly longitude: string;
    }
  | {
      readonly kind: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    }
  | { readonly kind: 'tap'; readonly item: string }
  | { readonly kind: 'follow'; readonly scene?: string }
  | { readonly kind: 'unfollow' }
  | { readonly kind: 'scan'; readonly scene: string }
  | {
      readonly kind: 'delivery';
      readonly messageId: string;
      readonly delivered: boolean;
      readonly status: string;
    }
  /** a button of a card; taps of two devices and double taps come as they were made */
  | {
      readonly kind: 'card';
      readonly taskId: string;
      readonly choice: string;
      readonly responseCode?: string;
    }
  /** what somebody agreed to, took back, or was sent of subscription notices (A8) */
  | { readonly kind: 'subscription'; readonly templates: readonly SubscriptionChange[] }
  /** the person took their rights to data back at the platform, or changed what it tells of them */
  | { readonly kind: 'rights'; readonly change: 'revoked' | 'modified' }
  | { readonly kind: 'other'; readonly type: string };

export interface SubscriptionChange {
  readonly templateId: string;
  readonly status: 'accepted' | 'rejected' | 'sent' | 'failed';
  /** changed later in the settings: that allows no further message of a one-time template */
  readonly managed?: true;
  /** of a notice that was sent: the platform's number and why it failed */
  readonly messageId?: string;
  readonly errcode?: string;
}

/** What the desk gives back for one delivery of an inbound. */
export type Answer =
  /** kept and committed; `text` is what the person reads now (null: nothing) */
  | {
      readonly kind: 'reply';
      readonly text: string | null;
      /** what a tapped card shows now where its buttons stood */
      readonly card?: string;
    }
  /** kept in the spool; the answer follows by a later message */
  | { readonly kind: 'later' }
  /** the nonce was used before for something else */
  | { readonly kind: 'forged' }
  /** could be kept nowhere: the platform must try again */
  | { readonly kind: 'unkept' };
