import { z } from 'zod';
import type { PolicySection } from './kernel/policy.ts';
import { err, ok, type Result } from './kernel/result.ts';
import type { BureauId } from './kernel/world.ts';
import { checksOf, warningsOf, type Known } from './measure-checks.ts';
import type { Check } from './measures/check.ts';
import {
  isPlain,
  placeIn,
  placeInBoth,
  shapeFaults,
  valueAt,
  type Fault,
  type Looked,
} from './measures/faults.ts';
import { readSource, type Source } from './measures/source.ts';
import { officialAccount } from './official-account.ts';
import { sms } from './sms.ts';

const wecomKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/);

/** A self-built app of WeCom (outside.md); always encrypted, so its key is not optional. */
const wecom = z.strictObject({
  corpId: z.string().regex(/^[A-Za-z0-9_-]{4,64}$/),
  agentId: z.coerce.number().int().positive(),
  secret: z.string().min(1),
  token: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
  encodingAesKey: wecomKey,
  previousEncodingAesKey: wecomKey.optional(),
  apiBase: z.url().default('https://qyapi.weixin.qq.com'),
});

/** Whom to ask about calls and publicity, as announcements, letters and notices print it (GP-6.1, ZJ-8.2b). */
const contact = z.strictObject({
  person: z.string().min(1).max(20).default(''),
  phone: z.string().min(5).max(40),
  address: z.string().min(2).max(100),
});
type BureauContact = z.output<typeof contact>;

