import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TEMPLATES } from './papers/index.ts';

/** Writes the Word templates anew: `node --import tsx scripts/build-papers.ts`. */
const folder = path.resolve(import.meta.dirname, '..', 'web', 'papers', 'templates');
mkdirSync(folder, { recursive: true });
for (const [name, template] of Object.entries(TEMPLATES))
  writeFileSync(path.join(folder, `${name}.docx`), template());
