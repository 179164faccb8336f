import type { Skip } from './model.ts';

/** One sentence for the command line and one for the page. */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** The links of a record, in the order in which they are checked. */
export const STEPS = [
  'shape',
  'rows',
  'sources',
  'entropy',
  'commitment',
  'list',
  'rules',
  'order',
  'panel',
  'events',
  'sequence',
  'header',
  'replacements',
] as const;
export type StepName = (typeof STEPS)[number];

interface StepWords {
  readonly name: string;
  readonly fits: Sentence;
}

export const STEP_WORDS: Readonly<Record<StepName, StepWords>> = {
  shape: {
    name: '文件格式',
    fits: { en: 'a draw record of the known format', zh: '是完整的抽取记录' },
  },
  rows: {
    name: '候选名单各行',
    fits: { en: 'no duplicates, labels and weights valid', zh: '没有重复，代号和权重有效' },
  },
  sources: {
    name: '各方数字',
    fits: { en: 'each value opens the hash given before', zh: '各方数字与事先提交的摘要一致' },
  },
  entropy: {
    name: '合成数字',
    fits: { en: 'joined from the parties in order', zh: '由各方数字依次合成' },
  },
  commitment: {
    name: '承诺值',
    fits: {
      en: 'code, list and rules open the published commitment',
      zh: '揭示的随机码、名单和规则与公布的承诺值一致',
    },
  },
  list: {
    name: '冻结名单',
    fits: { en: 'the list is the frozen one', zh: '就是抽取前冻结的名单' },
  },
  rules: {
    name: '抽取规则',
    fits: { en: 'the rules are the frozen ones', zh: '就是抽取前固定的规则' },
  },
  order: {
    name: '抽取顺序',
    fits: { en: 'tickets recomputed, same order', zh: '重新计算，顺序一致' },
  },
  panel: {
    name: '入选名单',
    fits: { en: 'panel, seats and skips recomputed', zh: '重新计算，入选、席位和跳过原因一致' },
  },
  events: {
    name: '事件链',
    fits: { en: 'every event is bound to the one before', zh: '每一步都与前一步相扣' },
  },
  sequence: {
    name: '先后次序',
    fits: {
      en: 'frozen and committed before digits, digits before the draw',
      zh: '先冻结、承诺，再给数字，最后抽取',
    },
  },
  header: {
    name: '记录抬头',
    fits: { en: 'the header says what was fixed and chained', zh: '抬头与已固定的内容一致' },
  },
  replacements: {
    name: '递补',
    fits: { en: 'every replacement recomputed', zh: '每次递补重新计算，结果一致' },
  },
};

const both = (en: string, zh: string): Sentence => ({ en, zh });

/** What does not fit, in words that say where. */
export const FAULTS = {
  shape: (path: string, message: string) =>
    both(`${path || 'file'}: ${message}`, `${path || '文件'} 处不符合格式`),
  notJson: () => both('not a JSON file', '不是抽取记录文件'),
  rows: (why: string) => both(why, `候选名单不能用于抽取：${why}`),
  need: (category: string) =>
    both(`need: ${category} is no category label`, `席位类别“${category}”不能用作代号`),
  source: (party: string) =>
    both(
      `the value of ${party} does not open its hash`,
      `“${party}”的数字与事先提交的摘要不一致，数字或摘要被改动过`,
    ),
  sourceForm: (party: string) =>
    both(`the value of ${party} is not in the form of RFC 3797`, `“${party}”的数字写法不对`),
  parties: (level: string) =>
    both(`level ${level} needs more parties than are here`, `${level}级抽取缺少一方的数字`),
  entropy: () => both('not the sources joined in order', '合成数字与各方数字不符'),
  commitment: (because: string, zh: string) =>
    both(`does not open: ${because}`, `与公布的承诺值不一致：${zh}`),
  list: () => both('not the list that was frozen', '名单不是抽取前冻结的那一份'),
  rules: () => both('not the rules that were fixed', '规则不是抽取前固定的那一份'),
  order: (place: number, cid: string) =>
    both(`place ${place} should be ${cid}`, `第 ${place} 位应为 ${cid}`),
  panel: (place: number, cid: string) =>
    both(`place ${place} of the panel should be ${cid}`, `入选名单第 ${place} 位应为 ${cid}`),
  seat: (cid: string, category: string) =>
    both(`${cid} should sit in ${category}`, `${cid} 的席位应为 ${category}`),
  skips: (skip: Skip | undefined) =>
    skip === undefined
      ? both('more skips than there were', '跳过的人比实际多')
      : both(`${skip.cid} was skipped for: ${skip.why}`, `${skip.cid} 的跳过记录不对`),
  event: (n: number, kind: string) =>
    both(
      `event ${n} (${kind}) is not bound to what stands before it`,
      `第 ${n} 个事件（${kind}）与前面的内容不相扣，有内容被改动、删除或调换`,
    ),
  head: () => both('the head is not the last hash', '末尾摘要与最后一个事件不一致'),
  missing: (kind: string) => both(`no event ${kind}`, `缺少事件 ${kind}`),
  twice: (kind: string) => both(`more than one event ${kind}`, `事件 ${kind} 不止一个`),
  late: (n: number, kind: string) =>
    both(
      `event ${n} (${kind}) comes at the wrong place`,
      `第 ${n} 个事件（${kind}）的先后次序不对`,
    ),
  repeated: (field: string, n: number) =>
    both(`${field} differs from event ${n}`, `${field} 与第 ${n} 个事件所记不一致`),
  ruled: (field: string) => both(`${field} differs from the rules`, `${field} 与规则所定不一致`),
  uncovered: (field: string) =>
    both(
      `${field} is repeated neither by the rules nor by an event, so that nothing protects it`,
      `${field} 没有写入规则或事件，无法核对`,
    ),
  level: () =>
    both('level C is for rehearsals, and only they have it', 'C级只用于演练，演练只能是C级'),
  replaced: (n: number, what: string, zh: string) =>
    both(`event ${n} (replaced): ${what}`, `第 ${n} 个事件（递补）：${zh}`),
} as const;
