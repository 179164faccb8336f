import { startBot } from '../bot/main.ts';
import { refuseDemoData } from '../demo-mark.ts';
import { configOrExit, installationOrExit, runUntilSignal } from '../process.ts';
import { refuseSecondWriter } from './alone.ts';

/** The bot alone: on a MySQL server as many of these as wanted. */
const config = configOrExit();
refuseSecondWriter(config);
const installation = await installationOrExit(config);
await refuseDemoData(installation);
const bot = await startBot(
  { host: config.HOST, port: config.BOT_PORT, dataDir: config.DATA_DIR, followers: null },
  installation,
);
installation.log.info({ bot: bot.port }, 'jiandu bot started');
runUntilSignal(installation, [bot]);
