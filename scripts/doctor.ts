import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import {
  checkBureau,
  databaseFindings,
  diskFinding,
  fine,
  linesOf,
  none,
  offWords,
  spoolFinding,
  withoutSecrets,
  wrong,
  type Finding,
} from '../bot/doctor/index.ts';
import { readConfig, type Config } from '../config.ts';
import { faultLine, type BureauFile, type BureauId } from '../domain/index.ts';
import { openInstallation, readBureauFiles, WrongBureaus } from '../installation.ts';
import type { Said } from './at-a-desk.ts';
import { demoAsleep, isMeant } from './demo/meant.ts';
import type { DemoHere } from './demo/here.ts';
import { noSuchBureau } from './help.ts';

/** `doctor [bureau]`: what stands between this installation and people, and what to do about it. */
const USAGE = 'usage: doctor [bureau]';

export interface DoctorWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** the demo on this machine, running or not */
  readonly demo?: DemoHere | null;
}

interface Chapter {
  readonly title: string;
  readonly findings: readonly Finding[];
}

type Bureaus = ReadonlyMap<BureauId, BureauFile>;

/**
 * The installation of the environment. Where none is named, or the demo's own data is, the demo that
 * runs: its data, its platform and its clock go together.
 */
export const doctor = async (args: readonly string[], world: DoctorWorld): Promise<Said> => {
  const { demo = null, env } = world;
  return demo !== null && isMeant(demo, env)
    ? examineDemo(args, demo, world)
    : examineInstallation(args, world);
};

const examineInstallation = (args: readonly string[], world: DoctorWorld): Promise<Said> | Said => {
  const read = readConfig(world.env);
  if ('faults' in read)
    return report(
      [{ title: '配置', findings: read.faults.map(({ name, chinese }) => faulty(name, chinese)) }],
      [],
    );
  const { config } = read;
  const bureaus = bureausIn(config, world);
  if (Array.isArray(bureaus)) return report([{ title: '机构文件', findings: bureaus }], []);
  const before = besideDemo(config, world.demo?.url ?? null);
  return examine({ config, bureaus, world, before }, args);
};

/** An installation and a demo on one port: what answers there is not the installation. */
const besideDemo = (config: Config, url: string | null): readonly Finding[] => {
  if (url === null) return [];
  const seen = `这台电脑上也有演示在运行（${url}），下面检查的不是演示`;
  return url === localUrl(config)
    ? [
        wrong('演示', `${seen}，可是它占着 BOT_PORT=${config.BOT_PORT}`, {
          means: '本机的检查会问到演示的机器人，签名和密钥当然对不上',
          next: '停掉演示（在它的窗口按 Ctrl-C），启动正式的机器人再检查；或给其中一个换 BOT_PORT',
        }),
      ]
    : [none('演示', seen)];
};

const examineDemo = (
  args: readonly string[],
  demo: DemoHere,
  { env, fetch, now }: DoctorWorld,
): Promise<Said> | Said => {
  if (demo.url === null) return report([{ title: '演示', findings: [demoAsleep(demo)] }], []);
  const world = { env, fetch, now: demo.now };
  const { config } = demo;
  const bureaus = bureausIn(config, world);
  if (Array.isArray(bureaus)) return report([{ title: '机构文件', findings: bureaus }], []);
  const ahead = demo.now().getTime() - now().getTime();
  const before = [
    fine('演示', `正在运行（${demo.url}）；检查的是演示的数据，不是正式安装`),
    ahead < 60_000
      ? fine('演示的时钟', '和电脑一样')
      : fine('演示的时钟', `比电脑${offWords(ahead)}（有人按过“快进”），下面都按演示的时钟检查`),
  ];
  return examine({ config, bureaus, world, before, demoUrl: demo.url }, args);
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
  /** what is said first */
  readonly before: readonly Finding[];
  /** where the demo's bot listens; absent: an installation is examined */
  readonly demoUrl?: string;
}

const examine = async (examined: Examined, [slug, ...more]: readonly string[]): Promise<Said> => {
  const { config, bureaus, world, before, demoUrl } = examined;
  const chosen = [...bureaus.values()].filter(({ id }) => slug === undefined || id === slug);
  if (more.length > 0) return { code: 2, lines: [USAGE], isComplaint: true };
  if (chosen.length === 0)
    return { code: 2, lines: [noSuchBureau(slug, bureaus.keys())], isComplaint: true };
  const secrets = secretsOf(config, bureaus);
  const chapters: Chapter[] = [
    {
      title: '本机',
      findings: [
        ...before,
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
        isDemo: demoUrl !== undefined,
        localUrl: demoUrl ?? localUrl(config),
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

const database = async ({ config, world, demoUrl }: Examined): Promise<readonly Finding[]> => {
  try {
    const installation = await openInstallation({
      config,
      log: pino({ level: 'silent' }),
      clock: world.now,
      commonTime: true,
      env: world.env,
      demo: demoUrl !== undefined,
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
