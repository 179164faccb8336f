/** One step of the doctor: what was looked at, what was seen, what it means and where to click next. */
export interface Finding {
  /** none: there is nothing to check here, or it could not be asked */
  readonly mark: 'fine' | 'wrong' | 'none';
  readonly step: string;
  readonly seen: string;
  readonly means?: string;
  readonly next?: string;
}

export const fine = (step: string, seen: string): Finding => ({ mark: 'fine', step, seen });
export const none = (step: string, seen: string): Finding => ({ mark: 'none', step, seen });

/** What is wrong means something, and somebody can do something about it. */
export interface Advice {
  readonly means: string;
  readonly next: string;
}

export const wrong = (step: string, seen: string, advice: Advice): Finding => ({
  mark: 'wrong',
  step,
  seen,
  ...advice,
});

const MARKS = { fine: '✓', wrong: '✗', none: '–' } as const;

export const linesOf = ({ mark, step, seen, means, next }: Finding): readonly string[] => [
  `  ${MARKS[mark]} ${step}：${seen}`,
  ...(means === undefined ? [] : [`      意思：${means}`]),
  ...(next === undefined ? [] : [`      下一步：${next}`]),
];

/** Shorter than this, a value stands in harmless words too. */
const SHORTEST_SECRET = 6;

/** No secret leaves in a line, whatever an error message may quote. */
export const withoutSecrets = (line: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((text, secret) => text.replaceAll(secret, '******'), line);
