import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A small house that keeps every rule. */
const HOUSE = {
  'domain/index.ts': `export { createApp } from './app.ts'; export * as draws from './draws/index.ts';`,
  'domain/app.ts': `import { DataSource } from 'typeorm';
    import { contexts } from './contexts.ts';
    export const createApp = () => [DataSource, contexts];`,
  'domain/contexts.ts': `import { draw } from './draws/index.ts'; import { people } from './people/index.ts';
    export const contexts = [draw, people];`,
  'domain/kernel/day.ts': `import { createHash } from 'node:crypto';
    import type { Tx } from '../store/scope.ts';
    export type Day = string; export const hash = (tx: Tx) => [createHash('sm3'), tx];`,
  'domain/store/scope.ts': `import type { EntityManager } from 'typeorm'; import { type Day } from '../kernel/day.ts';
    export type Tx = EntityManager; export type Today = Day;`,
  'domain/audit/index.ts': `import { DataSource } from 'typeorm'; export const audit = DataSource;`,
  'domain/people/index.ts': `import { findPeople } from './records.ts'; export const people = findPeople;
    export type { Person } from './model.ts';`,
  'domain/people/model.ts': `import type { Day } from '../kernel/day.ts'; export type Person = { born: Day };
    export const nobody: Person = { born: '' };`,
  'domain/people/records.ts': `import { EntitySchema } from 'typeorm'; export const findPeople = EntitySchema;`,
  'domain/draws/index.ts': `import { decide } from './rules.ts'; export const draw = decide;
    export type { Panel } from './rules.ts';`,
  'domain/draws/rules.ts': `import type { Person } from '../people/index.ts';
    export type Panel = Person[]; export const decide = (panel: Panel) => panel;`,
  'bot/main.ts': `import { createApp } from '../domain/index.ts'; import { button } from '../web/ui/button.ts';
    import { turn } from './dialogue/turn.ts'; export const bot = [createApp, button, turn];`,
  'bot/dialogue/turn.ts': `import { type Day, hash } from '../../domain/kernel/day.ts';
    import type { createApp } from '../../domain/index.ts';
    export const turn = (day: Day, app: typeof createApp) => [day, app, hash];`,
  'web/ui/button.ts': `export const button = '';`,
  'web/main.ts': `import { createApp } from '../domain/index.ts'; import { audit } from '../domain/audit/index.ts';
    import { button } from './ui/button.ts'; export const web = [createApp, audit, button];`,
  'test/web.test.ts': `import { web } from '../web/main.ts'; import { decide } from '../domain/draws/rules.ts';
    export default [web, decide];`,
};

