import type { BureauId } from '../../../domain/index.ts';
import type { Delivered, Media, Outward, TemplateMessage } from '../outward.ts';
import { ChannelPuppet } from '../puppet.ts';

export interface SimulatorParts extends Outward {
  readonly bureau: BureauId;
  readonly patienceMs?: number;
}

/**
 * The chat on the simulator's page (demo and development only): the page hands messages in by
 * `receive` and fetches what `deliver` and `sendTemplate` put aside for a follower.
 */
export class PuppetSimulator extends ChannelPuppet {
  readonly #page: Outward;
  readonly sendMedia?: NonNullable<Outward['sendMedia']>;

  constructor({ bureau, patienceMs, ...page }: SimulatorParts) {
    super({ selfId: `simulator:${bureau}`, ...(patienceMs !== undefined && { patienceMs }) });
    this.#page = page;
    if (page.sendMedia !== undefined) this.sendMedia = page.sendMedia;
  }

  override deliver(to: string, text: string): Promise<Delivered> {
    return this.#page.deliver(to, text);
  }

  override sendTemplate(message: TemplateMessage): Promise<Delivered> {
    return this.#page.sendTemplate(message);
  }

  override fetchMedia(mediaId: string): Promise<Media> {
    return this.#page.fetchMedia(mediaId);
  }
}
