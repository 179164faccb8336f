import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GAOPING, openApp, type OpenApp } from '../../support/app.ts';
import { openOffice, type Office } from '../../support/chat.ts';

let open: OpenApp;
let office: Office;

beforeEach(async () => {
  open = await openApp({ seed: 'clue' });
  office = openOffice(open, GAOPING);
});
afterEach(() => open.close());

describe('举报', () => {
  it('GP-8.6f GP-8.6g takes time, place, event, subject and gives a receipt', async () => {
    const chat = office.chat('volunteer');
    const end = await chat.plays(`
      用户：举报
      机器人：请说说是什么事
      用户：药店用我的医保卡刷了保健品，小票上写的是药品
      机器人：什么时候的事
      用户：前天上午十点半
      机器人：2026年10月10日
      机器人：在什么地方
      用户：泫氏街老车站旁边
      机器人：1 定点医药机构
      用户：１
      机器人：是哪一家
      用户：惠民大药房
      机器人：请核对举报线索
      机器人：还没有证据材料
      用户：提交
      机器人：线索已收到，编号XS2026-0001
      机器人：待补证
    `);
    expect(end).toContain('进度');
    expect(await chat.says('提交')).toContain('XS2026-0001');
    expect(await chat.says('进度')).toContain('XS2026-0001 已收到，待受理');
  });
});
