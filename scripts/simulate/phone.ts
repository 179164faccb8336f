import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** The simulator's pages, used as a phone: the same requests that a browser makes. */
export interface TerminalPhone {
  readonly place: Place;
  readonly says: (who: Person, text: string) => Promise<void>;
  readonly taps: (who: Person, item: string) => Promise<void>;
  readonly follows: (who: Person) => Promise<void>;
  readonly sendsPhoto: (who: Person, file: string) => Promise<void>;
  /** what the bureau has said since the last time this was asked; the first time it is only noted */
  readonly hears: (who: Person) => Promise<readonly string[]>;
  /** somebody of this name: one of the cast, or invented */
  readonly person: (name: string) => Promise<Person>;
}

const Place = z.object({
  name: z.string(),
  menu: z.array(z.object({ item: z.string(), label: z.string() })),
  people: z.array(z.object({ id: z.string(), name: z.string(), about: z.string() })),
});
type Place = z.output<typeof Place>;
export type Person = Pick<Place['people'][number], 'id' | 'name'>;

const Lines = z.object({
  lines: z.array(z.object({ id: z.string(), at: z.string(), side: z.string(), text: z.string() })),
});

const JSON_WANTED = { accept: 'application/json' };

/** null: there is no such bureau. */
export const pickUp = async (botUrl: string, bureau: string): Promise<TerminalPhone | null> => {
  const base = `${botUrl}/simulator/${bureau}`;
  const placeNow = async (): Promise<Place | null> => {
    const answer = await fetch(base, { headers: JSON_WANTED });
    return answer.ok ? Place.parse(await answer.json()) : null;
  };
  const place = await placeNow();
  if (place === null) return null;
  const heard = new Map<string, Heard>();
  const post = async (who: Person, what: string, body: BodyInit): Promise<void> => {
    const address = `${base}/${who.id}/${what}`;
    const answer = await fetch(address, { method: 'POST', headers: JSON_WANTED, body });
    if (!answer.ok) throw new Error(`${what}: HTTP ${answer.status}`);
  };
  return {
    place,
    says: (who, text) => post(who, 'say', new URLSearchParams({ text })),
    taps: (who, item) => post(who, 'tap', new URLSearchParams({ item })),
    follows: (who) => post(who, 'follow', new URLSearchParams()),
    sendsPhoto: async (who, file) => {
      const bytes = await readFile(file).catch(() => {
        throw new Error(`没有这个文件：${file}`);
      });
      const form = new FormData();
      form.set('photos', new Blob([new Uint8Array(bytes)]), path.basename(file));
      await post(who, 'photo', form);
    },
    hears: async (who) => {
      const before = heard.get(who.id);
      const now = before ?? { after: '', known: new Set<string>() };
      heard.set(who.id, now);
      const fresh = await freshLines(`${base}/${who.id}/lines`, now);
      return before === undefined
        ? []
        : fresh.filter(({ side }) => side === 'bureau').map(({ text }) => text);
    },
    person: async (name) => {
      const known = (await placeNow())?.people.find((one) => one.name === name || one.id === name);
      if (known !== undefined) return known;
      const answer = await fetch(base, {
        method: 'POST',
        body: new URLSearchParams({ name }),
        redirect: 'manual',
      });
      return { id: answer.headers.get('location')?.split('/').at(-1) ?? '', name };
    },
  };
};

interface Heard {
  after: string;
  readonly known: Set<string>;
}

/** The page reaches a little back, so that a line that was committed late is not lost: known ones are left out. */
const freshLines = async (
  address: string,
  heard: Heard,
): Promise<z.output<typeof Lines>['lines']> => {
  const answer = await fetch(`${address}?after=${encodeURIComponent(heard.after)}`);
  const fresh = Lines.parse(await answer.json()).lines.filter(({ id }) => !heard.known.has(id));
  for (const { id } of fresh) heard.known.add(id);
  const last = fresh.at(-1);
  if (last === undefined) return [];
  heard.after = last.at > heard.after ? last.at : heard.after;
  return [...fresh, ...(await freshLines(address, heard))];
};
