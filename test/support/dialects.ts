import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { BureauId } from '../../domain/index.ts';
import { openApp, type OpenApp } from './app.ts';
import { openOffice, type Chat, type Office } from './chat.ts';
import { freshDatabase, hasServer } from './database.ts';

/** A bureau with its desk, one for all talks of a file; every talk is another person. */
export interface Scene {
  readonly open: OpenApp;
  readonly office: Office;
  /** somebody who has never written before */
  readonly stranger: () => Chat;
}

const MORNING = '2026-10-12T10:00:00+08:00';

/** The same talks on SQLite and, where there is a server, on MariaDB; every talk begins on the morning of 2026-10-12. */
export function onBothDatabases(
  title: string,
  bureau: BureauId,
  tell: (scene: () => Scene) => void,
): void {
  const dialects = ['SQLite', ...(hasServer ? ['MariaDB'] : [])];
  describe.each(dialects)(`${title} (%s)`, (dialect) => {
    let scene: Scene | null = null;
    let drop = (): Promise<void> => Promise.resolve();
    beforeAll(async () => {
      const database = dialect === 'MariaDB' ? await freshDatabase() : null;
      if (database !== null) drop = database.drop;
      const open = await openApp(database === null ? {} : { url: database.url });
      const office = openOffice(open, bureau);
      let people = 0;
      scene = { open, office, stranger: () => office.chat(`person${(people += 1)}`) };
    });
    beforeEach(() => {
      // time goes on from talk to talk, but every talk is of the same day
      if (scene?.open.clock.now().toISOString().slice(0, 10) !== MORNING.slice(0, 10))
        scene?.open.clock.set(MORNING);
    });
    afterAll(async () => {
      await scene?.open.close();
      await drop();
    });
    tell(() => {
      if (scene === null) throw new Error('the scene is not open yet');
      return scene;
    });
  });
}
