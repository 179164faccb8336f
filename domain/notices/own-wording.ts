import type { Json } from '../kernel/action.ts';
import type { Said } from '../kernel/context.ts';

type Params = Readonly<Record<string, Json>>;

const wordsIn = (param: Json | undefined): string => (typeof param === 'string' ? param : '');

/** Notices of the exchange itself, which no context owns. */
const OWN: Readonly<Record<string, (params: Params) => Said>> = {
  'desk.draft-waiting': () => ({
    text: '您有一份没写完的内容，已替您保存。回复“继续”接着填，不需要了请回复“取消”。满30天会自动删除。',
    template: {
      name: 'reminder',
      fields: { subject: '有内容没有写完', when: '', place: '', note: '回复“继续”接着填' },
    },
  }),
  // never what it was: it may be evidence, and this stands on a lock screen (C-02)
  'desk.media-lost': () => ({
    text: '您之前发来的照片、录音或视频有一份没有收到，请再发一次。有疑问请回复“人工”。',
    template: {
      name: 'reminder',
      fields: { subject: '有一份材料没有收到', when: '', place: '', note: '请打开公众号再发一次' },
    },
  }),
  // the receipt of what was submitted on a page, in the words the chat says; a lock screen does not
  // learn that it was a clue or an objection (C-02)
  'desk.submitted-on-page': ({ receipt }) => ({
    text: wordsIn(receipt),
    template: {
      name: 'progress',
      fields: { subject: '您提交的内容已收到', when: '', place: '', note: '回复“进度”查看' },
    },
  }),
};

/** Null: a context's notice. */
export const sayOwn = (kind: string, params: Params): Said | null => OWN[kind]?.(params) ?? null;

export const isOwn = (kind: string): boolean => Object.hasOwn(OWN, kind);

/** A receipt says again what stood on the page: nobody is phoned for it. */
export const wasRead = (kind: string): boolean => kind === 'desk.submitted-on-page';
