import { createInterface } from 'node:readline';
import { startBot } from '../bot/main.ts';
import { readBureauFiles } from '../installation.ts';
import { configOrExit, installationOrExit } from '../process.ts';
import { becomeWriterOrExit } from '../single-writer.ts';
import { demoConfig, demoHere } from './demo/here.ts';
import { openDemo } from './demo/stage.ts';
import { noSuchBureau } from './help.ts';
import { pickUp } from './simulate/phone.ts';
import { talk } from './simulate/talk.ts';

/** `simulate <bureau>`: a chat in the terminal, without WeChat. */
const USAGE = 'usage: simulate <bureau>';

interface Running {
  readonly url: string;
  readonly bureaus: Iterable<string>;
  readonly stop: () => Promise<void>;
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const REFUSED =
  '模拟聊天只用于演示和开发，不在正式的数据上进行；要用演示数据，请不带 SECRET_KEY 运行 / the simulator is for the demo and for development (NODE_ENV=development): run it without SECRET_KEY for the demo data';

export const simulate = async ([bureau, ...more]: readonly string[]): Promise<number> => {
  if (bureau === undefined || more.length > 0) {
    complain(USAGE);
    return 2;
  }
  const isInstallation = isConfigured(process.env);
  if (isInstallation && process.env.NODE_ENV !== 'development') {
    complain(REFUSED);
    return 1;
  }
  const running = await (isInstallation ? openOwn() : joinDemo());
  const phone = await pickUp(running.url, bureau);
  if (phone === null) complain(noSuchBureau(bureau, running.bureaus));
  else await talk(phone, terminal());
  await running.stop();
  return phone === null ? 2 : 0;
};

const isConfigured = (env: NodeJS.ProcessEnv): boolean =>
  env.SECRET_KEY !== undefined || env.SECRET_KEY_FILE !== undefined;

const terminal = () => {
  const isLive = process.stdin.isTTY;
  const lines = createInterface({
    input: process.stdin,
    ...(isLive && { output: process.stdout }),
  });
  return { lines, print, isLive };
};

/** The demo that runs already is talked to; else its data is opened here. */
const joinDemo = async (): Promise<Running> => {
  const config = demoConfig();
  const url = demoHere()?.url ?? null;
  if (url !== null) {
    const bureaus = readBureauFiles(config.BUREAUS_DIR, process.env).keys();
    return { url, bureaus, stop: () => Promise.resolve() };
  }
  const { installation, bot, platform } = await openDemo(
    { ...config, BOT_PORT: 0, LOG_LEVEL: 'silent' },
    complain,
  );
  return {
    url: `http://${config.HOST}:${bot.port}`,
    bureaus: installation.app.bureaus.keys(),
    stop: async () => {
      for (const part of [bot, platform]) await part.stop();
      await installation.close();
    },
  };
};

/** On SQLite a server that runs keeps the data to itself: this says so and ends. */
const openOwn = async (): Promise<Running> => {
  const config = { ...configOrExit(), LOG_LEVEL: 'silent' as const };
  becomeWriterOrExit(config);
  const installation = await installationOrExit(config);
  const bot = await startBot(
    { host: '127.0.0.1', port: 0, dataDir: config.DATA_DIR, followers: () => [] },
    installation,
  );
  return {
    url: `http://127.0.0.1:${bot.port}`,
    bureaus: installation.app.bureaus.keys(),
    stop: async () => {
      await bot.stop();
      await installation.close();
    },
  };
};
