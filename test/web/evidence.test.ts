import { expect, it } from 'vitest';
import { addAttachment, adoptBag, keptFile } from '../../domain/exchange/index.ts';
import { GAOPING } from '../support/app.ts';
import { reportClue } from './records.ts';
import { openSite, type OpenSite } from './site.ts';

const PIECE = '11111111-1111-8111-a111-111111111111';

const withEvidence = async (site: OpenSite, text: string, mime: string): Promise<string> => {
  const { id } = await reportClue(site, '康源大药房');
  const kept = await site.app.files.keep(GAOPING, Buffer.from(text));
  await site.app.gate.transaction(GAOPING, async (tx) => {
    const now = site.clock.now();
    const bag = {
      id: PIECE,
      conversation: 'c',
      channel: 'simulator',
      kind: 'image',
      mediaId: 'm',
      now,
    } as const;
    await addAttachment(tx, bag);
    await keptFile(tx, PIECE, { ...kept, mime });
    await adoptBag(tx, [PIECE], id);
  });
  return `/clues/${id}/evidence/${PIECE}`;
};

it('F43: evidence is saved, never opened as a page of ours', async () => {
  const site = await openSite();
  const address = await withEvidence(site, '<script>alert(1)</script>', 'text/html');
  const browser = await site.as('clerk');
  const page = await browser.get(address.slice(0, address.indexOf('/evidence')));
  expect(page.html).toContain(address);
  expect(page.html).toMatch(/[0-9a-f]{64}/);
  const { status, headers, html } = await browser.get(address);
  expect(status).toBe(200);
  expect(html).toBe('<script>alert(1)</script>');
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="file"; filename\*=UTF-8''XS/,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain('sandbox');
  const other = await site.as('discipline');
  expect((await other.get(address)).status).toBe(404);
  await site.close();
});

it('F29: an altered file is refused in words, never served as good', async () => {
  const site = await openSite();
  const address = await withEvidence(site, 'a photo', 'image/jpeg');
  await site.app.gate.transaction(GAOPING, (tx) =>
    tx.sql('UPDATE attachment SET digest = ? WHERE id = ?', ['0'.repeat(64), PIECE]),
  );
  const browser = await site.as('clerk');
  const reply = await browser.get(address);
  expect(reply.status).toBe(409);
  expect(reply.html).toContain('缺失或被改动过');
  await site.close();
});