const bureauFile = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,38}$/),
  name: z.string().min(2),
  measure: z.string().min(1),
  contact: contact.optional(),
  policy: z.record(z.string(), z.unknown()).default({}),
  channels: z
    .object({
      officialAccount: officialAccount.optional(),
      wecom: wecom.optional(),
      sms: sms.optional(),
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

export type WecomConfig = z.output<typeof wecom>;
export type BureauChannels = z.output<typeof bureauFile>['channels'];

/** One bureau: who it is, its channels, and its policy in slices. */
export interface BureauFile {
  readonly id: BureauId;
  readonly name: string;
  readonly contact?: BureauContact | undefined;
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

/** What `measure check` finds in one file: faults stop a start, warnings do not. */
export interface Checked {
  readonly kind: 'bureau' | 'measure';
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

type File = Reading['files'][number];

/** A bureau's file has a slug; anything else is read as a measure by itself. */
export const checkFile = (file: File, reading: Reading, known: Known): Checked => {
  const source = readSource(file.name, file.text);
  const isBureau = isPlain(source.value) && ('slug' in source.value || 'measure' in source.value);
  if (!isBureau) return { kind: 'measure', ...checkMeasure(source, reading, known) };
  const parts = partsOf(source, reading);
  const unset = parts.filled.missing.map((name) => missingEnv(source, name));
  return {
    kind: 'bureau',
    faults: inOrder([...parts.ownFaults, ...(parts.policy.ok ? [] : parts.policy.error)]),
    warnings: [...unset, ...(parts.policy.ok ? warned(parts.policy.value, known) : [])],
  };
};

const checkMeasure = (
  source: Source,
  reading: Reading,
  known: Known,
): Pick<Checked, 'faults' | 'warnings'> => {
  const policy = checkedPolicy(source.value, placeIn(source), reading);
  if (source.unread.length > 0) return { faults: unreadFaults(source), warnings: [] };
  return policy.ok
    ? { faults: [], warnings: warned(policy.value, known) }
    : { faults: inOrder(policy.error), warnings: [] };
};

type Read = Result<BureauFile, readonly Fault[]>;

const readOne = (file: File, reading: Reading): Read => {
  const source = readSource(file.name, file.text);
  const { filled, ownFaults, policy } = partsOf(source, reading);
  const unset = filled.missing.map((name) => missingEnv(source, name));
  const parsed = bureauFile.safeParse(filled.value);
  const faults = [...unset, ...ownFaults, ...(policy.ok ? [] : policy.error)];
  if (faults.length > 0 || !parsed.success || !policy.ok) return err(inOrder(faults));
  return ok(bureauOf(parsed.data, policy.value.policy));
};

interface Parts {
  readonly filled: Filled;
  /** what is wrong in the bureau's own part of the file */
  readonly ownFaults: readonly Fault[];
  readonly policy: Result<Policy, readonly Fault[]>;
}

/** A policy that fits every shape, and where its values stand. */
interface Policy {
  readonly policy: unknown;
  readonly place: Looked['place'];
}

const partsOf = (source: Source, reading: Reading): Parts => {
  const filled = fillIn(source.value, reading.env);
  if (source.unread.length > 0) return { filled, ownFaults: unreadFaults(source), policy: err([]) };
  const looked = {
    shapes: [bureauFile],
    value: filled.value,
    place: placeIn(source),
    isSecret: true,
  };
  // a value that only waits for its environment variable is named as that
  const ownFaults = shapeFaults(looked).filter(
    ({ path }) => !isUnfilled(valueAt(filled.value, path.split('.'))),
  );
  return { filled, ownFaults, policy: policyOf(source, filled.value, reading) };
};

/** The measure with the bureau's overrides, checked against every context's slice. */
const policyOf = (source: Source, filled: unknown, reading: Reading): Parts['policy'] => {
  const named = isPlain(filled) ? filled : {};
  const name = typeof named.measure === 'string' ? named.measure : '';
  // a file without a measure has that fault already
  if (name === '') return err([]);
  const text = reading.measure(name);
  if (text === null) return err([missingMeasure(source, name)]);
  const measure = readSource(fileNameOf(name), text);
  if (measure.unread.length > 0) return err(unreadFaults(measure));
  return checkedPolicy(merge(measure.value, named.policy), placeInBoth(source, measure), reading);
};

/** A shipped measure is named without its ending: the fault list names the file. */
const fileNameOf = (measure: string): string =>
  /\.ya?ml$/.test(measure) ? measure : `${measure}.yaml`;

const checkedPolicy = (
  policy: unknown,
  place: Looked['place'],
  { sections }: Reading,
): Parts['policy'] => {
  const shapes = sections.map(({ shape }) => shape);
  const faults = shapeFaults({ shapes, value: policy, place, isSecret: false });
  if (faults.length > 0) return err(faults);
  const together = checksOf(policy).map((check) => placed(check, place));
  return together.length > 0 ? err(together) : ok({ policy, place });
};

const warned = ({ policy, place }: Policy, known: Known): readonly Fault[] =>
  warningsOf(policy, known).map((check) => placed(check, place));

const placed = ({ path, ...words }: Check, place: Looked['place']): Fault => {
  const { file, at } = place(path);
  return { file, path: path.join('.'), at: at.depth === path.length ? at.value : at.key, ...words };
};

const inOrder = (faults: readonly Fault[]): readonly Fault[] =>
  faults
    .map((fault) => ({ fault, key: [fault.file, ...placeKey(fault)].join(' ') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ fault }) => fault);

const placeKey = ({ at = { line: 0, column: 0 } }: Fault): readonly string[] =>
  [at.line, at.column].map((count) => String(count).padStart(8, '0'));

const bureauOf = (file: z.output<typeof bureauFile>, policy: unknown): BureauFile => {
  const slices = new Map<string, unknown>();
  return {
    id: file.slug as BureauId,
    name: file.name,
    contact: file.contact,
    channels: file.channels,
    section: <P>(section: PolicySection<P>): P => {
      if (!slices.has(section.name)) slices.set(section.name, section.shape.parse(policy));
      return slices.get(section.name) as P;
    },
  };
};

const unreadFaults = ({ file, unread }: Source): readonly Fault[] =>
  unread.map(({ place, why }) => ({
    file,
    path: '',
    at: place,
    chinese: '这一行不是有效的 YAML，请检查缩进、冒号后的空格和引号',
    english: why,
  }));

interface Filled {
  readonly value: unknown;
  readonly missing: readonly string[];
}

/** Replaces every `${NAME}` by its value; names without one are returned. */
const fillIn = (value: unknown, env: Reading['env']): Filled => {
  const missing = new Set<string>();
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') {
      return node.replace(/\$\{([A-Z0-9_]+)\}/g, (_all, name: string) => {
        const found = env(name);
        if (found === undefined) missing.add(name);
        return found ?? `\${${name}}`;
      });
    }
    if (Array.isArray(node)) return node.map(walk);
    if (isPlain(node))
      return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v)]));
    return node;
  };
  return { value: walk(value), missing: [...missing] };
};

/** The bureau's overrides over the measure: objects merge, everything else replaces. */
const merge = (base: unknown, over: unknown): unknown => {
  if (!isPlain(base) || !isPlain(over)) return over === undefined ? base : over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((k) => [k, k in over ? merge(base[k], over[k]) : base[k]]),
  );
};

const isUnfilled = (value: unknown): boolean =>
  typeof value === 'string' && /\$\{[A-Z0-9_]+\}/.test(value);

const missingEnv = ({ file }: Source, name: string): Fault => ({
  file,
  path: `\${${name}}`,
  chinese: `缺少环境变量 ${name}`,
  english: `environment variable ${name} is not set`,
});

const missingMeasure = (source: Source, measure: string): Fault => ({
  file: source.file,
  path: 'measure',
  at: source.find(['measure']).value,
  chinese: `找不到管理办法文件“${measure}”`,
  english: `no such measure: ${measure}`,
});
