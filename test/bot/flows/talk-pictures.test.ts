import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PUMPS } from '../../../bot/jobs/index.ts';
import { adoptedBy, bagOf, lockConversation } from '../../../domain/exchange/index.ts';
import { enquiries, staff, type Tx } from '../../../domain/index.ts';
import { notices } from '../../../domain/notices/index.ts';
import { answers, CLERK, conversation } from '../../support/answering.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp } from '../../support/app.ts';
import { openOffice, type Chat, type Office } from '../../support/chat.ts';
import { snapshot } from '../../support/pictures.ts';

let open: OpenApp;
let office: Office;
let chat: Chat;

beforeEach(async () => {
  open = await openApp();
  await open.member(GAOPING, 'discipline');
  const named = { login: 'sun', name: '孙丽桐', roles: ['liaison'], passwordHash: 'scrypt$x' };
  await open.app.perform(GAOPING, staff.addAccount, named, SYSTEM);
  office = openOffice(open, GAOPING);
  chat = office.chat('volunteer');
});
afterEach(() => open.close());

const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  open.app.gate.transaction(GAOPING, work);

const inBag = () =>
  read(async (tx) => {
    const identity = { channel: 'simulator', id: 'volunteer' } as const;
    return bagOf(tx, (await lockConversation(tx, identity, open.app.clock())).id);
  });

const talked = async () => (await conversation(open.app, GAOPING)).messages;
const sentPieces = async () => (await talked()).flatMap(({ pieces }) => pieces);

const TALKING = `
  用户：人工
  机器人：接下来发的话都会转给工作人员
  用户：我的缴费单看不明白
  机器人：已转给工作人员
`;

