import { verdictTable } from '../transport/verdicts.ts';

/**
 * errcode → what to do (wechat-platform B2–B4). 40001 is a wrong secret here, not a dead token;
 * 45009 and 45033 are blocks that end by themselves; 60020 names a server that is not trusted.
 */
export const WECOM_VERDICTS = verdictTable({
  retry: [-1, 45009, 45033],
  token: [40014, 42001],
  unreachable: [40003, 40031, 60111, 81013],
  operator: [40001, 40013, 40056, 41001, 41002, 41004, 48002, 48004, 60011, 60020, 301002],
});
