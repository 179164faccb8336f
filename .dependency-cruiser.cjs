// The rules of the house about who may import whom. test/architecture-rules.test.ts shows that they fire.

/** Contexts look down only: a row may import the rows above it, and contexts of one row each other. */
const LEVELS = [
  ['staff', 'people', 'institutions'],
  ['liaison'],
  ['enquiries'],
  ['membership'],
  ['campaigns'],
  ['nomination'],
  ['publicity'],
  ['recusal'],
  ['draws'],
  ['evaluation'],
  ['clues'],
  ['duties'],
  ['deadlines'],
];
/** Folders of domain/ that serve every context; of these three have a door of their own for the shells. */
const DOORS = ['audit', 'notices', 'exchange'];
const GROUND = ['kernel', 'store', 'measures', 'vrs'];

const any = (names) => `(?:${names.join('|')})`;
const contexts = any(LEVELS.flat());

/** `rules.ts`, and where one file grew too long `rules-panel.ts`, `panel-rules.ts` or a folder `rules/`. */
const part = (names) => `[\\w-]*\\b${any(names)}\\b[\\w-]*(?:\\.tsx?$|/)`;
const pureParts = `^domain/${contexts}/${part(['rules', 'model', 'wording'])}`;
/** The engine of conversations: all of bot/dialogue but the runner and what it hands over. */
const engine = '^bot/dialogue/(?!(?:desk|converse|knowing|arrivals|tapped|doing)\\.ts$)';
const pureShell = [engine, '^web/ui/'];
const pure = [pureParts, '^domain/kernel/', '^domain/vrs/', ...pureShell];
const impureParts = `^domain/[^/]+/${part(['records', 'actions'])}`;

const npm = (...names) => `(?:^|/)node_modules/${any(names)}(?:/|$)`;
const doorsOfTheDomain = ['^domain/index\\.ts$', `^domain/${any(DOORS)}/index\\.ts$`];
/** The page that checks records offline carries the checking alone, without the house behind the door. */
const browserDoor = '^domain/vrs/verify\\.ts$';
const valueImport = { dependencyTypesNot: ['type-only'] };

const contextsLookDown = LEVELS.slice(0, -1).map((level, depth) => ({
  name: `contexts-look-down-${level.join('-')}`,
  comment:
    'A context imports only contexts below it; upwards goes by events, followUps, deadlines.',
  severity: 'error',
  from: { path: `^domain/${any(level)}/` },
  to: { path: `^domain/${any(LEVELS.slice(depth + 1).flat())}/` },
}));

