import { afterEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../domain/audit/index.ts';
import { inbox } from '../../domain/exchange/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { hasServer } from '../support/database.ts';
import { citizenOf } from '../support/people.ts';
import { GAOPING, openHouse, until, type Dialect, type House, type Mode } from './house.ts';
import { plays } from './transcript.ts';

let house: House;
afterEach(() => house.close());

const CLUE = `
  用户：举报
  机器人：请说说是什么事
  用户：药店用我的医保卡刷了保健品，小票上写的是药品
  机器人：什么时候的事
  用户：前天上午十点半
  机器人：在什么地方
  用户：泫氏街老车站旁边
  机器人：1 定点医药机构
  用户：1
  机器人：是哪一家
  用户：惠民大药房
  机器人：请核对
`;

const NOMINATION = `
  用户：自荐
  机器人：同意
  用户：同意
  机器人：姓名
  用户：王建国
  机器人：身份证
  用户：${citizenOf('1985-03-15')}
  机器人：电话
  用户：13912345678
  机器人：工作单位
  用户：高平市人民医院药剂科
  机器人：身份
  用户：1
  机器人：专业
  用户：跳过
  机器人：乡镇或街道
  用户：东城街街道
  机器人：为什么想当社会监督员
  用户：退休前在医院收费处工作二十年，熟悉医保结算
  机器人：公开的社会监督员名单
  用户：不同意
  机器人：承诺
  用户：同意
  机器人：请核对
  用户：提交
  机器人：编号
`;

describe.each<[Dialect, Mode]>([
  ['sqlite', 'plain'],
  ['sqlite', 'compatible'],
  ['mariadb', 'secure'],
])('over the callback, %s, %s mode', (dialect, mode) => {
  it.skipIf(dialect === 'mariadb' && !hasServer)(
    'takes a whole 举报 with a photo and a whole 自荐, each with a receipt',
    async () => {
      house = await openHouse({ dialect, mode });
      expect(await house.account.checks()).toBe(true);

      const volunteer = house.account.follower('o-volunteer');
      await plays(volunteer, CLUE);
      expect(await volunteer.sendsImage(Buffer.from('a photo of the receipt'))).toContain('材料');
      expect(await volunteer.says('提交')).toMatch(/编号XS2026-0001/);

      const nominee = house.account.follower('o-nominee');
      const receipt = await plays(nominee, NOMINATION);
      expect(await nominee.says('提交')).toContain(receipt);

      expect(house.account.ledger.filter(({ kind }) => kind === 'fault')).toEqual([]);
      await house.reads(async (tx) => {
        expect(await verifyChain(tx)).toMatchObject({ intact: true });
        expect(await tx.table(inbox).count({ state: 'failed' })).toBe(0);
      });
      await until('the photo is fetched', () =>
        house.reads(async (tx) => (await tx.table(attachments).count({ state: 'kept' })) === 1),
      );
      const [photo] = await house.reads((tx) => tx.table(attachments).find({}));
      expect(photo?.adoptedBy).not.toBeNull();
      const { app } = house.first.installation;
      const bytes = await app.files.read(GAOPING, {
        file: photo?.file ?? '',
        digest: photo?.digest ?? '',
      });
      expect(bytes.toString()).toBe('a photo of the receipt');
    },
  );
});
