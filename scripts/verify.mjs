/**
 * `npm run verify`: all checks beside all tests. A check counts as one test.
 * The last line is always `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runChecks } from './check.mjs';
import { ensureSystem } from './system.mjs';

/** @typedef {{ passed: number, failed: number }} Score */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

const root = path.resolve(import.meta.dirname, '..');

/** @returns {Promise<Score>} */
async function verify() {
  if (!ensureSystem()) return { passed: 0, failed: 1 };
  // much of the tests is waiting: the checks use the time
  const [checks, tests] = await Promise.all([runChecks({ cached: false }), runTests()]);
  const passed = checks.filter((check) => check.ok).length;
  return { passed: passed + tests.passed, failed: checks.length - passed + tests.failed };
}

/** @returns {Promise<Score>} */
async function runTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-verify-'));
  const file = path.join(folder, 'tests.json');
  try {
    const code = await vitest([
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    return score(code, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * `CI` makes vitest refuse `.only` and the tests refuse to go without their database.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function vitest(args) {
  return new Promise((resolve) => {
    const program = path.join(root, 'node_modules', '.bin', 'vitest');
    const env = { ...process.env, CI: 'true' };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * A file that could not be loaded is one failure; so is whatever made the run end badly without
 * a failed test (a crashed worker, an unhandled error, no test at all).
 * @param {number} code
 * @param {string} file
 * @returns {Score}
 */
function score(code, file) {
  const files = readResults(file);
  const tests = files.flatMap((one) => one.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const brokenFiles = files.filter(
    (one) =>
      one.status === 'failed' && one.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  const skipped = tests.length - passed - failedTests;
  if (skipped > 0) console.log(`${skipped} skipped`);
  const endedBadly = code !== 0 || passed === 0;
  return { passed, failed: failed === 0 && endedBadly ? 1 : failed };
}

/** @param {string} file @returns {FileResult[]} */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return [];
  }
}

const { passed, failed } = await verify().catch((error) => {
  console.error(error);
  return { passed: 0, failed: 1 };
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
