import { readMark, setMark } from './domain/exchange/index.ts';
import { membership } from './domain/index.ts';
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

/** A bureau whose file says that it is a demonstration may decide what a draft does not allow (C-09). */
const demonstrates = ({ app }: Installation): boolean =>
  [...app.bureaus.values()].some((bureau) => bureau.section(membership.REMOVAL).demonstration);

const DEMO_DATA =
  '这是演示数据，不能用于正式运行，请换一个 DATABASE_URL / this database holds demo data: use another DATABASE_URL';
const DEMO_FILES =
  '机构文件里有 demonstration: true，只用于演示，请删去这一行 / a bureau file says demonstration: true, which is for the demo only: remove the line';

/** `npm start` runs neither on invented people nor under the demo's own freedoms. */
export const refuseDemoData = async (installation: Installation): Promise<void> => {
  const reason = (await isDemo(installation))
    ? DEMO_DATA
    : demonstrates(installation)
      ? DEMO_FILES
      : null;
  if (reason === null) return;
  process.stderr.write(`${reason}\n`);
  await installation.close();
  process.exit(2);
};
