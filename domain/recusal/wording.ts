import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import type { RecusalEvent, RecusalRefusal } from './model.ts';

export const refuse = (refusal: RecusalRefusal): string => {
  switch (refusal.code) {
    case 'recusal.unknown-person':
      return '找不到这个人，请回到名单重新选择。';
    case 'recusal.unknown-institution':
      return '名单里没有这家机构，请重新选择，或者直接填写机构名称。';
    case 'recusal.unknown-account':
      return '找不到作出决定的人，请重新选择。';
    case 'recusal.decided-later':
      return '决定日期不能晚于今天，请重新填写。';
    case 'recusal.nothing-to-erase':
      return '这条回避记录没有到期需要清除的内容。';
    case 'recusal.unknown':
      return '找不到这条回避记录，请回到回避名单重新选择。';
    case 'recusal.nothing-named':
      return '请说明需要对哪家单位回避，写单位名称就可以。';
    case 'recusal.days-reversed':
      return '结束日期早于开始日期，请重新填写。';
    case 'recusal.already-closed':
      return `回避记录 ${refusal.number} 已经撤销过，不用再办。`;
  }
};

/** An ordered recusal is told to whom it concerns (ZJ-11.6); a declared one is answered in chat at once. */
export const announce = (event: RecusalEvent): readonly Notice[] =>
  event.type === 'recusal.ordered'
    ? [
        {
          key: `recusal.ordered:${event.tie}`,
          to: { to: 'person', person: event.person },
          kind: 'recusal.ordered',
          params: { number: event.number },
        },
      ]
    : [];

/** Names no institution: a lock screen may show it (C-02). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  if (kind !== 'recusal.ordered') return null;
  const number = typeof params.number === 'string' ? params.number : '';
  return {
    text: [
      `按规定，有一家单位的工作需要您回避，编号 ${number}。`,
      '涉及它的工作我们不再安排您参加，这不影响您参加其他工作。',
      '想了解原因或有不同意见，请回复“人工”联系工作人员。',
    ].join('\n'),
    template: {
      name: 'progress',
      fields: { subject: '回避通知', when: '', place: '', note: `编号 ${number}` },
    },
  };
};
