import { ROSTER_WORDS, type membership, type Roster } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const TERM_TONES: Readonly<Record<membership.TermStatus, Tone>> = {
  'awaiting-consent': 'wait',
  active: 'good',
  lapsed: 'done',
  resigned: 'done',
  removed: 'bad',
  declined: 'done',
};

export const ROUTE_WORDS: Readonly<Record<membership.TermRoute, string>> = {
  openCall: '公开选聘',
  invitation: '邀请',
  recommendation: '推荐',
  selfNomination: '个人自荐',
  imported: '原有名册导入',
};

export const rosterOptions = (Object.keys(ROSTER_WORDS) as Roster[]).map((value) => ({
  value,
  label: ROSTER_WORDS[value].roster,
}));
