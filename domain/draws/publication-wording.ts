import type { Json } from '../kernel/action.ts';
import type { Notice } from '../kernel/context.ts';
import { parseDay, showDay, showInstant } from '../kernel/day.ts';
import { chanceWords } from './chance-wording.ts';
import type { PublicationEvent, PublicationRefusal, Receipt } from './publication-model.ts';

const REFUSALS: Readonly<Record<PublicationRefusal['code'], true>> = {
  'draws.nothing-to-publish': true,
  'draws.published-already': true,
  'draws.work-not-over': true,
  'draws.work-not-closed': true,
  'draws.own-publication': true,
  'draws.no-chances-due': true,
  'draws.no-such-paper': true,
};

export const isOfPublication = (refusal: {
  readonly code: string;
}): refusal is PublicationRefusal => Object.hasOwn(REFUSALS, refusal.code);

const EVENTS: Readonly<Record<PublicationEvent['type'], true>> = {
  'draws.chances-kept': true,
  'draws.published': true,
  'draws.printed': true,
};

export const isPublication = (event: { readonly type: string }): event is PublicationEvent =>
  Object.hasOwn(EVENTS, event.type);

export const refusePublication = (refusal: PublicationRefusal): string => {
  switch (refusal.code) {
    case 'draws.nothing-to-publish':
      return `${refusal.number} 没有可以公布的抽取记录。`;
    case 'draws.published-already':
      return `${refusal.number} 的抽取记录已在${showInstant(refusal.at)}公布，不用再公布。`;
    case 'draws.work-not-over':
      return `${refusal.number} ${dayWords(refusal.until)}结束，结束以前不能公布抽取记录，第二天起可以公布。`;
    case 'draws.work-not-closed':
      return `${refusal.number} 的工作还没有办结归档。请先完成评价并归档，再公布抽取记录。`;
    case 'draws.own-publication':
      return `${refusal.number} 是您操作抽取的，请由另一位分管领导或纪检人员决定公布。`;
    case 'draws.no-chances-due':
      return '这次抽取的中选机会已经算好，不用再算。';
    case 'draws.no-such-paper':
      return '现在还不能打印这份材料，请回到任务页面查看可以打印的材料。';
  }
};

const dayWords = (day: string): string => {
  const parsed = parseDay(day);
  return parsed === null ? day : showDay(parsed);
};

/** The panel learns that everybody's own receipt can be asked for (draw.md 2.3, step 10). */
export const announcePublication = (event: PublicationEvent): readonly Notice[] =>
  event.type === 'draws.published'
    ? event.told.map(({ invitation, person }) => ({
        key: `draws.published:${invitation}`,
        to: { to: 'person', person },
        kind: 'draws.published',
        params: { number: event.number },
      }))
    : [];

export const publishedWords = (params: Readonly<Record<string, Json>>): string => {
  const number = typeof params.number === 'string' ? params.number : '';
  return `${number} 的专家抽取记录已经公布。回复“我的抽取”，可以查看您自己的编号、票号、名次和中选机会。`;
};

const GROUP = /(?=(?:.{16})+$)/gu;

/** One own row; the ticket in groups of sixteen, so that it can be compared on paper. */
export const receiptWords = (one: Receipt): readonly string[] => [
  `抽取 ${one.name}${one.isVoid ? '（已作废，另行抽取）' : ''}`,
  `  您的编号 ${one.cid}`,
  ...(one.out === null
    ? [
        `  参加了抽取：名次 ${String(one.place)}（共${one.candidates}人）${seatWords(one)}`,
        ...(one.ticket === null ? [] : [`  票号 ${one.ticket.replaceAll(GROUP, ' ').trim()}`]),
        `  中选机会 ${one.chance === null ? '正在计算，请过几分钟再查' : chanceWords(one.chance, null)}`,
      ]
    : [`  未列入抽取（${one.out}）`]),
];

const seatWords = ({ seat, followed }: Receipt): string => {
  if (seat === null) return '，未抽中';
  return followed ? `，按名次递补（${seat}）` : `，抽中（${seat}）`;
};
