import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import type { DrawsEvent } from './model-events.ts';
import type { Witness } from './model-attempt.ts';
import type { PublicationEvent } from './publication-model.ts';

/** What a witness hears of a draw: `drawn`, given up before or after it, called off, published. */
type Outcome = 'drawn' | 'given-up' | 'void' | 'cancelled' | 'published';

interface Watched {
  readonly draw: string;
  readonly number: string;
  readonly witness: Witness | null;
}

/** Whoever watched a draw hears what became of it, and never of what it was for (GP-8.4, C-02). */
export const announceToWitness = (event: DrawsEvent | PublicationEvent): readonly Notice[] => {
  if (event.type === 'draws.drawn') return told(event, 'drawn', { check: checkOf(event) });
  if (event.type === 'draws.voided')
    return told(event, event.stage === 'drawn' ? 'void' : 'given-up');
  if (event.type === 'draws.published') return told(event, 'published');
  if (event.type !== 'draws.cancelled' || event.watched === null) return [];
  return told({ ...event.watched, number: event.number }, 'cancelled');
};

/** The beginning of the hash that the witness was told when the digits came in. */
const checkOf = ({ private: { sources } }: Extract<DrawsEvent, { type: 'draws.drawn' }>): string =>
  sources.find(({ party }) => party === 'witness')?.hash.slice(0, 8) ?? '';

const told = (
  { draw, number, witness }: Watched,
  outcome: Outcome,
  more: Readonly<Record<string, Json>> = {},
): readonly Notice[] => {
  if (witness === null) return [];
  const to =
    witness.kind === 'account'
      ? ({ to: 'account', account: witness.id } as const)
      : ({ to: 'person', person: witness.id } as const);
  return [
    {
      key: `draws.watched:${draw}:${outcome}`,
      to,
      kind: 'draws.watched',
      params: { number, outcome, by: witness.kind, ...more },
    },
  ];
};

type Params = Readonly<Record<string, Json>>;

/** The notices to a witness; null: it is none of these. */
export const sayToWitness = (kind: string, params: Params): Said | null =>
  kind === 'draws.watched' ? { text: sentences(params).join('\n') } : null;

const word = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

const SENTENCES: Readonly<Record<Outcome, (draw: string, check: string) => string>> = {
  drawn: (draw, check) =>
    `${draw}已经完成，用的就是您报的数字（校验值开头是 ${check}）。谢谢您的见证。`,
  published: (draw) => `${draw}，记录已经公布。`,
  void: (draw) => `${draw}后来被作废，结果不再使用。重新抽取时会另请见证人。`,
  cancelled: (draw) => `${draw}不再进行，因为这项工作已经取消。您不用再报数，报过的也不会使用。`,
  'given-up': (draw) =>
    `${draw}已经放弃，没有抽取。您不用再报数，报过的也不会使用；重新抽取时会另行通知。`,
};

/** How it can be checked: staff on the site, anybody else once the record is published (B-21). */
const NEXT: Readonly<Partial<Record<Outcome, { readonly site: string; readonly chat: string }>>> = {
  drawn: {
    site: '请登录工作站点打开这项任务，可以查看结果，并在抽取记录上签字。',
    chat: '工作结束、记录公布后会再通知您，到时可以自己核对。',
  },
  published: {
    site: '请登录工作站点打开这项任务，可以下载记录核对。',
    chat: '回复“我的抽取”，可以看您报的数字和公开核对的网址。',
  },
};

const OUTCOMES = Object.keys(SENTENCES) as Outcome[];

const sentences = (params: Params): readonly string[] => {
  const outcome = OUTCOMES.find((one) => one === params.outcome) ?? 'given-up';
  const draw = `您见证的抽取（${word(params, 'number')}）`;
  const next = NEXT[outcome];
  return [
    SENTENCES[outcome](draw, word(params, 'check')),
    ...(next === undefined ? [] : [params.by === 'account' ? next.site : next.chat]),
  ];
};

/** What somebody who watched a published draw can compare with its record. */
export const watchedWords = ({ name, isVoid, value }: WatchedDraw): readonly string[] => [
  `您见证的抽取 ${name}${isVoid ? '（已作废，另行抽取）' : ''}`,
  `  您报的数字 ${value.replace(/\.\/$/u, '').replaceAll('.', ' ')}`,
];

export interface WatchedDraw {
  readonly name: string;
  readonly isVoid: boolean;
  /** as the record writes it: `583920./` */
  readonly value: string;
}
