import { addLine, linesOf, type SimulatorLineRow } from '../../domain/exchange/index.ts';
import { isUniqueViolation, sm3Hex, type App, type BureauId, type Tx } from '../../domain/index.ts';
import type { Delivered, Media, Outward, TemplateMessage } from '../channels/outward.ts';
import { PlatformError } from '../channels/platform-error.ts';
import { read, written, type Content, type Line } from './lines.ts';
import type { Pictures } from './pictures.ts';

/** One simulated phone: a follower of a bureau's account. */
export interface Phone {
  readonly bureau: BureauId;
  readonly follower: string;
}

export interface Guest {
  readonly id: string;
  readonly name: string;
}

export interface PhonesParts {
  readonly app: App;
  readonly clock: () => Date;
  readonly uuid: () => string;
  readonly pictures: Pictures;
}

interface NewLine {
  readonly side: Line['side'];
  readonly content: Content;
  readonly picture?: string;
  readonly id?: string;
}

/** What the simulated phones show, kept in the database: a page can be loaded again at any time. */
export interface Phones {
  readonly add: (phone: Phone, line: NewLine) => Promise<string>;
  /** the newest lines, oldest first */
  readonly recent: (phone: Phone) => Promise<Line[]>;
  /** lines since an instant, oldest first, at most 200 */
  readonly since: (phone: Phone, after: string) => Promise<Line[]>;
  /** people invented on the page, oldest first */
  readonly guests: (bureau: BureauId) => Promise<Guest[]>;
  readonly addGuest: (bureau: BureauId, name: string) => Promise<Guest>;
  readonly pictures: Pictures;
  readonly clock: () => Date;
  readonly uuid: () => string;
  /** the bureau's side of the channel: what a PuppetSimulator is made with */
  readonly deliverTo: (bureau: BureauId) => Outward;
}

/** No follower has this id: its lines are the names of the invented people. */
const GUEST_BOOK = '~guests';
const SHOWN = 200;
const PAGE = 200;

export const createPhones = ({ app, clock, uuid, pictures }: PhonesParts): Phones => {
  const stamp = stamps(clock);
  const add: Phones['add'] = async ({ bureau, follower }, { side, content, picture, id }) => {
    const row: SimulatorLineRow = {
      id: id ?? uuid(),
      conversation: follower,
      side,
      text: written(content),
      picture: picture ?? null,
      at: stamp(),
    };
    await app.gate.transaction(bureau, (tx) => addLine(tx, row));
    return row.id;
  };
  return {
    add,
    recent: ({ bureau, follower }) =>
      app.gate.transaction(bureau, async (tx) => (await newest(tx, follower)).map(lineOf)),
    since: ({ bureau, follower }, after) =>
      app.gate.transaction(bureau, async (tx) => (await linesOf(tx, follower, after)).map(lineOf)),
    guests: (bureau) =>
      app.gate.transaction(bureau, async (tx) => (await newest(tx, GUEST_BOOK)).map(guestOf)),
    addGuest: async (bureau, name) => {
      const id = `guest-${uuid().slice(0, 8)}`;
      const content = { kind: 'text', text: name } as const;
      await add({ bureau, follower: GUEST_BOOK }, { side: 'follower', content, id });
      return { id, name };
    },
    pictures,
    clock,
    uuid,
    deliverTo: (bureau) => outward(bureau, { add, pictures, uuid }),
  };
};

/** One line, one millisecond: the order of lines is the order in which they were written. */
const stamps = (clock: () => Date): (() => string) => {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock().getTime());
    return new Date(last).toISOString();
  };
};

const newest = async (tx: Tx, conversation: string): Promise<SimulatorLineRow[]> => {
  let rows: SimulatorLineRow[] = [];
  let page = await linesOf(tx, conversation, '');
  while (page.length > 0) {
    rows = [...rows, ...page].slice(-SHOWN);
    page = page.length < PAGE ? [] : await linesOf(tx, conversation, page.at(-1)?.at ?? '');
  }
  return rows;
};

const lineOf = ({ id, side, at, picture, text }: SimulatorLineRow): Line => ({
  id,
  side,
  at,
  picture,
  content: read(text),
});

const guestOf = (row: SimulatorLineRow): Guest => {
  const content = read(row.text);
  return { id: row.id, name: content.kind === 'text' ? content.text : row.id };
};

const outward = (
  bureau: BureauId,
  { add, pictures, uuid }: Pick<Phones, 'add' | 'pictures' | 'uuid'>,
): Outward => ({
  deliver: async (to, text): Promise<Delivered> => {
    const content = { kind: 'text', text } as const;
    return { id: await add({ bureau, follower: to }, { side: 'bureau', content }) };
  },
  sendTemplate: async (message): Promise<Delivered> => {
    const id = templateLineId(bureau, message);
    const { to, fields, url = null } = message;
    const content = { kind: 'card', fields: { ...fields }, url } as const;
    await add({ bureau, follower: to }, { side: 'bureau', content, id }).catch(sentBefore);
    return { id };
  },
  sendMedia: async (to, { bytes }): Promise<Delivered> => {
    const id = uuid();
    await pictures.keep(bureau, id, bytes);
    const line = { side: 'bureau', content: { kind: 'picture' }, picture: id } as const;
    return { id: await add({ bureau, follower: to }, line) };
  },
  fetchMedia: async (mediaId): Promise<Media> => {
    const picture = await pictures.find(bureau, mediaId);
    if (picture === null) throw noSuchMedia();
    const filename = `${mediaId}.${picture.mime.replace('image/', '')}`;
    return { ...picture, filename };
  },
});

/** One clientMsgId, one line: the database refuses the second (the real platform for 10 minutes). */
const templateLineId = (bureau: BureauId, { to, clientMsgId }: TemplateMessage): string =>
  `card-${sm3Hex(`${bureau}\n${to}\n${clientMsgId}`).slice(0, 30)}`;

const sentBefore = (error: unknown): void => {
  if (!isUniqueViolation(error)) throw error;
};

const noSuchMedia = (): PlatformError =>
  new PlatformError({
    path: 'simulator/picture',
    errcode: 40007,
    errmsg: 'invalid media_id',
    rid: null,
    verdict: 'refused',
  });
