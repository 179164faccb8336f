import type { Said } from '../kernel/context.ts';

/** Notices of the exchange itself, which no context owns. */
const OWN: Readonly<Record<string, string>> = {
  'desk.draft-waiting':
    '您有一份没写完的内容，已替您保存。回复“继续”接着填，不需要了请回复“取消”。满30天会自动删除。',
};

export const sayOwn = (kind: string): Said | null => {
  const text = OWN[kind];
  return text === undefined
    ? null
    : {
        text,
        template: {
          name: 'reminder',
          fields: { subject: '有内容没有写完', when: '', place: '', note: '回复“继续”接着填' },
        },
      };
};
