import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * `npx tsx scripts/verifier-page.ts` writes web/verifier/verify-draw.html anew: one file that checks a
 * draw's record offline, with the same code as the server.
 */

const folder = path.resolve(import.meta.dirname, '../web/verifier');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');

const sourceHash = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

const script = async (): Promise<string> => {
  const built = await build({
    entryPoints: [path.join(folder, 'page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  // what would end the element early stands in strings and patterns only
  return (built.outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
};

export const VERIFIER_PAGE = path.join(folder, 'verify-draw.html');

export const buildVerifierPage = async (): Promise<string> => {
  const style = read('page.css');
  const code = await script();
  const parts: Readonly<Record<string, string>> = {
    style,
    script: code,
    styleHash: sourceHash(style),
    scriptHash: sourceHash(code),
  };
  return read('page.html').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_whole, name: string) => parts[name] ?? '',
  );
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(VERIFIER_PAGE, await buildVerifierPage());
