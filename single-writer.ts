import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';

/** An embedded database has one writer: a second process would block the first one's event loop. */

const pidFile = (config: Config): string | null =>
  config.DATABASE_URL.startsWith('sqlite:')
    ? `${path.resolve(config.DATABASE_URL.slice('sqlite:'.length))}.pid`
    : null;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The process that writes to this database now, or null. */
export const writerOf = (config: Config): number | null => {
  const file = pidFile(config);
  if (file === null) return null;
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid !== process.pid && isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
};

/** Becomes the writer, or ends the process in words; a file left by a killed process is taken over. */
export const becomeWriterOrExit = (config: Config): void => {
  const other = writerOf(config);
  if (other !== null) {
    process.stderr.write(
      `数据库正由另一个进程使用（进程号 ${other}），请先停止它 / the database is in use by process ${other}: stop it first\n`,
    );
    process.exit(1);
  }
  const file = pidFile(config);
  if (file === null) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, String(process.pid));
  process.on('exit', () => {
    rmSync(file, { force: true });
  });
};
