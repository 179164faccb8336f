import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds against WCAG 2.1 AA, as `rule: element`. */
export const axe = async (page: Page): Promise<string[]> => {
  // the site's own policy forbids script: the scanner comes in by the debugger
  const found = await page.evaluate<readonly Finding[]>(
    `${AXE}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((r) => r.violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

/** Things to tap that are smaller than a finger (MIIT: 44 × 44, text links in a line excepted). */
export const small = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, select, summary, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .menu a')]
    .filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && !e.closest('.table') && r.height < 44; })
    .map((e) => e.outerHTML.slice(0, 120))`);
