import { z } from 'zod';
import { definePolicy, ruled } from '../kernel/policy.ts';

const LEVELS = ['province', 'prefecture', 'county'] as const;
type Level = (typeof LEVELS)[number];

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  province: '省级',
  prefecture: '市级',
  county: '县级',
};

const bureauShape = z.strictObject({
  level: ruled(z.enum(LEVELS)),
  /** the parts of its area: the choices of 地区, and the bars of the pool's composition (GP-6.3) */
  areas: ruled(z.array(z.string().min(2).max(20)).max(60)),
});

/** Who the bureau is (clauses 3.3, point 1); its superior stands under `liaison.superior`. */
export const IDENTITY = definePolicy(
  'identity',
  z.object({
    bureau: bureauShape.default({
      level: { value: 'county', clause: 'default' },
      areas: { value: [], clause: 'default' },
    }),
  }),
);
export type BureauIdentity = z.output<typeof bureauShape>;

/** `县级` and so on, as it stands in an answer to 依据. */
export const levelWord = ({ level }: BureauIdentity): string => LEVEL_WORDS[level.value];
