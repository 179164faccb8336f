import type { PlayedAccount } from './account.ts';
import type { PushOptions, PushOutcome } from './courier.ts';
import type { Received } from './ledger.ts';
import { pushes, type Answered, type PushFields } from './pushes.ts';
import { noWindows, openWindow, type Windows } from './windows.ts';

/** One person's phone. Every act returns the passive reply's text, null when there was none. */
export class Follower {
  readonly openid: string;
  readonly #account: PlayedAccount;
  #pushed: PushFields | null = null;
  /** does the person follow the account? */
  follows = true;
  /** what the platform will report of templates: 'success', 'failed:user block', …; '': nothing */
  templateStatus = 'success';
  windows: Windows = noWindows;

  constructor(openid: string, account: PlayedAccount) {
    this.openid = openid;
    this.#account = account;
  }

  says(text: string, options?: PushOptions): Promise<string | null> {
    return this.#writes(pushes.text(text), options);
  }

  /** taps an item of a menu message (客服菜单消息): arrives as text with the item's id */
  choosesItem(id: string, text: string, options?: PushOptions): Promise<string | null> {
    return this.#writes(pushes.text(text, id), options);
  }

  sendsImage(bytes: Uint8Array, mime = 'image/jpeg'): Promise<string | null> {
    return this.#writes(pushes.image(this.#account.keepMedia({ kind: 'bytes', bytes, mime })));
  }

  sendsVoice(bytes: Uint8Array, words?: string): Promise<string | null> {
    const mediaId = this.#account.keepMedia({ kind: 'bytes', bytes, mime: 'audio/amr' });
    return this.#writes(pushes.voice(mediaId, words));
  }

  sendsVideo(bytes: Uint8Array): Promise<string | null> {
    const mediaId = this.#account.keepMedia({ kind: 'video', bytes, mime: 'video/mp4' });
    return this.#writes(pushes.video(mediaId));
  }

  sendsLocation(label: string, latitude: string, longitude: string): Promise<string | null> {
    return this.#writes(pushes.location(label, latitude, longitude));
  }

  sendsLink(title: string, description: string, url: string): Promise<string | null> {
    return this.#writes(pushes.link(title, description, url));
  }

  taps(item: string, options?: PushOptions): Promise<string | null> {
    return this.#acts(pushes.tap(item), options);
  }

  subscribes(scene?: string, options?: PushOptions): Promise<string | null> {
    this.follows = true;
    return this.#acts(pushes.subscribe(scene), options);
  }

  scans(scene: string, options?: PushOptions): Promise<string | null> {
    return this.#acts(pushes.scan(scene), options);
  }

  /** agrees to templates, or refuses them, in the window of a page */
  async agrees(
    answers: readonly Answered[],
    { longTerm = false, inSettings = false } = {},
  ): Promise<void> {
    const { official } = this.#account;
    const taken = answers.filter(({ accepts }) => accepts !== inSettings);
    for (const { templateId } of taken) {
      if (inSettings) official.takeBack(this.openid, templateId);
      else official.agree(this.openid, templateId, { longTerm });
    }
    await this.pushes(pushes.subscriptionAnswered(answers, inSettings));
  }

  /** scans the picture that says this: a code that ended tells the account nothing */
  async scansCode(url: string): Promise<string | null> {
    const code = this.#account.official.codes.get(url);
    const isOver = code?.until != null && code.until <= this.#account.now().getTime();
    if (code === undefined || isOver) return null;
    return this.follows ? this.scans(code.scene) : this.subscribes(code.scene);
  }

  async unsubscribes(): Promise<void> {
    this.follows = false;
    this.windows = noWindows;
    await this.pushes(pushes.unsubscribe());
  }

  /** Any push at all; the helpers above are this, with the quota window it opens. */
  async pushes(fields: PushFields, options: PushOptions = {}): Promise<PushOutcome> {
    this.#pushed = this.#account.complete(this.openid, fields);
    return this.#account.bring(this.#pushed, this, options);
  }

  /** The very same push once more: the platform's retry, or a replay a day later. */
  async repeatsLast(options: PushOptions = {}): Promise<PushOutcome> {
    if (this.#pushed === null) throw new Error('Nothing was pushed yet');
    return this.#account.bring(this.#pushed, this, options);
  }

  /** What the phone showed, oldest first. */
  received(): readonly Received[] {
    return this.#account.ledger.filter(({ to }) => to === this.openid);
  }

  async #writes(fields: PushFields, options?: PushOptions): Promise<string | null> {
    this.windows = openWindow(this.windows, 'written', this.#account.now());
    return (await this.pushes(fields, options)).reply;
  }

  async #acts(fields: PushFields, options?: PushOptions): Promise<string | null> {
    this.windows = openWindow(this.windows, 'tapped', this.#account.now());
    return (await this.pushes(fields, options)).reply;
  }
}
