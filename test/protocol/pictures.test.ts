import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../bot/channels/platform/index.ts';
import { enquiries } from '../../domain/index.ts';
import {
  notices,
  noticesUnder,
  noticeTries,
  resendNotice,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { answers, CLERK, conversation } from '../support/answering.ts';
import { hasServer } from '../support/database.ts';
import { CAMERA, snapshot } from '../support/pictures.ts';
import { GAOPING, openHouse, until, type Dialect, type House } from './house.ts';
import { openWecomHouse } from './wecom-house.ts';

const CUSTOM = '/cgi-bin/message/custom/send';
const PROGRESS = {
  progress: { id: 'tmpl-progress', fields: { thing1: 'subject', thing2: 'note' } },
} as const;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const opened = async (dialect: Dialect): Promise<House> => {
  const house = await openHouse({
    dialect,
    templates: PROGRESS,
    subscriptions: [PROGRESS.progress.id],
  });
  closing.push(() => house.close());
  return house;
};

const drawn = (background: string, width = 80): Promise<Buffer> =>
  sharp({ create: { width, height: 60, channels: 3, background } })
    .png()
    .toBuffer();

const noticesOf = (house: Pick<House, 'reads'>, message: string): Promise<NoticeRow[]> =>
  house.reads(async (tx) =>
    (await tx.table(notices).find({}, { order: { noticeKey: 'ASC' } })).filter(
      ({ params }) => params.message === message,
    ),
  );

const stand = async (house: Pick<House, 'reads'>, message: string): Promise<readonly string[]> =>
  (await noticesOf(house, message)).map(
    ({ noticeKey, state, route }) => `${noticeKey.replace(message, 'm')} ${state} ${route}`,
  );

const comesTo = async (
  house: Pick<House, 'reads'>,
  message: string,
  expected: readonly string[],
): Promise<void> => {
  let now: readonly string[] = [];
  await until('it stands as expected', async () => {
    now = await stand(house, message);
    return JSON.stringify(now) === JSON.stringify(expected);
  }).catch(() => {
    expect(now).toEqual(expected);
  });
};

const DIALECTS: readonly Dialect[] = ['sqlite', 'mariadb'];

describe.each(DIALECTS)('pictures of the office in an official account, on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);

  const asked = async () => {
    const house = await opened(dialect);
    const follower = house.account.follower('o-asker');
    await follower.says('人工');
    await follower.says('登记表怎么填');
    const { app } = house.first.installation;
    const answer = (words: string, pictures: readonly Uint8Array[]) =>
      answers(app, GAOPING, { words, pictures });
    return { house, follower, app, answer };
  };

  test('C-11 words first, then each picture, byte for byte what the office kept, without what the camera wrote', async () => {
    const { house, follower, answer } = await asked();
    const before = follower.received().length;
    const message = await answer('照着这两张填', [await drawn('#aa0000'), await snapshot()]);
    await comesTo(house, message, [
      'enquiries.answered:m sent service',
      'enquiries.picture:m:1 sent service',
      'enquiries.picture:m:2 sent service',
    ]);
    const shown = follower.received().slice(before);
    expect(shown.map(({ kind }) => kind)).toEqual(['message', 'media', 'media']);
    expect(shown[0]).toMatchObject({ text: '【工作人员回复】照着这两张填' });
    const sent = shown.flatMap((one) =>
      one.kind === 'media' ? [house.account.media(one.mediaId)!] : [],
    );
    expect(sent.map(({ mime }) => mime)).toEqual(['image/png', 'image/jpeg']);
    const { app } = house.first.installation;
    const { messages } = await conversation(app, GAOPING);
    expect(messages.at(-1)?.pieces).toHaveLength(2);
    const [red] = await sharp(Buffer.from(sent[0]!.bytes)).raw().toBuffer();
    expect(red).toBe(0xaa);
    expect(Buffer.from(sent[1]!.bytes).includes(CAMERA)).toBe(false);
  });

  test('F31 F33 a picture whose answer was cut is unknown and never sent again, and the next one goes', async () => {
    const { house, follower, app, answer } = await asked();
    house.account.faults.failNext(CUSTOM, 'cut-after');
    const message = await answer('', [await drawn('#00aa00'), await drawn('#0000aa')]);
    await comesTo(house, message, [
      'enquiries.picture:m:1 unknown service',
      'enquiries.picture:m:2 sent service',
    ]);
    await follower.says('收到一张');
    house.clock.advance(2 * HOUR);
    await follower.says('还有吗');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(follower.received().filter(({ kind }) => kind === 'media')).toHaveLength(2);
    expect(await stand(house, message)).toHaveLength(2);
    // only with open eyes, by hand: the picture itself goes once more
    const [doubtful] = await noticesOf(house, message);
    const input = { notice: doubtful!.id, reason: '对方说只收到一张', evenIfTwice: true };
    const again = await app.perform(GAOPING, resendNotice, input, CLERK);
    expect(again.kind).toBe('done');
    await until('it went once more', () =>
      Promise.resolve(follower.received().filter(({ kind }) => kind === 'media').length === 3),
    );
    const key = enquiries.pictureKey(message, 1);
    await until('that is on record', async () => {
      const rows = await house.reads((tx) => noticesUnder(tx, key));
      return rows.map(({ state }) => state).join(' ') === 'resent sent';
    });
  });

  test('F34 with no window left it is said in words once, and one word of the person brings every picture', async () => {
    const { house, follower, answer } = await asked();
    house.clock.advance(49 * HOUR);
    const message = await answer('', [await drawn('#00aa00'), await drawn('#0000aa')]);
    await comesTo(house, message, [
      'enquiries.picture-waits:m sent template',
      'enquiries.picture:m:1 expired null',
      'enquiries.picture:m:2 expired null',
    ]);
    const told = follower.received().filter(({ kind }) => kind === 'template');
    expect(told).toMatchObject([
      {
        fields: {
          thing1: '有图片发给您，在公众号回一句话就能收到',
          thing2: '回复任意一句话就能收到',
        },
      },
    ]);
    await follower.says('好');
    await follower.repeatsLast();
    await comesTo(house, message, [
      'enquiries.picture-waits:m sent template',
      'enquiries.picture:m:1 expired null',
      'enquiries.picture:m:1:2 sent service',
      'enquiries.picture:m:2 expired null',
      'enquiries.picture:m:2:2 sent service',
    ]);
    await follower.says('收到了');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(follower.received().filter(({ kind }) => kind === 'media')).toHaveLength(2);
    const tries = await house.reads((tx) => tx.table(noticeTries).find({}));
    expect(tries.map(({ outcome }) => outcome)).toContain('48小时内没有来信');
  });

  test('F34 the platform knows better that the window is shut (45015): words, then the picture when the person writes', async () => {
    const { house, follower, answer } = await asked();
    house.account.faults.failNext(CUSTOM, 45_015);
    const message = await answer('', [await drawn('#00aa00')]);
    await comesTo(house, message, [
      'enquiries.picture-waits:m sent template',
      'enquiries.picture:m:1 expired null',
    ]);
    await follower.says('在');
    await until('it came', () =>
      Promise.resolve(follower.received().some(({ kind }) => kind === 'media')),
    );
  });

  test('C-11 a follower’s photo, voice and video reach the office once each, however often the platform repeats them', async () => {
    const { house, follower, app } = await asked();
    expect(await follower.sendsImage(await snapshot())).toBe('照片已转给工作人员。');
    await follower.repeatsLast();
    expect(await follower.sendsVoice(Buffer.from('#!AMR voice'))).toBe('材料已转给工作人员。');
    expect(await follower.sendsVideo(Buffer.from('a video'))).toBe('材料已转给工作人员。');
    const { messages } = await conversation(app, GAOPING);
    const pieces = messages.flatMap((one) => one.pieces);
    expect(messages.map(({ words }) => words).slice(2)).toEqual(['', '', '']);
    expect(new Set(pieces).size).toBe(3);
    expect(pieces).toHaveLength(3);
    expect(house.account.ledger.filter(({ kind }) => kind === 'fault')).toEqual([]);
  });
});

