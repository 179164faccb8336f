import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addAttachment, adoptBag, keptFile } from '../../domain/exchange/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { enquiries } from '../../domain/index.ts';
import { notices, type NoticeRow } from '../../domain/notices/index.ts';
import { GAOPING } from '../support/app.ts';
import { follower } from '../support/people.ts';
import { CAMERA, snapshot } from '../support/pictures.ts';
import { posting } from './posting.ts';
import { openSite, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let clerk: Browser;
let page: string;
const asker = follower('asker');
const post = posting(() => site);

beforeEach(async () => {
  site = await openSite();
  clerk = await site.as('clerk');
  const input = { words: '登记表怎么填' };
  const opened = await site.app.perform(GAOPING, enquiries.openEnquiry, input, asker);
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  page = `/conversations/${opened.events[0].enquiry}`;
});
afterEach(() => site.close());

const answer = (words: string, files: readonly Buffer[], name = 'photo.jpg') =>
  post(clerk, page, {
    fields: { do: 'answer', words },
    files: files.map((bytes) => ['files', bytes, 'image/jpeg', name] as const),
  });

const rows = () => site.app.gate.transaction(GAOPING, (tx) => tx.table(attachments).find({}));
const pictureNotices = () =>
  site.app.gate.transaction(GAOPING, (tx) =>
    tx.table(notices).find({ kind: 'enquiries.picture' }, { order: { noticeKey: 'ASC' } }),
  );
const settle = (row: NoticeRow, set: Partial<NoticeRow>) =>
  site.app.gate.transaction(GAOPING, (tx) => tx.table(notices).change({ id: row.id }, set));

describe('C-11 staff answer with pictures', () => {
  it('words and pictures are one message, each picture a notice of its own; what the camera wrote is gone', async () => {
    const sent = await answer('照着这张填', [await snapshot(), await snapshot()]);
    expect([sent.status, sent.location]).toEqual([303, page]);
    const { html } = await clerk.get(page);
    expect(html).toContain('照着这张填');
    const images = [...html.matchAll(/<img src="([^"]+)"/g)].map(([, src]) => src ?? '');
    expect(images).toHaveLength(2);
    expect((await pictureNotices()).map(({ params }) => params.n)).toEqual([1, 2]);
    for (const row of await rows()) {
      const { file, digest } = row;
      const bytes = await site.app.files.read(GAOPING, { file: file ?? '', digest: digest ?? '' });
      expect(bytes.includes(CAMERA)).toBe(false);
    }
    const shown = await clerk.get(images[0] ?? '');
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
  });

  it('a picture alone needs no words, and nothing at all is asked for', async () => {
    expect((await answer('', [await snapshot()])).status).toBe(303);
    const empty = await answer('', []);
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('请写下答复内容，或者选好要发的图片。');
  });

  it('F43 what is no picture is named, nothing is sent or kept, and the words stay typed', async () => {
    const pdf = Buffer.from('%PDF-1.4 no picture');
    const refused = await answer('请看附件', [await snapshot(), pdf], '说明.jpg');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('“说明.jpg”不是能发送的图片');
    expect(refused.html).toContain('请看附件</textarea>');
    expect(await rows()).toEqual([]);
    expect(await pictureNotices()).toEqual([]);
  });

  it('a fourth picture is refused in words: four would not fit into one window with the answer', async () => {
    const four = await Promise.all(Array.from({ length: 4 }, () => snapshot()));
    const refused = await answer('', four);
    expect([refused.status, refused.html.includes('一次最多发3张图片')]).toEqual([422, true]);
    expect(await rows()).toEqual([]);
  });

  it('a large photo becomes small enough for every platform (2 MB)', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const create = { width: 2600, height: 2600, channels: 3, background: '#fff', noise } as const;
    const large = await sharp({ create }).png().toBuffer();
    expect(large.length).toBeGreaterThan(10 * 1024 * 1024);
    expect((await answer('', [large])).status).toBe(303);
    const [row] = await rows();
    expect(row?.mime).toBe('image/jpeg');
    expect(row?.size).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  it('a conversation that was ended meanwhile keeps nothing of the pictures', async () => {
    await site.app.perform(GAOPING, enquiries.closeEnquiry, { enquiry: null }, asker);
    const refused = await answer('在吗', [await snapshot()]);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('这次人工对话已经结束');
    expect(await rows()).toEqual([]);
  });

  it('F33 F34 the page says of words and of each picture what became of it', async () => {
    await answer('照着填', [await snapshot(), await snapshot(), await snapshot()]);
    const [first, second, third] = await pictureNotices();
    await settle(first!, { state: 'sent' });
    await settle(second!, { state: 'unknown', outcome: '平台没有回答，不知道是否收到' });
    await settle(third!, { state: 'expired', outcome: '48小时内没有来信，对方来信后自动发出' });
    const { html } = await clerk.get(page);
    expect(html).toContain('已送达');
    expect(html).toContain('不知道是否收到');
    expect(html).toContain('还没有收到');
    expect(html).toContain('48小时内没有来信，对方来信后自动发出');
  });
});

describe('C-11 what a follower sends', () => {
  const sends = async (kind: 'image' | 'voice', id: string, text: string) => {
    const now = site.clock.now();
    const said = { words: '', pieces: [id] };
    const outcome = await site.app.perform(GAOPING, enquiries.sayInEnquiry, said, asker);
    const message =
      outcome.kind === 'done' && outcome.events[0].type === 'enquiries.said'
        ? outcome.events[0].message
        : '';
    await site.app.gate.transaction(GAOPING, async (tx) => {
      const bag = { id, conversation: 'c', channel: 'simulator', kind, mediaId: 'm', now };
      await addAttachment(tx, bag);
      await adoptBag(tx, [id], message);
    });
    if (text === '') return;
    const kept = await site.app.files.keep(GAOPING, Buffer.from(text));
    const mime = kind === 'image' ? 'image/jpeg' : 'audio/amr';
    await site.app.gate.transaction(GAOPING, (tx) => keptFile(tx, id, { ...kept, mime }));
  };
  const PHOTO = '11111111-1111-8111-a111-111111111111';
  const VOICE = '22222222-2222-8222-a222-222222222222';
  const ON_ITS_WAY = '33333333-3333-8333-a333-333333333333';

  it('F43 a photo is shown, a voice is saved, what is still fetched is said; none opens as a page of ours', async () => {
    await sends('image', PHOTO, 'a photo');
    await sends('voice', VOICE, '#!AMR');
    await sends('image', ON_ITS_WAY, '');
    const { html } = await clerk.get(page);
    expect(html).toContain(`<img src="${page}/file/${PHOTO}"`);
    expect(html).not.toContain(`<img src="${page}/file/${VOICE}"`);
    expect(html).toContain('下载录音1');
    expect(html).toContain('正在从微信取回');
    const voice = await clerk.get(`${page}/file/${VOICE}`);
    expect([voice.status, voice.html]).toEqual([200, '#!AMR']);
    expect(voice.headers.get('content-disposition')).toMatch(/^attachment; .*\.amr$/);
    expect(voice.headers.get('content-security-policy')).toContain('sandbox');
    expect((await clerk.get(`${page}/file/${ON_ITS_WAY}`)).status).toBe(404);
  });

  it('C-01 F47 who may not read the conversation gets none of its pictures, nor by another conversation', async () => {
    await sends('image', PHOTO, 'a photo');
    for (const role of ['discipline', 'administrator'] as const)
      expect((await (await site.as(role)).get(`${page}/file/${PHOTO}`)).status).toBe(403);
    const other = await site.app.perform(
      GAOPING,
      enquiries.openEnquiry,
      { words: '别的事' },
      follower('somebody-else'),
    );
    const elsewhere = other.kind === 'done' ? other.events[0].enquiry : '';
    expect((await clerk.get(`/conversations/${elsewhere}/file/${PHOTO}`)).status).toBe(404);
  });
});
