import { readMark, setMark } from './domain/exchange/index.ts';
import type { Installation } from './installation.ts';

const MARK = 'demo';

/** Marks a database as the demo's; whoever may not touch invented data asks for it. */
export const markAsDemo = async ({ app }: Installation): Promise<void> => {
  for (const bureau of app.bureaus.keys())
    await app.gate.transaction(bureau, (tx) => setMark(tx, MARK, 'invented people'));
};

export const isDemo = async ({ app }: Installation): Promise<boolean> => {
  for (const bureau of app.bureaus.keys())
    if ((await app.gate.transaction(bureau, (tx) => readMark(tx, MARK))) !== null) return true;
  return false;
};

/** `npm start` never runs on invented people. */
export const refuseDemoData = async (installation: Installation): Promise<void> => {
  if (!(await isDemo(installation))) return;
  process.stderr.write(
    '这是演示数据，不能用于正式运行，请换一个 DATABASE_URL / this database holds demo data: use another DATABASE_URL\n',
  );
  await installation.close();
  process.exit(2);
};
