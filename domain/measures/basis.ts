import { z } from 'zod';
import { parseDay, showDay, type Day } from '../kernel/day.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import { levelWord, type BureauIdentity } from './identity.ts';

const day = z.string().transform((text, context): Day => {
  const parsed = parseDay(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: '日期写成 2026-01-31 的样子 | expected YYYY-MM-DD' });
  return z.NEVER;
});

const topic = z.strictObject({
  /** what the topic is called in a list: 年龄 */
  name: z.string().min(1),
  /** other words people use for it */
  words: z.array(z.string().min(1)).default([]),
  /** which article, as the text counts: 第七条 */
  article: z.string().min(1),
  text: z.string().min(1),
});

/** The measure as a document (GP-1, GP-16, ZJ-1, ZJ-2, ZJ-21, C-09). */
const documentShape = z.strictObject({
  title: z.string().min(1),
  number: ruled(z.string().min(1)),
  status: z.enum(['draft', 'issued', 'expired']),
  /** whom it rules: papers about others do not cite it */
  rosters: z.array(z.enum(['supervisors', 'experts'])).default(['supervisors', 'experts']),
  issuedOn: day.optional(),
  /** since when it is in force, where that is not the day of issue (GP-16b) */
  effectiveOn: day.optional(),
  expiresOn: day.optional(),
  /** documents that it takes the place of (GP-16b) */
  supersedes: z.array(z.string().min(1)).default([]),
  interpreter: ruled(z.string().min(1)),
  /** what the measure itself rests on */
  basis: z.array(z.string().min(1)).default([]),
  topics: z.array(topic).default([]),
});

export type MeasureDocument = z.output<typeof documentShape>;

export const DOCUMENT = definePolicy('document', z.object({ document: documentShape }));

const STATUS_WORDS: Readonly<Record<MeasureDocument['status'], string>> = {
  draft: '目前是征求意见稿，还没有正式印发，正式文本可能不同',
  issued: '已经印发施行',
  expired: '有效期已过，新办法以公布为准',
};

/**
 * The bot's answer to 依据: the document in plain words, or, when the question names a topic,
 * that article's own text (GP-1, GP-16a, ZJ-1, ZJ-2).
 */
export const basisAnswer = (
  document: MeasureDocument,
  question = '',
  bureau: BureauIdentity | null = null,
): string => {
  const asked = question.replace(/依据|[\s，。？?]/gu, '');
  const found = asked === '' ? undefined : topicIn(document, asked);
  return found === undefined ? overview(document, bureau) : articleText(document, found);
};

type Topic = MeasureDocument['topics'][number];

const topicIn = (document: MeasureDocument, asked: string): Topic | undefined =>
  document.topics.find((one) => [one.name, ...one.words].some((word) => asked.includes(word)));

const articleText = (document: MeasureDocument, { article, text }: Topic): string => {
  const draft = document.status === 'draft' ? '\n（征求意见稿，以正式印发的文本为准）' : '';
  return `《${document.title}》${article}：\n${text}${draft}`;
};

const overview = (document: MeasureDocument, bureau: BureauIdentity | null): string =>
  [
    `依据是《${document.title}》（${document.number.value}），${STATUS_WORDS[document.status]}。`,
    ...validity(document),
    `解释单位：${document.interpreter.value}${bureau === null ? '' : `（${levelWord(bureau)}）`}。`,
    ...(document.basis.length === 0 ? [] : [`上位依据：${document.basis.join('；')}。`]),
    ...topicHint(document),
  ].join('\n');

const validity = (document: MeasureDocument): string[] => {
  const { issuedOn, effectiveOn = issuedOn, expiresOn, supersedes } = document;
  const issued =
    issuedOn === undefined || issuedOn === effectiveOn ? '' : `${showDay(issuedOn)}印发，`;
  const end = expiresOn === undefined ? '' : `，有效期至${showDay(expiresOn)}`;
  return [
    ...(effectiveOn === undefined ? [] : [`${issued}${showDay(effectiveOn)}起施行${end}。`]),
    ...(supersedes.length === 0 ? [] : [`施行后不再执行：${supersedes.join('；')}。`]),
  ];
};

/** The article is one tap away: the words to send for it. */
const topicHint = ({ topics }: MeasureDocument): string[] => {
  const first = topics[0];
  if (first === undefined) return [];
  const names = topics.map(({ name }) => name).join('、');
  return [`想看原文，请回复“依据 ${first.name}”。可查：${names}。`];
};
