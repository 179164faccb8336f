import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import {
  checkBureau,
  databaseFindings,
  diskFinding,
  fine,
  linesOf,
  spoolFinding,
  withoutSecrets,
  wrong,
  type Finding,
} from '../bot/doctor/index.ts';
import { readConfig, type Config } from '../config.ts';
import { faultLine, type BureauFile, type BureauId } from '../domain/index.ts';
import { openInstallation, readBureauFiles, WrongBureaus } from '../installation.ts';
import type { Said } from './at-a-desk.ts';

/** `doctor [bureau]`: what stands between this installation and people, and what to do about it. */
const USAGE = 'usage: doctor [bureau]';

export interface DoctorWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
}

interface Chapter {
  readonly title: string;
  readonly findings: readonly Finding[];
}

type Bureaus = ReadonlyMap<BureauId, BureauFile>;

export const doctor = async (args: readonly string[], world: DoctorWorld): Promise<Said> => {
  const read = readConfig(world.env);
  if ('faults' in read)
    return report(
      [{ title: '配置', findings: read.faults.map(({ name, chinese }) => faulty(name, chinese)) }],
      [],
    );
  const { config } = read;
  const bureaus = bureausIn(config, world);
  if (Array.isArray(bureaus)) return report([{ title: '机构文件', findings: bureaus }], []);
  return examine({ config, bureaus, world }, args);
};

const faulty = (name: string, chinese: string): Finding =>
  wrong(name, chinese, {
    means: '程序因此不会启动',
    next: '改好这一项再检查；每一项的写法在 README 的配置一节',
  });

const bureausIn = ({ BUREAUS_DIR }: Config, { env }: DoctorWorld): Bureaus | Finding[] => {
  try {
    return readBureauFiles(BUREAUS_DIR, env);
  } catch (error) {
    if (!(error instanceof WrongBureaus)) throw error;
    return error.faults.map((fault) => faulty(fault.file, faultLine(fault)));
  }
};

interface Examined {
  readonly config: Config;
  readonly bureaus: Bureaus;
  readonly world: DoctorWorld;
}

const examine = async (examined: Examined, [slug, ...more]: readonly string[]): Promise<Said> => {
  const { config, bureaus, world } = examined;
  const chosen = [...bureaus.values()].filter(({ id }) => slug === undefined || id === slug);
  if (chosen.length === 0 || more.length > 0) return { code: 2, lines: [USAGE], isComplaint: true };
  const secrets = secretsOf(config, bureaus);
  const chapters: Chapter[] = [
    {
      title: '本机',
      findings: [
        fine('配置', `齐全；机构 ${[...bureaus.keys()].join('、')}`),
        ...(await database(examined)),
        await spoolFinding(config.DATA_DIR),
        await diskFinding(config.DATA_DIR),
      ],
    },
  ];
  for (const { id, name, channels } of chosen)
    chapters.push({
      title: `${name}（${id}）`,
      findings: await checkBureau({
        bureau: id,
        channels,
        publicUrl: config.PUBLIC_URL,
        localUrl: localUrl(config),
        fetch: world.fetch,
        now: world.now,
        random: randomBytes,
        secrets,
      }),
    });
  return report(chapters, secrets);
};

/** Something that listens everywhere is asked here. */
const localUrl = ({ HOST, BOT_PORT }: Config): string =>
  `http://${['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST}:${BOT_PORT}`;

const database = async ({ config, world }: Examined): Promise<readonly Finding[]> => {
  try {
    const installation = await openInstallation({
      config,
      log: pino({ level: 'silent' }),
      clock: world.now,
      commonTime: true,
      env: world.env,
    });
    const findings = await databaseFindings(installation.app);
    await installation.close();
    return findings;
  } catch (error) {
    return [
      wrong('数据库', error instanceof Error ? error.message : '打不开', {
        means: '没有数据库什么都不能保存，程序不会启动',
        next: '检查 DATABASE_URL、数据库是否在运行、用户是否有权限，再检查一次',
      }),
    ];
  }
};

/** Every value that must not be printed, whoever quotes it. */
const secretsOf = (config: Config, bureaus: Bureaus): string[] => [
  config.SECRET_KEY,
  ...(/:\/\/[^:/]*:([^@]+)@/.exec(config.DATABASE_URL)?.slice(1) ?? []),
  ...[...bureaus.values()].flatMap(({ channels }) =>
    [channels.officialAccount, channels.wecom].flatMap((account) =>
      account === undefined
        ? []
        : [
            account.secret,
            account.token,
            account.encodingAesKey ?? '',
            account.previousEncodingAesKey ?? '',
            ...('passOn' in account ? [account.passOn?.token ?? ''] : []),
          ],
    ),
  ),
];

const report = (chapters: readonly Chapter[], secrets: readonly string[]): Said => {
  const findings = chapters.flatMap((chapter) => chapter.findings);
  const count = findings.filter(({ mark }) => mark === 'wrong').length;
  const lines = chapters.flatMap((chapter) => [
    chapter.title,
    ...chapter.findings.flatMap(linesOf),
  ]);
  const end = count === 0 ? '结果：没有要处理的' : `结果：${count} 项要处理（标 ✗ 的）`;
  return {
    code: count === 0 ? 0 : 1,
    lines: [...lines, end].map((line) => withoutSecrets(line, secrets)),
    isComplaint: false,
  };
};
