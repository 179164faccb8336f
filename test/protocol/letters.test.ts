import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { membership, people } from '../../domain/index.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp } from '../support/app.ts';
import { bureauOf } from '../support/experts.ts';
import { openPublicServer, type PublicServer } from '../support/public-server.ts';

let open: OpenApp;
let server: PublicServer;

beforeEach(async () => {
  open = await openApp({ seed: 'public-letters' });
  server = await openPublicServer(open.app);
});

afterEach(async () => {
  await server.close();
  await open.close();
});

const get = async (code: string) => {
  const response = await fetch(`${server.url}/letter/${code}`);
  const html = await response.text();
  const main = (/<main.*<\/main>/s.exec(html)?.[0] ?? '').replaceAll(/<[^>]+>/g, ' ');
  return { status: response.status, html, main, headers: response.headers };
};

/** A letter whose days are confirmed, and the code that its QR image holds. */
const letter = async (): Promise<{ readonly term: string; readonly code: string }> => {
  const clerk = await open.member(GAOPING, 'clerk');
  const office = bureauOf(open, clerk, GAOPING);
  const input = { source: 'visit', particulars: { name: '王秀兰', phone: '13800138000' } };
  const [known] = await office.done(clerk, people.registerPerson, input);
  if (known.type !== 'people.registered') throw new Error(known.type);
  const [begun] = await office.done(SYSTEM, membership.appointMember, {
    person: known.person,
    roster: 'supervisors',
    route: 'selfNomination',
    application: 'public-letter',
  });
  if (begun.type !== 'membership.appointed') throw new Error(begun.type);
  const { term } = begun;
  const days = { from: '2026-10-12', to: '2029-10-12' };
  await office.done(clerk, membership.confirmPrintedTerm, { term, ...days });
  const code = await open.app.gate.transaction(GAOPING, (tx) =>
    Promise.resolve(membership.letterCode(tx, term)),
  );
  return { term, code };
};

describe('GP-6.4a what anybody sees who scans a letter', () => {
  it('says that it is good: number, masked name, roster, days, and nothing else of the person', async () => {
    const { term, code } = await letter();
    const page = await get(code);
    expect(page.status).toBe(200);
    for (const words of ['有效', 'PS2026-0001', '王**', '社会监督员', '2029年10月12日'])
      expect(page.main).toContain(words);
    expect(page.html).not.toMatch(/王秀兰|138/);
    expect(page.html).not.toContain(term);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.html).toContain('noindex');
  });

  it('says that it is void from the day after the last one, before any duty has run', async () => {
    const { code } = await letter();
    open.clock.set('2029-10-13T00:01:00+08:00');
    const page = await get(code);
    expect(page.main).toContain('已失效');
    expect(page.main).not.toMatch(/ 有效 /);
  });

  it.each([
    ['another code of the bureau', 'gaoping.abcdefghijklmnopabcdefghijklmnop'],
    ['a code of a bureau that is not here', 'nowhere.abcdefghijklmnopabcdefghijklmnop'],
    ['no code at all', 'x'],
    ['a number', 'PS2026-0001'],
    ['markup', encodeURIComponent('<script>alert(1)</script>')],
  ])('answers %s with the same neutral words', async (_what, code) => {
    await letter();
    const [page, other] = [await get(code), await get('y')];
    expect(page.status).toBe(404);
    expect(page.html).toBe(other.html);
    expect(page.main).toContain('没有查到这份聘书');
  });

  it('slows down who guesses, and only while guessing', async () => {
    const { code } = await letter();
    const wrong = (n: number) =>
      `gaoping.${'abcdefghijklmnop'[n] ?? 'a'}bcdefghijklmnopabcdefghijklmnop`;
    for (let n = 0; n < 5; n += 1) expect((await get(wrong(n))).status).toBe(404);
    const slowed = await get(wrong(6));
    expect(slowed.status).toBe(429);
    expect(slowed.main).toContain('请过一会儿再扫');
    // even a right code waits now, so that nothing is learned by the difference
    expect((await get(code)).status).toBe(429);
    open.clock.set(new Date(open.clock.now().getTime() + 120_000));
    expect((await get(code)).status).toBe(200);
    expect((await get(wrong(7))).status).toBe(404);
  });
});
