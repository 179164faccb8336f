import { startBot } from './bot/main.ts';
import { configOrExit, installationOrExit, runUntilSignal } from './process.ts';
import { refuseDemoData } from './demo-mark.ts';
import { becomeWriterOrExit } from './single-writer.ts';
import { startWeb } from './web/main.ts';

/** Bot and web in one process: what `npm start` runs. */
const config = configOrExit();
becomeWriterOrExit(config);
const installation = await installationOrExit(config);
await refuseDemoData(installation);
const bot = await startBot(
  { host: config.HOST, port: config.BOT_PORT, dataDir: config.DATA_DIR, followers: null },
  installation,
);
const siteUrl = config.SITE_URL ?? `http://${config.HOST}:${config.WEB_PORT}`;
const web = await startWeb(
  { host: config.HOST, port: config.WEB_PORT, siteUrl },
  installation.app,
  installation.log,
);
installation.log.info({ bot: bot.port, web: web.port }, 'jiandu started');
runUntilSignal(installation, [bot, web]);
