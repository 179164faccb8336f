import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { PolicySection } from './kernel/policy.ts';
import { err, ok, type Result } from './kernel/result.ts';
import type { BureauId } from './kernel/world.ts';

/** One thing wrong in a file, in Chinese and English, with where it stands. */
export interface Fault {
  readonly file: string;
  readonly path: string;
  readonly chinese: string;
  readonly english: string;
}

const officialAccount = z.object({
  appId: z.string().min(4),
  secret: z.string().min(1),
  token: z.string().regex(/^[A-Za-z0-9]{3,32}$/),
  encodingAesKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}$/)
    .optional(),
  previousEncodingAesKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}$/)
    .optional(),
  apiBase: z.url().default('https://api.weixin.qq.com'),
  templates: z
    .partialRecord(
      z.enum(['drawInvitation', 'reminder', 'progress']),
      z.object({
        id: z.string().min(1),
        fields: z.record(z.string(), z.enum(['subject', 'when', 'place', 'note'])),
      }),
    )
    .default({}),
});

const bureauFile = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,38}$/),
  name: z.string().min(2),
  measure: z.string().min(1),
  policy: z.record(z.string(), z.unknown()).default({}),
  channels: z
    .object({
      officialAccount: officialAccount.optional(),
      wecom: z.looseObject({}).optional(),
      puppet: z
        .object({
          package: z.string(),
          options: z.looseObject({}).default({}),
          acceptThirdParty: z.boolean().default(false),
        })
        .optional(),
    })
    .default({}),
});

export type OfficialAccountConfig = z.output<typeof officialAccount>;
export type BureauChannels = z.output<typeof bureauFile>['channels'];

/** One bureau: who it is, its channels, and its policy in slices. */
export interface BureauFile {
  readonly id: BureauId;
  readonly name: string;
  readonly channels: BureauChannels;
  /** a context's slice of the policy, checked when the file was read */
  section<P>(section: PolicySection<P>): P;
}

export interface Reading {
  /** the bureaus' own files */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** a measure's text: a shipped name or a path beside the bureau's file; null when there is none */
  readonly measure: (name: string) => string | null;
  /** what `${NAME}` stands for */
  readonly env: (name: string) => string | undefined;
  readonly sections: readonly PolicySection<unknown>[];
}

/** Reads every bureau's file and measure; all faults of all files at once. */
export const readBureaus = (
  reading: Reading,
): Result<ReadonlyMap<BureauId, BureauFile>, readonly Fault[]> => {
  const read = reading.files.map((file) => readOne(file, reading));
  const faults = read.flatMap((one) => (one.ok ? [] : one.error));
  if (faults.length > 0) return err(faults);
  return ok(new Map(read.flatMap((one) => (one.ok ? [[one.value.id, one.value] as const] : []))));
};

type Read = Result<BureauFile, readonly Fault[]>;

const readOne = (file: { name: string; text: string }, reading: Reading): Read => {
  const raw = yaml(file.name, file.text);
  if (!raw.ok) return raw;
  const filled = fillIn(raw.value, reading.env);
  const unset = filled.missing.map((name) => missingEnv(file.name, name));
  const parsed = bureauFile.safeParse(filled.value);
  const named = isPlain(filled.value) ? filled.value : {};
  const policy = policyOf(file.name, { named, reading });
  const faults = [
    ...unset,
    ...(parsed.success ? [] : shapeFaults(file.name, parsed.error, filled.value)),
    ...(policy.ok ? [] : policy.error),
  ];
  if (faults.length > 0 || !parsed.success || !policy.ok) return err(faults);
  return ok(bureauOf(parsed.data, policy.value));
};

interface Naming {
  readonly named: Readonly<Record<string, unknown>>;
  readonly reading: Reading;
}

/** The measure with the bureau's overrides, checked against every context's slice. */
const policyOf = (file: string, { named, reading }: Naming): Result<unknown, readonly Fault[]> => {
  const name = typeof named.measure === 'string' ? named.measure : '';
  // a file without a measure has that fault already
  if (name === '') return err([]);
  const text = reading.measure(name);
  if (text === null) return err([missingMeasure(file, name)]);
  const measure = yaml(name, text);
  if (!measure.ok) return measure;
  const policy = merge(measure.value, named.policy);
  const faults = reading.sections.flatMap((section) => {
    const checked = section.shape.safeParse(policy);
    return checked.success ? [] : shapeFaults(`${file} + ${name}`, checked.error, policy);
  });
  return faults.length > 0 ? err(faults) : ok(policy);
};

const bureauOf = (file: z.output<typeof bureauFile>, policy: unknown): BureauFile => {
  const slices = new Map<string, unknown>();
  return {
    id: file.slug as BureauId,
    name: file.name,
    channels: file.channels,
    section: <P>(section: PolicySection<P>): P => {
      if (!slices.has(section.name)) slices.set(section.name, section.shape.parse(policy));
      return slices.get(section.name) as P;
    },
  };
};

const yaml = (name: string, text: string): Result<unknown, readonly Fault[]> => {
  try {
    return ok(parseYaml(text) as unknown);
  } catch (error) {
    const english =
      error instanceof Error ? (error.message.split('\n')[0] ?? 'not YAML') : 'not YAML';
    return err([{ file: name, path: '', chinese: '不是有效的 YAML 文件', english }]);
  }
};

/** Replaces every `${NAME}` by its value; names without one are returned. */
const fillIn = (value: unknown, env: Reading['env']): { value: unknown; missing: string[] } => {
  const missing: string[] = [];
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') {
      return node.replace(/\$\{([A-Z0-9_]+)\}/g, (_all, name: string) => {
        const found = env(name);
        if (found === undefined) missing.push(name);
        return found ?? `\${${name}}`;
      });
    }
    if (Array.isArray(node)) return node.map(walk);
    if (isPlain(node))
      return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v)]));
    return node;
  };
  return { value: walk(value), missing };
};

const isPlain = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** The bureau's overrides over the measure: objects merge, everything else replaces. */
const merge = (base: unknown, over: unknown): unknown => {
  if (!isPlain(base) || !isPlain(over)) return over === undefined ? base : over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((k) => [k, k in over ? merge(base[k], over[k]) : base[k]]),
  );
};

/** Faults of the shape; a value that only waits for its environment variable is named as that. */
const shapeFaults = (file: string, error: z.ZodError, value: unknown): Fault[] =>
  error.issues
    .filter((issue) => !isUnfilled(valueAt(value, issue.path)))
    .map((issue) => ({
      file,
      path: issue.path.join('.'),
      chinese: `“${issue.path.join('.')}”缺少或不符合要求`,
      english: issue.message,
    }));

const isUnfilled = (value: unknown): boolean =>
  typeof value === 'string' && /\$\{[A-Z0-9_]+\}/.test(value);

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      isPlain(node) ? node[String(key)] : Array.isArray(node) ? node[Number(key)] : undefined,
    value,
  );

const missingEnv = (file: string, name: string): Fault => ({
  file,
  path: `\${${name}}`,
  chinese: `缺少环境变量 ${name}`,
  english: `environment variable ${name} is not set`,
});

const missingMeasure = (file: string, measure: string): Fault => ({
  file,
  path: 'measure',
  chinese: `找不到管理办法文件“${measure}”`,
  english: `no such measure: ${measure}`,
});
