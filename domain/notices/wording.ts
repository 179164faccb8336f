import type { NoticesRefusal } from './model.ts';

/** A colleague without a chat: the matter stands among what waits on the site. */
export const SEEN_ON_SITE = '登录站点后在待办里看到';

/** Why an alert that was delivered is phoned all the same (GP-12b). */
export const UNHEARD = '没有人确认';

/** The platform's report of a message, as staff read it; other words stay as they are. */
export const reportWords = (status: string): string => {
  if (status === 'success') return '平台报告已送达';
  if (!status.startsWith('failed')) return status;
  if (/user\s*(?:block|refus)/iu.test(status)) return '对方拒收';
  const code = /\d+/u.exec(status)?.[0];
  return code === undefined ? '平台没有送成' : `平台没有送成，平台代码 ${code}`;
};

export const refuse = (refusal: NoticesRefusal): string => {
  switch (refusal.code) {
    case 'notices.unknown':
      return '没有找到这条通知，请刷新页面。';
    case 'notices.under-way':
      return '这条通知还在发送，请等它有结果后再决定是否再发。';
    case 'notices.settled':
      return '这一条已经由同事处理过，或微信后来送达了，不用再办。';
    case 'notices.not-to-one':
      return '这条通知已经分给每个人，或并入了后来的一条，请到那一条上再发。';
    case 'notices.too-late':
      return '这条通知已过有效时间，再发也没有用。';
    case 'notices.doubtful':
      return '对方可能已经收到，再发会收到两遍。确实要再发，请勾选“对方可能会收到两遍，仍要再发”。';
  }
};
