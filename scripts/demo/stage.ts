import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBot, type RunningBot } from '../../bot/main.ts';
import type { Config } from '../../config.ts';
import { isDemo, markAsDemo } from '../../demo-mark.ts';
import type { BureauId } from '../../domain/index.ts';
import type { Installation } from '../../installation.ts';
import { installationOrExit } from '../../process.ts';
import { becomeWriterOrExit } from '../../single-writer.ts';
import { candidatesOf, REACHED_WORDS, VOLUNTEER_WORDS } from './candidates.ts';
import { EXPERTS, STAFF, STRANGERS, VOLUNTEERS } from './cast.ts';
import { addressFile, demoFolder } from './here.ts';
export { demoConfig } from './here.ts';
import { playPlatform, type DemoPlatform } from './platform.ts';
import { seedBureau } from './seed.ts';

const BUREAUS = path.resolve(import.meta.dirname, '../demo-bureaus');

export const forgetDemo = (): void => rmSync(demoFolder(), { recursive: true, force: true });

const followersOf = (bureau: BureauId) => [
  ...STRANGERS,
  ...(VOLUNTEERS[bureau] ?? []).map(({ id, name, reached }) => ({
    id,
    name,
    about: VOLUNTEER_WORDS[reached],
  })),
  ...candidatesOf(bureau).map(({ id, name, reached }) => ({
    id,
    name,
    about: REACHED_WORDS[reached],
  })),
  ...(EXPERTS[bureau] ?? [])
    .filter(({ id }) => !(VOLUNTEERS[bureau] ?? []).some((one) => one.id === id))
    .map(({ id, name, category, consented }) => ({
      id,
      name,
      about: consented === false ? `受邀专家（${category}），还没答复` : `专家（${category}）`,
    })),
  ...STAFF.filter(({ login }) => ['liaison', 'leader', 'clerk', 'discipline'].includes(login)).map(
    ({ login, name, roles }) => ({
      id: `staff-${login}`,
      name,
      about: roles.includes('liaison') ? '联络员（收提醒）' : '工作人员（收提醒）',
    }),
  ),
];

/** The demo without its staff site. */
export interface DemoStage {
  readonly installation: Installation;
  readonly bot: RunningBot;
  /** stops after the bot */
  readonly platform: Pick<DemoPlatform, 'stop' | 'world'>;
}

/** Opens the demo's data, inventing it where there is none, and starts platform and bot. */
export const openDemo = async (
  config: Config,
  print: (text: string) => void,
): Promise<DemoStage> => {
  becomeWriterOrExit(config);
  const platform = await playPlatform(config.DATA_DIR, BUREAUS);
  // a demonstration at night or on a Sunday still shows notices arriving
  const installation = await installationOrExit(config, { demo: true, clock: platform.now });
  if (!(await isDemo(installation))) {
    print('正在准备演示数据… / preparing demo data…');
    for (const bureau of installation.app.bureaus.keys())
      await seedBureau(installation.app, bureau);
    await markAsDemo(installation);
  }
  const bot = await startBot(
    {
      host: config.HOST,
      port: config.BOT_PORT,
      dataDir: config.DATA_DIR,
      followers: followersOf,
      played: platform.world,
    },
    installation,
  );
  const url = `http://${config.HOST}:${bot.port}`;
  platform.connect(url);
  writeFileSync(addressFile(config), url);
  return { installation, bot, platform };
};
