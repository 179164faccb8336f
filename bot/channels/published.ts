import type { BureauFile, BureauId } from '../../domain/index.ts';
import type { Outward } from './outward.ts';
import { PlatformError } from './platform-error.ts';
import { hearPublished, type Hearing, type Listener, type OnFault } from './wechaty.ts';

/** Puppets of the community that bureaus have named: text conversations only (outside.md, `puppet`). */
export interface PublishedChannels {
  /** starts one Wechaty for every bureau that names a puppet; its package must be installed */
  readonly hear: (bureaus: Iterable<BureauFile>, listen: Listener) => Promise<Hearing>;
  readonly outward: (bureau: BureauId) => Outward | null;
}

export const publishedChannels = (onFault: OnFault): PublishedChannels => {
  const ways = new Map<BureauId, Outward>();
  return {
    outward: (bureau) => ways.get(bureau) ?? null,
    hear: async (bureaus, listen) => {
      const hearings: Hearing[] = [];
      for (const { id, channels } of bureaus) {
        const named = channels.puppet;
        if (named === undefined) continue;
        const published = { bureau: id, puppet: named.package, options: named.options };
        const hearing = await hearPublished(published, listen, onFault);
        hearings.push(hearing);
        ways.set(id, textOnly(hearing.deliver));
      }
      return {
        stop: async () => {
          for (const hearing of hearings) await hearing.stop();
        },
      };
    },
  };
};

const textOnly = (deliver: Outward['deliver']): Outward => ({
  deliver,
  sendTemplate: () => Promise.reject(notHere()),
  fetchMedia: () => Promise.reject(notHere()),
});

const notHere = (): PlatformError =>
  new PlatformError({
    path: 'puppet',
    errcode: null,
    errmsg: 'a published puppet carries text only',
    rid: null,
    verdict: 'refused',
  });
