/** Copies what the program reads at run time and tsc does not write (measures, style sheets) to dist. */
import { cp } from 'node:fs/promises';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const source = /\.(tsx?|md)$/;

for (const folder of ['domain', 'bot', 'web']) {
  const from = path.join(root, folder);
  if (!existsSync(from)) continue;
  await cp(from, path.join(root, 'dist', folder), {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || !source.test(file),
  });
}
