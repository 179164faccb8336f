import type { Said } from '../kernel/context.ts';

/** The question of ZJ-11 once the institution is known, or has changed; names nothing (C-02). */
export const askAboutTies = (number: string, first: string): Said => ({
  text: [
    first,
    '请看您本人、配偶或直系亲属和它有没有利益关联，两年内是否在那里任过职，是否同一单位。',
    '没有请回复“无需回避”，有请回复“需回避”加原因。',
  ].join('\n'),
  template: {
    name: 'reminder',
    fields: {
      subject: `回避确认 ${number}`,
      when: '现在',
      place: '',
      note: '请回复“无需回避”或“需回避”加原因',
    },
  },
});
