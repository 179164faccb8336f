import { constants } from 'node:fs';
import { access, mkdir, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { App } from '../../domain/index.ts';
import { fine, none, wrong, type Finding } from './finding.ts';

/** What stands on this machine: database, spool, disk. */

export const databaseFindings = async (app: App): Promise<readonly Finding[]> => {
  const step = '数据库';
  try {
    for (const bureau of app.bureaus.keys()) await app.probe(bureau);
  } catch {
    return [
      wrong(step, '连得上，但写不进去', {
        means: '数据库只读、被别的进程占着，或磁盘满了',
        next: '看数据库的日志和磁盘；SQLite 只能有一个进程在写',
      }),
    ];
  }
  return [fine(step, '连得上，写得进去，结构是这个版本的'), clockOf(app)];
};

const SKEW_MS = 2_000;

const clockOf = (app: App): Finding => {
  const step = '时钟（和数据库比）';
  const skew = app.skewMs?.() ?? 0;
  if (Math.abs(skew) <= SKEW_MS) return fine(step, '相差不到 2 秒');
  return wrong(
    step,
    `本机时钟${skew > 0 ? '快' : '慢'}了 ${Math.round(Math.abs(skew) / 1000)} 秒`,
    {
      means: '期限按数据库的时间算，日志里的时间会对不上',
      next: '在这台服务器上打开时间同步：timedatectl set-ntp true，或启动 chrony',
    },
  );
};

/** Messages that wait on the disk for the database. */
export const spoolFinding = async (dataDir: string): Promise<Finding> => {
  const step = '暂存（数据库断开时的来信）';
  const folder = path.join(dataDir, 'spool');
  const names = await readdir(folder).catch(() => null);
  if (names === null) return none(step, '还没有运行过');
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const waiting = sizes.reduce((sum, size) => sum + size, 0);
  return waiting === 0
    ? fine(step, '是空的')
    : wrong(step, `有 ${waiting} 字节还没有写进数据库`, {
        means: '数据库断开时收下的来信还在等',
        next: '看数据库是否恢复、机器人是否在运行；恢复后会自己写进去，不要删这个文件夹',
      });
};

const LEAST_FREE = 0.15;

export const diskFinding = async (dataDir: string): Promise<Finding> => {
  const step = '磁盘';
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    const { bavail, blocks, bsize } = await statfs(dataDir);
    const [free, gigabytes] = [bavail / blocks, (bavail * bsize) / 2 ** 30];
    const seen = `${dataDir} 还剩 ${gigabytes.toFixed(1)} GB（${Math.round(free * 100)}%）`;
    return free >= LEAST_FREE
      ? fine(step, seen)
      : wrong(step, seen, { means: '照片和暂存很快会写不下', next: '清理或扩大这个磁盘' });
  } catch {
    return wrong(step, `${dataDir} 写不进去`, {
      means: '照片、聘书和暂存都放在这里',
      next: '让运行程序的用户能写 DATA_DIR，或换一个 DATA_DIR',
    });
  }
};
