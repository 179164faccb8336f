import { expect, it } from 'vitest';
import fc from 'fast-check';
import { conversationId, readConversation } from '../../../domain/exchange/inbox.ts';
import { GAOPING } from '../../support/app.ts';
import type { Chat } from '../../support/chat.ts';
import { onBothDatabases, type Scene } from '../../support/dialects.ts';

let writers = 0;

const newcomer = (scene: Scene): { readonly chat: Chat; readonly id: string } => {
  const id = `writer${(writers += 1)}`;
  return { chat: scene.office.chat(id), id };
};

/** The session as it lies in the database, opened, and how many turns made it. */
const stateOf = ({ open }: Scene, id: string) =>
  open.app.gate.transaction(GAOPING, async (tx) => {
    const identity = { channel: 'simulator', id } as const;
    const row = await readConversation(tx, conversationId(tx, identity));
    return row?.session == null
      ? null
      : { session: tx.vault.open(row.session), turns: row.turns, draftAt: row.draftAt };
  });

const WORDS = [
  '举报',
  '药店用医保卡卖洗衣粉，还有人排队',
  '昨天下午',
  '东关街',
  '1',
  '平价药店',
  '提交',
  '取消',
  '2',
  '继续',
  '人工',
  '结束',
  '自荐',
  '同意',
  '李梅',
  '0',
  '绑定 00000000',
  '补充',
  '报销',
  '[图片]',
];

onBothDatabases('每条消息送两遍', GAOPING, (scene) => {
  it('F01 F11 changes nothing: the same reply, the same state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 12 }),
        async (words) => {
          const { chat, id } = newcomer(scene());
          for (const word of words) {
            const first = await (word === '[图片]'
              ? chat.sendsPhoto(crypto.randomUUID())
              : chat.says(word));
            const state = await stateOf(scene(), id);
            expect(await chat.again()).toBe(first);
            expect(await stateOf(scene(), id)).toEqual(state);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('F11 提交 tapped twice at the same moment is one submission', async () => {
    const { chat } = newcomer(scene());
    await chat.says('举报 昨天在东关街平价药店，医保卡刷了洗衣粉');
    const [first, second] = await Promise.all([chat.says('提交'), chat.says('提交')]);
    const numbers = `${first}${second}`.match(/XS2026-\d{4}/gu) ?? [];
    expect(new Set(numbers).size).toBe(1);
    expect((await chat.says('进度')).match(/XS2026/gu)).toHaveLength(1);
  });

  it('F05 eight answers at once: none lost, none doubled', async () => {
    const { chat, id } = newcomer(scene());
    await chat.says('举报');
    await Promise.all(
      ['药店用医保卡卖洗衣粉，还有人排队', '昨天下午', '东关街', '1', '平价药店'].map((text) =>
        chat.says(text),
      ),
    );
    const state = await stateOf(scene(), id);
    expect(state?.turns).toBe(6);
    expect(await chat.says('再说一遍')).not.toBe('');
  });

  it('F04 F12 a photo and a text at the same moment: both are answered, the photo is told of once', async () => {
    const { chat } = newcomer(scene());
    await chat.says('举报');
    const said = await Promise.all([
      chat.sendsPhoto('a'),
      chat.says('药店用医保卡卖洗衣粉，还有人排队'),
    ]);
    // two connections may commit in either order; whichever is later speaks of the photo
    expect(said.filter((one) => one.includes('已收到1份材料'))).toHaveLength(1);
    expect(said[1]).toContain('什么时候');
  });
});
