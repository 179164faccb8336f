import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMark, setMark } from './domain/exchange/index.ts';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Hook } from './hook.ts';
import {
  createApp,
  createFileVault,
  createGate,
  createVault,
  faultLine,
  keepCommonTime,
  openDatabase,
  readBureaus,
  SECTIONS,
  SKEW_ALARM_MS,
  TABLES,
  type App,
  type BureauFile,
  type BureauId,
  type Fault,
} from './domain/index.ts';

/** What every entry point runs on: the bureaus' files, the database, the application, the log. */
export interface Installation {
  readonly config: Config;
  readonly app: App;
  readonly log: Logger;
  readonly hook: Hook;
  /** who is told when a commit left something to deliver */
  readonly onWork: (listener: (bureau: BureauId) => void) => void;
  readonly close: () => Promise<void>;
}

/** Everything wrong with the bureaus' files, all at once. */
export class WrongBureaus extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

/** JSON lines; to the standard output unless a destination is named. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: ['*.name', '*.phone', '*.citizenNumber', '*.openid', '*.text'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  );

export interface Opening {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: () => Date;
  readonly env: NodeJS.ProcessEnv;
  /** where a fault test lets this process die */
  readonly hook?: Hook;
  /** a demonstration: notices at any hour, puppets of third parties allowed */
  readonly demo?: boolean;
  /** the database's time instead of this machine's, wherever several machines may be (F40) */
  readonly commonTime?: boolean;
}

/** @throws WrongBureaus, DatabaseUnreachable */
export const openInstallation = async (opening: Opening): Promise<Installation> => {
  const { config, env, log, hook = () => undefined, demo = false } = opening;
  const bureaus = readBureauFiles(config.BUREAUS_DIR, env);
  if (!demo) refuseThirdParties(bureaus);
  const secret = Buffer.from(config.SECRET_KEY, 'base64');
  const vaults = new Map(
    [...bureaus.keys()].map((id) => [id, createVault(secret, id, randomBytes)]),
  );
  const vaultOf = (id: BureauId) => {
    const vault = vaults.get(id);
    if (vault === undefined) throw new Error('no such bureau');
    return vault;
  };
  const listeners: ((bureau: BureauId) => void)[] = [];
  const database = await openDatabase({ url: config.DATABASE_URL, tables: TABLES });
  const time = await timeOf(database, opening);
  const gate = createGate({
    database,
    vaultOf,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    hook,
  });
  const app = createApp({
    gate,
    vaultOf,
    files: createFileVault(path.join(config.DATA_DIR, 'evidence'), vaultOf),
    bureaus,
    clock: time.now,
    skewMs: time.skewMs,
    atAnyHour: demo,
    publicUrl: config.PUBLIC_URL ?? `http://${config.HOST}:${config.BOT_PORT}`,
    seed: () => randomBytes(32).toString('hex'),
    onWork: (bureau) => {
      for (const listener of listeners) listener(bureau);
    },
  });
  await refuseOtherKey(app);
  return {
    config,
    app,
    log,
    hook,
    onWork: (listener) => listeners.push(listener),
    close: () => {
      time.stop();
      return gate.close();
    },
  };
};

const timeOf = async (
  database: Awaited<ReturnType<typeof openDatabase>>,
  { clock, log, commonTime = false }: Opening,
): Promise<Awaited<ReturnType<typeof keepCommonTime>>> =>
  commonTime
    ? keepCommonTime(database, {
        own: clock,
        monotonic: () => performance.now(),
        onSkew: (skewMs) =>
          log.warn(
            { skewMs },
            Math.abs(skewMs) > SKEW_ALARM_MS
              ? 'the clock of this machine is off: the time of the database is used'
              : 'the clock of this machine is right again',
          ),
      })
    : { now: clock, skewMs: () => 0, stop: () => undefined };

/** What is wrong with the bureaus' files, for an operator who is told everything at once. */
export const bureauFaults = (folder: string, env: NodeJS.ProcessEnv): readonly Fault[] => {
  try {
    readBureauFiles(folder, env);
    return [];
  } catch (error) {
    if (error instanceof WrongBureaus) return error.faults;
    throw error;
  }
};

/**
 * One YAML a bureau; a measure is a shipped name or a path beside the file.
 * @throws WrongBureaus
 */
export const readBureauFiles = (
  folder: string,
  env: NodeJS.ProcessEnv,
): ReadonlyMap<BureauId, BureauFile> => {
  if (!existsSync(folder)) throw new WrongBureaus([noFolder(folder)]);
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))
    .filter(({ text }) => /^slug:/m.test(text));
  if (files.length === 0) throw new WrongBureaus([noFolder(folder)]);
  const read = readBureaus({
    files,
    measure: measureIn(folder),
    env: (name) => env[name],
    sections: SECTIONS,
  });
  if (!read.ok) throw new WrongBureaus(read.error);
  return read.value;
};

/** A published puppet sees every message on its way: a bureau must have said that it accepts this. */
const refuseThirdParties = (bureaus: ReadonlyMap<BureauId, BureauFile>): void => {
  const faults = [...bureaus.values()]
    .filter(({ channels }) => channels.puppet?.acceptThirdParty === false)
    .map(({ id }) => ({
      file: id,
      path: 'channels.puppet',
      chinese: '第三方通道会经手全部消息；确认接受请写 acceptThirdParty: true',
      english: 'a third party would see every message; say acceptThirdParty: true to accept it',
    }));
  if (faults.length > 0) throw new WrongBureaus(faults);
};

/** The database was sealed under another SECRET_KEY: nothing could be read, new things would not fit. */
export class OtherKey extends Error {
  constructor() {
    super(
      'SECRET_KEY 与这个数据库不符，没有启动；请换回原来的密钥 / SECRET_KEY does not belong to this database: use the key it was made with',
    );
  }
}

const KEY_CHECK = 'key-check';

/** Each bureau keeps what its key makes of one fixed word; a different answer is a different key. */
const refuseOtherKey = async (app: App): Promise<void> => {
  for (const bureau of app.bureaus.keys()) {
    const mine = app.vaultOf(bureau).fingerprint(KEY_CHECK, KEY_CHECK);
    const kept = await app.gate.transaction(bureau, async (tx) => {
      const known = await readMark(tx, KEY_CHECK);
      if (known === null) await setMark(tx, KEY_CHECK, mine);
      return known ?? mine;
    });
    if (kept === mine) continue;
    await app.gate.close();
    throw new OtherKey();
  }
};

/** A measure's text: a shipped one by its name, or a path beside the bureau's file. */
export const measureIn =
  (folder: string) =>
  (name: string): string | null => {
    const file = name.startsWith('.')
      ? path.join(folder, name)
      : path.join(import.meta.dirname, 'domain/measures', `${name}.yaml`);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };

const noFolder = (folder: string): Fault => ({
  file: folder,
  path: '',
  chinese: '没有找到任何机构文件，请放入至少一个 YAML 文件',
  english: 'no bureau file found: put at least one YAML file there',
});
