import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachments } from '../../domain/exchange/tables.ts';
import { GAOPING } from '../support/app.ts';
import { CAMERA, snapshot } from '../support/pictures.ts';
import { posting } from './posting.ts';
import { openSite, SITE, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let clerk: Browser;

beforeEach(async () => {
  site = await openSite();
  clerk = await site.as('clerk');
});
afterEach(() => site.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const CLUE = {
  do: 'enter',
  source: 'visit',
  subjectKind: 'institution',
  subject: '惠民大药房',
  time: '9月下旬',
  place: '泫氏街',
  event: '来访人说药店用医保卡刷保健品',
};

/** Posts a form with files as a browser does. */
const postWith = async (
  path: string,
  fields: Record<string, string>,
  files: readonly (readonly [string, Buffer])[],
) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, bytes] of files) body.append('files', new Blob([new Uint8Array(bytes)]), name);
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, {
    method: 'POST',
    body,
    headers: { origin: SITE, cookie },
    redirect: 'manual',
  });
  return { status: response.status, html: await response.text() };
};

/** Every file the bureau keeps, opened. */
const kept = async (): Promise<readonly Buffer[]> => {
  const rows = await site.app.gate.transaction(GAOPING, (tx) => tx.table(attachments).find({}));
  return Promise.all(
    rows.map(({ file, digest }) =>
      site.app.files.read(GAOPING, { file: file ?? '', digest: digest ?? '' }),
    ),
  );
};

describe('what a visitor brings', () => {
  it('C-10 a clue with two photos has them as evidence, sealed, with their hash, and hands out the same bytes', async () => {
    const posted = await postWith('/clues/new', CLUE, [
      ['票据.png', PNG],
      ['../../x.png', PNG],
    ]);
    expect(posted.status).toBe(303);
    const list = await clerk.get('/clues');
    const address = /href="(\/clues\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';
    const page = await clerk.get(address);
    const pieces = [...page.html.matchAll(/href="(\/clues\/[^"]*\/evidence\/[^"]*)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(pieces).toHaveLength(2);
    const file = await clerk.get(pieces[0] ?? '');
    expect(file.headers.get('content-type')).toContain('image/png');
    expect(file.headers.get('content-disposition')).not.toContain('..');
  });

  it('F43 a script renamed to .png is refused in words beside the field, and what was typed is kept', async () => {
    const posted = await postWith('/clues/new', CLUE, [
      ['照片.png', Buffer.from('<script>alert(1)</script>')],
    ]);
    expect(posted.status).toBe(422);
    expect(posted.html).toContain('格式不能保存');
    expect(posted.html).toContain('来访人说药店用医保卡刷保健品');
    expect((await clerk.get('/clues')).html).toContain('还没有线索');
  });

  it('F1-04 a scan or photo at the counter loses place and device, whatever paper it shows', async () => {
    const photo = await snapshot();
    expect(photo.includes(CAMERA)).toBe(true);
    const roles = ['photo', 'paper', 'recommendation', 'proof'];
    const files = roles.map((role) => [role, photo, 'image/jpeg'] as const);
    const fields = { do: 'enter', entering: 'one', source: 'visit' };
    await posting(() => site)(clerk, '/applications/new', { fields, files });
    const scans = await kept();
    expect(scans).toHaveLength(roles.length);
    expect(scans.some((bytes) => bytes.includes(CAMERA))).toBe(false);
  });

  it('C-01 evidence of a clue stays byte for byte: where it was taken belongs to it', async () => {
    const photo = await snapshot();
    expect((await postWith('/clues/new', CLUE, [['现场.jpg', photo]])).status).toBe(303);
    expect(await kept()).toEqual([photo]);
  });

  it('F43 a photo that nobody could open is named, and nothing of it is kept', async () => {
    const broken = (await snapshot()).subarray(0, 64);
    const files = [['paper', broken, 'image/jpeg', '第一页.jpg']] as const;
    const fields = { do: 'enter', entering: 'one', source: 'visit' };
    const back = await posting(() => site)(clerk, '/applications/new', { fields, files });
    expect(back.html).toContain('“第一页.jpg”打不开，没有保存');
    expect(await kept()).toEqual([]);
  });

  it('F42 too many files are refused in words', async () => {
    const many = Array.from({ length: 11 }, (_, index) => [`${index}.png`, PNG] as const);
    const posted = await postWith('/clues/new', CLUE, many);
    expect(posted.status).toBe(422);
    expect(posted.html).toContain('一次最多10份');
  });

  it('F46 a form with files from elsewhere is refused like any other', async () => {
    const body = new FormData();
    body.append('do', 'enter');
    const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${site.url}/clues/new`, {
      method: 'POST',
      body,
      headers: { origin: 'http://evil.test', cookie },
    });
    expect(response.status).toBe(403);
  });
});