describe('photos, voice and video while a 人工 conversation is open', () => {
  it('C-11 go to that conversation with their bytes, several as one message, and the follower reads so', async () => {
    await chat.plays(`${TALKING}
      用户：[图片×3]
      机器人：照片已转给工作人员。
      机器人不说：举报
      用户：第二张是背面
      机器人：已转给工作人员。
    `);
    await office.settle();
    const photos = (await talked()).at(-2);
    expect(photos?.words).toBe('');
    const rows = await read((tx) => adoptedBy(tx, photos?.id ?? ''));
    expect(rows.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept']);
    expect(rows.map(({ id }) => id)).toEqual(photos?.pieces);
    expect(await inBag()).toEqual([]);
  });

  it('C-11 F01 a photo delivered again is answered the same and told to the office once', async () => {
    await chat.plays(TALKING);
    expect(await chat.sendsPhoto('receipt')).toBe('照片已转给工作人员。');
    expect(await chat.again()).toBe('照片已转给工作人员。');
    expect(await sentPieces()).toHaveLength(1);
    const voice = { kind: 'voice', mediaId: 'voice1', format: 'amr' } as const;
    expect(await chat.sends(voice)).toBe('材料已转给工作人员。');
    expect(await sentPieces()).toHaveLength(2);
  });

  it('C-11 the office is told by one notice that somebody waits, as for words', async () => {
    await chat.plays(TALKING);
    await answers(open.app, GAOPING, { words: '请把缴费单拍给我', pictures: [] });
    const told = () => read((tx) => tx.table(notices).count({ kind: 'enquiries.waiting' }));
    const before = await told();
    await chat.sendsPhoto('receipt');
    await chat.sendsPhoto('other side');
    expect(await told()).toBe(before + 1);
  });

  it('C-01 words that were held back keep the photos after them with the person, ready for a clue', async () => {
    await chat.plays(`${TALKING}
      用户：我要反映联络员孙丽桐，她收药店的红包
      机器人：这段话没有转给工作人员
      用户：[图片]
      机器人：没有转给工作人员
      机器人：请回复“举报”
      用户：请孙丽桐有空给我回个电话
      机器人：已转给工作人员
      用户：[图片]
      机器人：没有转给工作人员
    `);
    expect(await sentPieces()).toEqual([]);
    expect(await inBag()).toHaveLength(2);
    // the words before wait for their answer: 结束 and 人工 lead back into the same conversation
    await chat.plays(`
      用户：结束
      机器人：仍会回复
      用户：人工
      机器人：已转给工作人员
      用户：[图片]
      机器人：没有转给工作人员
    `);
    expect(await inBag()).toHaveLength(3);
    await answers(open.app, GAOPING, { words: '孙丽桐下午回电', pictures: [] });
    await chat.plays(`
      用户：结束
      机器人：人工对话已结束
      用户：人工
      机器人：接下来发的话都会转给工作人员
      用户：[图片]
      机器人：照片已转给工作人员。
    `);
    expect(await sentPieces()).toHaveLength(1);
  });

  it('C-03 what belongs to a form that is being filled in stays with the form', async () => {
    await chat.plays(`${TALKING}
      用户：举报
      机器人：请说说是什么事
      用户：[图片]
      机器人：会和这份内容一起提交
    `);
    expect(await sentPieces()).toEqual([]);
    expect(await inBag()).toHaveLength(1);
  });

  it('C-11 the office has ended the conversation meanwhile: the photo is kept and it is said what it can become', async () => {
    await chat.plays(TALKING);
    const { enquiry } = await conversation(open.app, GAOPING);
    await open.app.perform(GAOPING, enquiries.closeEnquiry, { enquiry: enquiry.id }, CLERK);
    await chat.plays(`
      用户：[图片]
      机器人：刚才的人工对话已经结束
      机器人：先替您保管24小时
      机器人：请回复“举报”
    `);
    expect(await inBag()).toHaveLength(1);
  });
});

describe('pictures of the office', () => {
  it('C-11 arrive after the words, in their order, each once', async () => {
    await chat.plays(TALKING);
    const pictures = [await snapshot(), await snapshot()];
    await answers(open.app, GAOPING, { words: '照着这两张填', pictures });
    await office.settle();
    await office.settle();
    expect(chat.received).toEqual(['【工作人员回复】照着这两张填', '[图片]', '[图片]']);
  });

  it('C-11 an answer to somebody who has left waits, words before pictures, and goes out once they write again', async () => {
    await chat.plays(TALKING);
    await chat.sends({ kind: 'unfollow' });
    await answers(open.app, GAOPING, { words: '请带身份证来', pictures: [await snapshot()] });
    await office.settle();
    await office.settle();
    expect(chat.received).toEqual([]);
    await chat.sends({ kind: 'follow' });
    await chat.says('您好');
    await office.settle();
    await office.settle();
    expect(chat.received).toEqual(['【工作人员回复】请带身份证来', '[图片]']);
    await chat.says('收到');
    await office.settle();
    expect(chat.received).toHaveLength(2);
  });

  it('C-11 a channel that carries no pictures says in words that some wait; once it does, the next word brings them', async () => {
    await chat.plays(TALKING);
    const texts: string[] = [];
    const hand = office.hand(GAOPING);
    const wordsOnly = {
      deliver: (_to: string, text: string) =>
        Promise.resolve(void texts.push(text)).then(() => ({})),
      sendTemplate: () => Promise.reject(new Error('none')),
      fetchMedia: () => Promise.reject(new Error('none')),
    };
    const pictures = [await snapshot(), await snapshot()];
    await answers(open.app, GAOPING, { words: '', pictures });
    for (let round = 0; round < 5; round += 1)
      for (const pump of PUMPS) await pump.run({ ...hand, outward: () => wordsOnly });
    expect(texts).toEqual(['工作人员给您发了图片，回复任意一句话就能收到。']);
    await chat.says('好的');
    await office.settle();
    expect(chat.received).toEqual(['[图片]', '[图片]']);
    await chat.says('谢谢');
    await office.settle();
    expect(chat.received).toHaveLength(2);
  });
});
