import { useSession } from '../../domain/exchange/index.ts';
import { staff, type App } from '../../domain/index.ts';
import type { Who } from '../visit.ts';
import type { Ticket } from './cookies.ts';

/** Who sits at this browser, or null: no session, too long idle, disabled meanwhile. */
export const recognise = async (app: App, ticket: Ticket | null): Promise<Who | null> => {
  if (ticket === null || !app.bureaus.has(ticket.bureau)) return null;
  const { bureau, token } = ticket;
  return app.gate.transaction(bureau, async (tx) => {
    const id = await useSession(tx, token, app.clock());
    const account = id === null ? null : await staff.readAccount(tx, id);
    return account === null || account.disabled ? null : { bureau, account };
  });
};

/** What the last action wanted said on the next page: sealed for this bureau, shown once. */
export const openFlash = (app: App, who: Who, sealed: string): Promise<string | null> =>
  app.gate.transaction(who.bureau, (tx) => {
    try {
      const said = tx.vault.open(sealed);
      return Promise.resolve(typeof said === 'string' ? said : null);
    } catch {
      return Promise.resolve(null);
    }
  });

export const sealFlash = (app: App, who: Who, say: string): Promise<string> =>
  app.gate.transaction(who.bureau, (tx) => Promise.resolve(tx.vault.seal(say)));