/** One more file each, which breaks one rule. */
const FAULTS: { rule: string; file: string; text: string }[] = [
  {
    rule: 'contexts-look-down-staff-people-institutions',
    file: 'domain/people/wording.ts',
    text: `import type { Panel } from '../draws/index.ts'; export type P = Panel;`,
  },
  {
    rule: 'contexts-know-no-shell-of-the-domain',
    file: 'domain/draws/actions.ts',
    text: `import { createApp } from '../app.ts'; export const a = createApp;`,
  },
  {
    rule: 'kernel-knows-no-context',
    file: 'domain/kernel/ids.ts',
    text: `import type { Person } from '../people/index.ts'; export type P = Person;`,
  },
  {
    rule: 'no-unknown-context',
    file: 'domain/draws/actions-of-payments.ts',
    text: `import { pay } from '../payments/index.ts'; export const a = pay;`,
  },
  {
    rule: 'domain-knows-no-shell',
    file: 'domain/store/gate.ts',
    text: `import { web } from '../../web/main.ts'; export const a = web;`,
  },
  {
    rule: 'domain-knows-no-shell',
    file: 'domain/notices/index.ts',
    text: `import Koa from 'koa'; export const a = Koa;`,
  },
  {
    rule: 'bot-and-web-are-strangers',
    file: 'bot/flows/report.ts',
    text: `import { web } from '../../web/main.ts'; export const a = web;`,
  },
  {
    rule: 'web-and-bot-are-strangers',
    file: 'web/pages/home.tsx',
    text: `import { bot } from '../../bot/main.ts'; export const a = bot;`,
  },
  {
    rule: 'shells-enter-by-the-door',
    file: 'web/pages/draws.tsx',
    text: `import { decide } from '../../domain/draws/index.ts'; export const a = decide;`,
  },
  {
    rule: 'contexts-meet-at-the-door',
    file: 'domain/draws/gather.ts',
    text: `import type { Person } from '../people/model.ts'; export type P = Person;`,
  },
  {
    rule: 'audit-notices-exchange-closed-to-contexts',
    file: 'domain/draws/announce.ts',
    text: `import { audit } from '../audit/index.ts'; export const a = audit;`,
  },
  {
    rule: 'pure-files-import-no-machinery',
    file: 'domain/draws/panel-rules.ts',
    text: `import type { DataSource } from 'typeorm'; export type D = DataSource;`,
  },
  {
    rule: 'pure-files-import-no-node-modules-but-crypto',
    file: 'bot/dialogue/understand/dates.ts',
    text: `import { readFileSync } from 'node:fs'; export const a = readFileSync;`,
  },
  {
    rule: 'pure-files-import-no-records-or-actions',
    file: 'domain/people/rules.ts',
    text: `import type { findPeople } from './records.ts'; export type F = typeof findPeople;`,
  },
  {
    rule: 'pure-files-borrow-types-only',
    file: 'domain/draws/model.ts',
    text: `import { people } from '../people/index.ts'; export const a = people;`,
  },
  {
    rule: 'typeorm-stays-in-its-homes',
    file: 'web/pages/people.tsx',
    text: `import { DataSource } from 'typeorm'; export const a = DataSource;`,
  },
  {
    rule: 'no-circles',
    file: 'domain/staff/circle.ts',
    text: `import { one } from './other.ts'; export const other = one;`,
  },
  { rule: 'no-orphans', file: 'bot/jobs/alone.ts', text: `export const alone = 1;` },
  {
    rule: 'tests-are-leaves',
    file: 'bot/jobs/tested.ts',
    text: `import tests from '../../test/web.test.ts'; export const a = tests;`,
  },
];
/** What the faults above need beside them. */
const ACCOMPLICES = {
  'domain/payments/index.ts': `import { hash } from '../kernel/day.ts'; export const pay = hash;`,
  'domain/staff/other.ts': `import { other } from './circle.ts'; export const one = other;`,
};

describe('the rules of .dependency-cruiser.cjs', () => {
  // inside the project, so that typeorm and koa are found where they are installed
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('have nothing to say about a house in order', async () => {
    const found = await violations(path.join(folder, 'order'), HOUSE);
    expect(found).toEqual([]);
  });

  describe('fire', () => {
    let found: string[] = [];
    beforeAll(async () => {
      const faults = Object.fromEntries(FAULTS.map(({ file, text }) => [file, text]));
      const house = { ...HOUSE, ...ACCOMPLICES, ...faults };
      found = await violations(path.join(folder, 'faults'), house);
    });

    it.each(FAULTS)('$rule on $file', ({ rule, file }) => {
      expect(found).toContain(`${rule}: ${file}`);
    });
  });
});

function temporaryFolder(): string {
  const cache = path.resolve(import.meta.dirname, '../.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(path.join(cache, 'architecture-rules-'));
}

async function violations(folder: string, house: Record<string, string>): Promise<string[]> {
  for (const [file, text] of Object.entries(house)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const options = await extractOptions(
    path.resolve(import.meta.dirname, '../.dependency-cruiser.cjs'),
  );
  const result = await cruise(['domain', 'bot', 'web', 'test'], { ...options, baseDir: folder });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}
