import type Router from '@koa/router';
import { touchHead } from '../domain/audit/index.ts';
import { clockLine, type App } from '../domain/index.ts';

/** `/livez`: the event loop turns. `/readyz`: the database takes a write through the gate. */
export const mountHealth = (router: Router, app: App): void => {
  router.get('/livez', (ctx) => {
    ctx.body = 'ok\n';
  });
  router.get('/readyz', async (ctx) => {
    const fault = await databaseFault(app);
    ctx.status = fault === null ? 200 : 503;
    ctx.body = fault ?? ['ok', ...clockLine(app), ''].join('\n');
  });
};

const databaseFault = async (app: App): Promise<string | null> => {
  const [bureau] = app.bureaus.keys();
  if (bureau === undefined) return 'no bureau\n';
  try {
    await app.gate.transaction(bureau, (tx) => touchHead(tx));
    return null;
  } catch {
    return 'database does not take writes\n';
  }
};
