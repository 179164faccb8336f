import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Inbound } from '../../bot/channels/inbound.ts';
import { createDesk } from '../../bot/dialogue/desk.ts';
import { REPERTOIRE } from '../../bot/flows/index.ts';
import { openSpool } from '../../bot/spool.ts';
import type { App } from '../../domain/index.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';

let open: OpenApp;
let folder: string;
beforeEach(async () => {
  open = await openApp();
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-late-'));
});
afterEach(async () => {
  await open.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The application, its first transaction held back until `release` is called. */
function heldBack(app: App): { readonly app: App; readonly release: () => void } {
  let release: () => void = () => undefined;
  let held: Promise<void> | null = new Promise((resolve) => (release = resolve));
  const transaction: App['gate']['transaction'] = async (bureau, work) => {
    const wait = held;
    held = null;
    await wait;
    return app.gate.transaction(bureau, work);
  };
  return { app: { ...app, gate: { ...app.gate, transaction } }, release };
}

it.each(['text', 'image'] as const)(
  'F06 a late %s that the spool has handed over meanwhile is answered once',
  async (kind) => {
    const { app, release } = heldBack(open.app);
    const said: string[] = [];
    const faults: unknown[] = [];
    const spool = await openSpool(path.join(folder, 'a.spool'));
    const desk = createDesk({
      app,
      repertoire: REPERTOIRE,
      spool,
      uuid: () => crypto.randomUUID(),
      // the platform's patience is over at once
      pause: () => Promise.resolve(),
      sayLater: (_inbound, text) => said.push(text),
      onAttachments: () => undefined,
      onFault: (fault) => faults.push(fault),
    });
    const inbound: Inbound = {
      bureau: GAOPING,
      channel: 'official-account',
      from: 'o1',
      key: 'k1',
      sentAt: open.clock.now(),
      body: kind === 'text' ? { kind, text: '菜单' } : { kind, mediaId: 'm1' },
    };
    expect(await desk.receive(inbound)).toEqual({ kind: 'later' });
    await desk.drain();
    expect(said).toHaveLength(1);
    release();
    // the first attempt comes to its end behind it
    await open.app.gate.transaction(GAOPING, () => Promise.resolve());
    await desk.receive(inbound);
    await new Promise((resolve) => setImmediate(resolve));
    expect({ said: said.length, faults }).toEqual({ said: 1, faults: [] });
  },
);
