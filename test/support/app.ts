import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createApp,
  createFileVault,
  createGate,
  createVault,
  openDatabase,
  readBureaus,
  SECTIONS,
  TABLES,
  type App,
  type BureauFile,
  type BureauId,
  type Role,
  type StaffActor,
  type SystemActor,
} from '../../domain/index.ts';
import * as staff from '../../domain/staff/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const GAOPING = 'gaoping' as BureauId;
export const ZHANJIANG = 'zhanjiang' as BureauId;
export const SYSTEM: SystemActor = { kind: 'system', duty: 'test' };

export interface OpenApp {
  readonly app: App;
  /** the movable clock: 2026-10-12 10:00 in China unless told otherwise */
  readonly clock: { readonly now: () => Date; readonly set: (at: string | Date) => void };
  /** a member of staff with these roles, made through the front door */
  readonly member: (bureau: BureauId, ...roles: Role[]) => Promise<StaffActor>;
  /** who is told of work, as an installation does */
  readonly onWork: (listener: (bureau: BureauId) => void) => void;
  readonly close: () => Promise<void>;
}

export interface Opening {
  readonly bureaus?: ReadonlyMap<BureauId, BureauFile>;
  readonly now?: string;
  /** fixes the dice: the n-th seed is made of this word and n */
  readonly seed?: string;
  readonly url?: string;
}

/** A whole bureau on a temporary SQLite file, with a clock that the test moves. */
export async function openApp(opening: Opening = {}): Promise<OpenApp> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-test-'));
  const url = opening.url ?? `sqlite:${path.join(folder, 'test.db')}`;
  const vaultOf = (bureau: BureauId) => createVault(Buffer.alloc(32, 7), bureau, randomBytes);
  const gate = createGate({
    database: await openDatabase({ url, tables: TABLES }),
    vaultOf,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
  });
  const listeners: ((bureau: BureauId) => void)[] = [];
  let now = new Date(opening.now ?? '2026-10-12T10:00:00+08:00');
  const app = createApp({
    gate,
    vaultOf,
    files: createFileVault(path.join(folder, 'evidence'), vaultOf),
    bureaus: opening.bureaus ?? demoBureaus(),
    clock: () => now,
    seed: seeds(opening.seed),
    onWork: (bureau) => {
      for (const listener of listeners) listener(bureau);
    },
  });
  return {
    app,
    clock: { now: () => now, set: (at) => (now = new Date(at)) },
    onWork: (listener) => listeners.push(listener),
    member: (bureau, ...roles) => member(app, bureau, roles),
    close: async () => {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The two bureaus of the demo, from the files that ship. Throws with every fault found in them. */
export function demoBureaus(
  change: (name: string, text: string) => string = (_name, text) => text,
): ReadonlyMap<BureauId, BureauFile> {
  const folder = path.join(ROOT, 'scripts/demo-bureaus');
  const read = readBureaus({
    files: readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ name, text: change(name, readFileSync(path.join(folder, name), 'utf8')) })),
    measure: (name) => readFileSync(path.join(ROOT, `domain/measures/${name}.yaml`), 'utf8'),
    env: () => undefined,
    sections: SECTIONS,
  });
  if (!read.ok)
    throw new Error(read.error.map((f) => `${f.file} ${f.path}: ${f.english}`).join('\n'));
  return read.value;
}

function seeds(word: string | undefined): () => string {
  let count = 0;
  if (word === undefined) return () => randomBytes(32).toString('hex');
  return () => {
    count += 1;
    return Buffer.from(`${word}-${count}`).toString('hex').padEnd(64, '0').slice(0, 64);
  };
}

let made = 0;

async function member(app: App, bureau: BureauId, roles: readonly Role[]): Promise<StaffActor> {
  made += 1;
  const input = { login: `staff${made}`, name: `职员${made}`, roles, passwordHash: 'scrypt$x' };
  const outcome = await app.perform(bureau, staff.addAccount, input, SYSTEM);
  const event = outcome.kind === 'done' ? outcome.events[0] : null;
  if (event?.type !== 'staff.added') throw new Error(`no account: ${JSON.stringify(outcome)}`);
  return { kind: 'staff', account: event.account, roles };
}
