/** `npm run check`: every check that needs no test run, two at a time; exit 1 when one of them fails. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** @typedef {{ name: string, args: string[], judge?: (output: string) => string | null }} Check */
/** @typedef {{ name: string, ok: boolean, output: string, seconds: number }} CheckResult */

const root = path.resolve(import.meta.dirname, '..');
const AT_ONCE = 2;

const cruised = ['main.ts', 'ormconfig.ts', 'domain', 'bot', 'web', 'scripts', 'test'].filter(
  (name) => existsSync(path.join(root, name)),
);

/** @param {boolean} cached @returns {Check[]} */
function checks(cached) {
  // eslint's cache does not notice that a type changed in another file: for the quick local look only
  const eslintCache = [
    '--cache',
    '--cache-location',
    '.cache/eslint',
    '--cache-strategy',
    'content',
  ];
  const prettierCache = ['--cache', '--cache-location', '.cache/prettier'];
  const tscCache = ['--incremental', '--tsBuildInfoFile', '.cache/tsbuildinfo'];
  return [
    { name: 'eslint', args: ['--max-warnings', '0', ...(cached ? eslintCache : []), '.'] },
    { name: 'tsc', args: ['--noEmit', '--pretty', 'false', ...(cached ? tscCache : [])] },
    {
      name: 'depcruise',
      args: ['--no-progress', '--output-type', 'err-long', ...cruised],
      judge: sawEveryModule,
    },
    {
      name: 'prettier',
      args: ['--check', '--log-level', 'warn', ...(cached ? prettierCache : []), '.'],
    },
    { name: 'knip', args: ['--no-progress'] },
  ];
}

/**
 * dependency-cruiser that understands no TypeScript is content with zero modules.
 * @param {string} output
 */
function sawEveryModule(output) {
  const seen = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  const written = cruised.flatMap((name) => sources(path.join(root, name))).length;
  return seen > 0 && seen >= written ? null : `saw ${seen} modules of at least ${written}`;
}

/** @param {string} place @returns {string[]} */
function sources(place) {
  if (/\.tsx?$/.test(place)) return [place];
  if (path.extname(place) !== '') return [];
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
}

/** @param {Check} check @returns {Promise<CheckResult>} */
function run(check) {
  const started = performance.now();
  return new Promise((resolve) => {
    const program = path.join(root, 'node_modules', '.bin', check.name);
    const child = spawn(program, check.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {string | null} fault */
    const end = (fault) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ name: check.name, ok: fault === null, output: `${output}${fault ?? ''}`, seconds });
    };
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) end(check.judge?.(output) ?? null);
      else end(`exit ${code ?? signal}`);
    });
  });
}

/** @param {CheckResult} result */
function report({ name, ok, output, seconds }) {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.trim().replaceAll(/^/gm, '     '));
}

/** @param {{ cached: boolean }} how @returns {Promise<CheckResult[]>} */
export async function runChecks({ cached }) {
  const waiting = checks(cached);
  /** @type {CheckResult[]} */
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await run(check);
      report(result);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const results = await runChecks({ cached: process.env.CI === undefined });
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}
