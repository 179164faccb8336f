import type { Config } from '../config.ts';

/** Two writers on one SQLite file block each other's event loop: there, bot and site are one process. */
export const refuseSecondWriter = (config: Config): void => {
  if (!config.DATABASE_URL.startsWith('sqlite:')) return;
  process.stderr.write(
    'SQLite 上请用 npm start（一个进程）；分开运行需要 MySQL 或 MariaDB / on SQLite use npm start; separate processes need MySQL or MariaDB\n',
  );
  process.exit(2);
};
