import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Router from '@koa/router';

const ADDRESS = '/form/save.js';

/** The script of the long forms, from our own address only. */
export const mountScript = (router: Router): string => {
  const bytes = readFileSync(path.join(import.meta.dirname, 'save.js'));
  router.get(ADDRESS, (ctx) => {
    ctx.type = 'js';
    ctx.set('Cache-Control', 'no-cache');
    ctx.body = bytes;
  });
  return ADDRESS;
};