const direction = [
  ...contextsLookDown,
  {
    name: 'contexts-know-no-shell-of-the-domain',
    comment: 'app.ts, contexts.ts and index.ts stand above the contexts.',
    severity: 'error',
    from: { path: `^domain/(?:${contexts}|${any(GROUND)})/`, pathNot: '^domain/store/' },
    to: { path: '^domain/[^/]+\\.ts$' },
  },
  {
    name: 'kernel-knows-no-context',
    comment: 'Of the store it may name the types that stand in the shape of an action (Tx).',
    severity: 'error',
    from: { path: '^domain/kernel/' },
    to: { path: '^domain/', pathNot: ['^domain/kernel/', '^domain/store/'] },
  },
  {
    name: 'no-unknown-context',
    comment: 'A new context is put in the order: LEVELS in .dependency-cruiser.cjs.',
    severity: 'error',
    from: {},
    to: { path: `^domain/(?!(?:${contexts}|${any([...DOORS, ...GROUND])})/)[^/]+/` },
  },
  {
    name: 'domain-knows-no-shell',
    severity: 'error',
    from: { path: '^domain/' },
    to: {
      path: [
        '^(?:bot|web|scripts)/',
        '^main\\.ts$',
        npm('@koa/[^/]+', 'koa[^/]*', 'wechaty[^/]*', 'node-cron'),
      ],
    },
  },
  {
    name: 'bot-and-web-are-strangers',
    severity: 'error',
    from: { path: '^bot/' },
    to: { path: '^web/', pathNot: '^web/(?:ui|papers)/' },
  },
  {
    name: 'web-and-bot-are-strangers',
    severity: 'error',
    from: { path: '^web/' },
    to: { path: ['^bot/', npm('wechaty[^/]*')] },
  },
  {
    name: 'no-circles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

const doors = [
  {
    name: 'shells-enter-by-the-door',
    comment: 'The door is domain/index.ts; audit, notices and exchange have doors of their own.',
    severity: 'error',
    from: { path: ['^(?:bot|web|scripts)/', '^main\\.ts$'], pathNot: pureShell },
    to: { path: '^domain/', pathNot: [...doorsOfTheDomain, browserDoor] },
  },
  {
    name: 'pure-shells-enter-by-the-door',
    comment:
      'Pure files of the shells take types from the door, and what they compute with from the kernel.',
    severity: 'error',
    from: { path: pureShell },
    to: { path: '^domain/', pathNot: [...doorsOfTheDomain, '^domain/kernel/'] },
  },
  {
    name: 'typeorm-command-line-knows-the-store-only',
    severity: 'error',
    from: { path: '^ormconfig\\.ts$' },
    to: {
      path: '^domain/',
      pathNot: [...doorsOfTheDomain, '^domain/store/', '^domain/contexts\\.ts$'],
    },
  },
  {
    name: 'contexts-meet-at-the-door',
    severity: 'error',
    from: { path: '^domain/([^/]+)(?:/|\\.ts$)' },
    to: {
      path: `^domain/${contexts}/`,
      pathNot: ['^domain/$1/', `^domain/${contexts}/index\\.ts$`],
    },
  },
  {
    name: 'audit-notices-exchange-closed-to-contexts',
    severity: 'error',
    from: { path: `^domain/${contexts}/` },
    to: { path: `^domain/${any(DOORS)}/` },
  },
];

const purity = [
  {
    name: 'pure-files-import-no-machinery',
    severity: 'error',
    from: { path: pure },
    to: {
      path: npm(
        'typeorm',
        '@koa/[^/]+',
        'koa[^/]*',
        'wechaty[^/]*',
        'node-cron',
        'mysql2',
        'better-sqlite3',
        'pino',
      ),
    },
  },
  {
    name: 'pure-files-import-no-node-modules-but-crypto',
    severity: 'error',
    from: { path: pure },
    to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?crypto$' },
  },
  {
    name: 'pure-files-import-no-records-or-actions',
    severity: 'error',
    from: { path: pure },
    to: { path: impureParts },
  },
  {
    name: 'pure-files-import-no-store',
    severity: 'error',
    from: { path: pure },
    to: { path: '^domain/store/', ...valueImport },
  },
  {
    name: 'pure-files-borrow-types-only',
    comment: 'From a door a pure file takes `import type` only: behind it stands the database.',
    severity: 'error',
    from: { path: pure },
    to: {
      path: ['^domain/index\\.ts$', '^domain/(?!(?:kernel|vrs)/)[^/]+/index\\.ts$'],
      ...valueImport,
    },
  },
  {
    name: 'typeorm-stays-in-its-homes',
    severity: 'error',
    from: {
      pathNot: [
        `^domain/${contexts}/${part(['records'])}`,
        `^domain/${any(['store', ...DOORS])}/`,
        '^domain/app\\.ts$',
        '^ormconfig\\.ts$',
        '^(?:test|scripts)/',
        'node_modules/',
      ],
    },
    to: { path: npm('typeorm') },
  },
];

const order = [
  {
    name: 'no-orphans',
    severity: 'error',
    from: {
      orphan: true,
      // these scripts are loaded by a browser
      pathNot: [
        '\\.d\\.m?ts$',
        '^scripts/[^/]+\\.mjs$',
        '\\.test\\.tsx?$',
        '^bot/simulator/simulator\\.js$',
        '^bot/forms/save\\.js$',
      ],
    },
    to: {},
  },
  {
    name: 'tests-are-leaves',
    severity: 'error',
    from: { pathNot: '^test/' },
    to: { path: '^test/' },
  },
  {
    name: 'everything-resolves',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...direction, ...doors, ...purity, ...order],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
