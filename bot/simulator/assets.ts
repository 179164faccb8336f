import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Router from '@koa/router';
import { sm3Hex } from '../../domain/index.ts';

/** Addresses of the style sheet and the script; they change with the content. */
export interface Assets {
  readonly css: string;
  readonly js: string;
}

/** Serves the page's two files; no other file can be asked for. */
export const mountAssets = (router: Router): Assets => {
  const serve = (extension: 'css' | 'js'): string => {
    const bytes = readFileSync(path.join(import.meta.dirname, `simulator.${extension}`));
    const address = `/simulator/assets/${sm3Hex(bytes).slice(0, 12)}.${extension}`;
    router.get(address, (ctx) => {
      ctx.type = extension;
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
      ctx.body = bytes;
    });
    return address;
  };
  return { css: serve('css'), js: serve('js') };
};
