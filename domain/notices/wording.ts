import type { NoticesRefusal } from './model.ts';

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
