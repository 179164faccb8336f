import type { Outward } from './channels/outward.ts';

type Around = <T>(send: () => Promise<T>) => Promise<T>;

/** The same channel with something done around every message that leaves; ways it lacks stay missing. */
export const aroundSends = (outward: Outward, around: Around): Outward => ({
  deliver: (to, text) => around(() => outward.deliver(to, text)),
  sendTemplate: (message) => around(() => outward.sendTemplate(message)),
  fetchMedia: (mediaId) => outward.fetchMedia(mediaId),
  ...wrapped(outward, around),
  ...hints(outward),
});

type Optional = Pick<Outward, 'sendMenu' | 'sendSubscription' | 'sendCard' | 'sendMedia'>;

const wrapped = (outward: Outward, around: Around): Optional => {
  const { sendMenu, sendSubscription, sendCard, sendMedia } = outward;
  const held = <A extends unknown[], T>(
    send: ((...given: A) => Promise<T>) | undefined,
  ): ((...given: A) => Promise<T>) | undefined =>
    send === undefined ? undefined : (...given) => around(() => send.apply(outward, given));
  return present({
    sendMenu: held(sendMenu),
    sendSubscription: held(sendSubscription),
    sendCard: held(sendCard),
    sendMedia: held(sendMedia),
  });
};

/** No messages: nothing is told around them. */
const hints = (
  outward: Outward,
): Pick<Outward, 'updateCard' | 'showTyping' | 'makeQr' | 'tags'> => {
  const { updateCard, showTyping, makeQr, tags } = outward;
  return present({
    updateCard: updateCard === undefined ? undefined : updateCard.bind(outward),
    showTyping: showTyping === undefined ? undefined : showTyping.bind(outward),
    makeQr: makeQr === undefined ? undefined : makeQr.bind(outward),
    tags,
  });
};

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is missing: a ladder asks whether a way is there at all. */
const present = <T extends object>(ways: T): Present<T> =>
  Object.fromEntries(Object.entries(ways).filter(([, way]) => way !== undefined)) as Present<T>;
