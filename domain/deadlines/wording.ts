import { showDay } from '../kernel/day.ts';
import type { DeadlinesRefusal } from './model.ts';

export const refuse = (refusal: DeadlinesRefusal): string => {
  switch (refusal.code) {
    case 'deadlines.day-outside-year':
      return `${showDay(refusal.day)}不在${refusal.year}年。跨年的假期请分别填到各自的年份。`;
    case 'deadlines.day-twice':
      return `${showDay(refusal.day)}填了两次，或同时填在放假和上班里。请删去一处。`;
    case 'deadlines.works-on-weekday':
      return `${showDay(refusal.day)}是周一至周五，本来就上班，不需要填为调休上班日。请核对通知。`;
    case 'deadlines.too-few-days':
      return `${refusal.year}年只填了${refusal.given}天放假，少于法定的13天。请对照国务院办公厅通知补全（假期里的周末也要填）。`;
    case 'deadlines.same-as-before':
      return `${refusal.year}年的安排和已导入的相同，没有变化。`;
    case 'deadlines.nothing-due':
      return '没有到期的事项。';
  }
};
