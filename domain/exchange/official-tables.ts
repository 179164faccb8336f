import { defineTable, id, int, key, long, maybe, str, time } from '../store/columns.ts';

/** What one follower agreed to be sent of one subscription template (wechat-platform A8). */
export interface ConsentRow {
  /** fingerprint of conversation and template */
  readonly id: string;
  readonly conversation: string;
  readonly template: string;
  readonly agreed: number;
  /** one message each for one-time templates; null: agreed for good */
  readonly remaining: number | null;
  readonly updatedAt: string;
}

export const consents = defineTable<ConsentRow>({
  name: 'subscription_consent',
  columns: {
    id: key(str(64)),
    conversation: str(64),
    template: str(80),
    agreed: int(),
    remaining: maybe(int()),
    updatedAt: time(),
  },
  indices: [{ name: 'subscription_consent_of', columns: ['bureau', 'conversation'] }],
});

/** A code to be scanned: what it stands for is kept here, the code itself says only a random name. */
export interface SceneRow {
  /** the scene string */
  readonly id: string;
  readonly purpose: 'bind' | 'call';
  /** the person or the campaign */
  readonly subject: string;
  /** sealed: the binding code, or the number of the call */
  readonly sealed: string;
  readonly state: 'wanted' | 'made' | 'used' | 'failed';
  /** what the picture says, as the platform answered it */
  readonly url: string | null;
  /** why there is none */
  readonly note: string | null;
  readonly attempts: number;
  readonly nextTry: string;
  readonly validUntil: string | null;
  readonly createdAt: string;
}

export const scenes = defineTable<SceneRow>({
  name: 'qr_scene',
  columns: {
    id: key(str(64)),
    purpose: str(10),
    subject: id(),
    sealed: long(),
    state: str(10),
    url: maybe(str(400)),
    note: maybe(str(120)),
    attempts: int(),
    nextTry: time(),
    validUntil: maybe(time()),
    createdAt: time(),
  },
  indices: [
    { name: 'qr_scene_subject', columns: ['bureau', 'purpose', 'subject'] },
    { name: 'qr_scene_due', columns: ['bureau', 'state', 'nextTry'] },
  ],
});