describe.each(DIALECTS)('pictures of the office in WeCom, on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);

  test('C-11 F31 arrive at any hour, in order; a lost answer is unknown, since an upload has a new id each time', async () => {
    const house = await openWecomHouse({ dialect });
    closing.push(() => house.close());
    const member = house.app.member('asker');
    await member.says('人工');
    await member.says('登记表怎么填');
    const { app } = house.first.installation;
    const first = await answers(app, ZHANJIANG, {
      words: '照着填',
      pictures: [await drawn('#aa0000'), await drawn('#00aa00')],
    });
    await comesTo(house, first, [
      'enquiries.answered:m sent service',
      'enquiries.picture:m:1 sent service',
      'enquiries.picture:m:2 sent service',
    ]);
    const shown = member.received().slice(-3);
    expect(shown.map(({ kind }) => kind)).toEqual(['message', 'media', 'media']);
    const media = shown.flatMap((one) =>
      one.kind === 'media' ? [house.app.mediaOf(one.mediaId)!] : [],
    );
    const colours = await Promise.all(
      media.map(({ bytes }) => sharp(Buffer.from(bytes)).raw().toBuffer()),
    );
    expect(colours.map(([red, green]) => [red, green])).toEqual([
      [0xaa, 0],
      [0, 0xaa],
    ]);
    house.app.faults.failNext('/cgi-bin/message/send', 'cut-after');
    const second = await answers(app, ZHANJIANG, { words: '', pictures: [await drawn('#0000aa')] });
    await comesTo(house, second, ['enquiries.picture:m:1 unknown service']);
    house.clock.advance(HOUR);
    await member.says('好');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(member.received().filter(({ kind }) => kind === 'media')).toHaveLength(3);
  });
});
