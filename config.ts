import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One fault of the configuration, in the operator's and in the bureau's language. */
export interface ConfigFault {
  readonly name: string;
  readonly chinese: string;
  readonly english: string;
}

const port = (otherwise: number) => z.coerce.number().int().min(0).max(65_535).default(otherwise);

const database = z
  .string()
  .regex(/^(?:sqlite:.+|(?:mysql|mariadb):\/\/.+)$/)
  .default('sqlite:data/jiandu.db');

const origin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const environment = z.object({
  DATABASE_URL: database,
  DATA_DIR: z.string().min(1).default('data'),
  BUREAUS_DIR: z.string().min(1).default('bureaus'),
  SECRET_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=?$/),
  WEB_PORT: port(3000),
  BOT_PORT: port(3001),
  METRICS_PORT: port(9464),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  SITE_URL: origin.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** What the installation runs with; see outside.md. */
export type Config = z.output<typeof environment>;

const HINTS: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  DATABASE_URL: [
    '数据库地址应为 sqlite:路径、mysql://用户:密码@主机:端口/库 或 mariadb://…',
    'must be sqlite:path, mysql://user:pass@host:port/db or mariadb://…',
  ],
  SECRET_KEY: [
    '密钥应为32字节的base64，可用 openssl rand -base64 32 生成',
    'must be 32 bytes in base64, e.g. from: openssl rand -base64 32',
  ],
  PUBLIC_URL: ['应为微信和手机访问的网址，例如 https://wx.example.cn', 'must be an http(s) origin'],
  SITE_URL: ['应为工作站点的网址，例如 https://site.example.cn', 'must be an http(s) origin'],
  LOG_LEVEL: [
    '应为 fatal、error、warn、info、debug 或 silent',
    'must be fatal, error, warn, info, debug or silent',
  ],
};

const PORT_HINT = ['端口应为0到65535的整数', 'must be a port number 0–65535'] as const;

const faultOf = (name: string): ConfigFault => {
  const [chinese, english] =
    HINTS[name] ?? (name.endsWith('_PORT') ? PORT_HINT : ['填写有误', 'is not valid']);
  return { name, chinese, english };
};

/** A value or, with `NAME_FILE`, the file that holds it (for secrets). */
const valueOf = (env: NodeJS.ProcessEnv, name: string): string | undefined => {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name] === '' ? undefined : env[name];
  return readFileSync(file, 'utf8').trim();
};

/** Reads and checks the environment; every fault at once. */
export const readConfig = (
  env: NodeJS.ProcessEnv,
): { readonly config: Config } | { readonly faults: readonly ConfigFault[] } => {
  const faults: ConfigFault[] = [];
  const read = (name: string): string | undefined => {
    try {
      return valueOf(env, name);
    } catch {
      faults.push({
        name: `${name}_FILE`,
        chinese: '指定的文件读不到',
        english: 'the file it names cannot be read',
      });
      return undefined;
    }
  };
  const values = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, read(name)]),
  );
  const parsed = environment.safeParse(values);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    faults.push(
      ...[...names]
        .filter((name) => !faults.some((one) => one.name === `${name}_FILE`))
        .map(faultOf),
    );
  }
  return parsed.success && faults.length === 0 ? { config: parsed.data } : { faults };
};
