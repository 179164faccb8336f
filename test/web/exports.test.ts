import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEntries } from '../../domain/audit/index.ts';
import { ROLES, people, type StaffActor } from '../../domain/index.ts';
import { PAGES } from '../../web/pages/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { citizenOf } from '../support/people.ts';
import { fillBureau } from './records.ts';
import { openSite, SITE, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let everybody: Browser & { readonly actor: StaffActor };

beforeEach(async () => {
  site = await openSite();
  everybody = await site.as(...ROLES);
});
afterEach(() => site.close());

const take = async (path: string, browser: Browser = everybody) => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, {
    method: 'POST',
    body: new URLSearchParams({ do: 'export' }),
    headers: { origin: SITE, cookie },
    redirect: 'manual',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
};

const namesIn = async (bytes: Buffer): Promise<readonly string[]> => {
  const read = await readSheet(bytes, { columns: ['姓名'], needed: ['姓名'], mostRows: 2000 });
  return read.ok ? read.value.map(({ cells }) => cells.姓名) : [];
};

const register = async (name: string, more: object = {}): Promise<void> => {
  const input = { source: 'visit', particulars: { name, ...more } };
  const done = await site.app.perform(GAOPING, people.registerPerson, input, SYSTEM);
  if (done.kind !== 'done') throw new Error(JSON.stringify(done));
};

const exportsNoted = () =>
  site.app.gate.transaction(GAOPING, (tx) =>
    readEntries(
      tx,
      { type: 'staff.exported', from: null, to: null, limit: 20, offset: 0 },
      () => true,
    ),
  );

const LISTS = [
  '/people',
  '/applications',
  '/selection',
  '/appointments',
  '/employers',
  '/call-sheet',
  '/campaigns',
  '/invitations',
  '/publicity',
  '/objections',
  '/roster-publications',
  '/members',
  '/institutions',
  '/clues',
  '/recusals',
  '/tasks',
  '/conversations',
  '/alerts',
  '/notices',
  '/audit',
  '/accounts',
];

describe('every list can be taken along', () => {
  it('ZJ-4b each list page has its button, and hands out what it shows as an .xlsx', async () => {
    await fillBureau(site, '高平市第二人民医院');
    for (const path of LISTS) {
      expect(PAGES.some((page) => page.path === path)).toBe(true);
      expect([path, (await everybody.get(path)).html.includes('导出Excel')]).toEqual([path, true]);
      const { status, type, bytes } = await take(path);
      // nothing is in the list: said in words
      if (status === 422) {
        expect(bytes.toString()).toContain('没有符合条件的内容');
        continue;
      }
      expect([path, status]).toEqual([path, 200]);
      expect(type).toContain('spreadsheetml');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
    }
  });

  it('hands out all pages of what is filtered, masked as on the screen, and leaves its mark', async () => {
    const number = citizenOf('1970-05-01');
    await register('王秀兰', { phone: '13912340000', citizenNumber: number });
    for (let n = 0; n < 45; n += 1) await register(`李某${n}`);
    const all = await take('/people');
    expect(await namesIn(all.bytes)).toHaveLength(46);
    const some = await take(`/people?q=${encodeURIComponent('王')}&page=3`);
    expect(await namesIn(some.bytes)).toEqual(['王秀兰']);
    const read = await readSheet(some.bytes, {
      columns: ['电话', '身份证号'],
      needed: ['电话'],
      mostRows: 10,
    });
    expect(read).toMatchObject({
      value: [
        {
          cells: {
            电话: '139****0000',
            身份证号: `${number.slice(0, 6)}********${number.slice(-4)}`,
          },
        },
      ],
    });
    const { rows } = await exportsNoted();
    expect(rows.map(({ facts }) => facts)).toMatchObject([
      { list: '人员名单', rows: 1, by: everybody.actor.account },
      { list: '人员名单', rows: 46 },
    ]);
    expect(JSON.stringify(rows)).not.toContain('王');
  });

  it('keeps what looks like a formula as text', async () => {
    await register(`=cmd|' /C calc'!A0`);
    const { bytes } = await take('/people');
    expect(await namesIn(bytes)).toEqual([`=cmd|' /C calc'!A0`]);
    // no cell of the sheet is a formula
    const { partsOf } = await import('./papers-reading.ts');
    const sheet = (await partsOf(bytes)).get('xl/worksheets/sheet1.xml')?.toString() ?? '';
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<c');
  });

  it('is refused to whom the list is, and to forms from elsewhere', async () => {
    const auditor = await site.as('auditor');
    expect((await take('/people', auditor)).status).toBe(403);
    const cookie = [...everybody.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const foreign = await fetch(`${site.url}/people`, {
      method: 'POST',
      body: new URLSearchParams({ do: 'export' }),
      headers: { origin: 'http://elsewhere.test', cookie },
      redirect: 'manual',
    });
    expect(foreign.status).toBe(403);
    expect((await exportsNoted()).rows).toEqual([]);
  });
});
