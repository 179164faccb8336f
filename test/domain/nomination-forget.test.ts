import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetApplications } from '../../bot/jobs/applications.ts';
import { verifyChain, privateParts } from '../../domain/audit/index.ts';
import { addKept, adoptedBy } from '../../domain/exchange/index.ts';
import { nomination } from '../../domain/index.ts';
import { applications } from '../../domain/nomination/tables-records.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import {
  allMet,
  applicationNow,
  applicationOf,
  applied,
  passedReview,
} from '../support/applying.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { citizenOf, follower } from '../support/people.ts';

describe.each(['SQLite', ...(hasServer ? ['MariaDB'] : [])])(
  'A-38 who was not chosen is forgotten (%s)',
  (dialect) => {
    let open: OpenApp;
    let drop = (): Promise<void> => Promise.resolve();
    beforeAll(async () => {
      const database = dialect === 'MariaDB' ? await freshDatabase() : null;
      if (database !== null) drop = database.drop;
      open = await openApp(database === null ? {} : { url: database.url });
    });
    afterAll(async () => {
      await open.close();
      await drop();
    });

    let owner = '';
    const run = () =>
      forgetApplications.run({
        app: open.app,
        bureau: GAOPING,
        outward: () => null,
        uuid: () => crypto.randomUUID(),
        onFault: (fault) => expect(fault).toBeUndefined(),
      });
    const apply = (birth: string, name: string, chat: string) =>
      applied(
        open,
        applicationOf({
          name,
          citizenNumber: citizenOf(birth),
          pieces: [{ attachment: `paper-${chat}`, role: 'paper' }],
        }),
        { chat },
      );
    const keepScan = (id: string, owner: string) =>
      open.app.gate.transaction(GAOPING, async (tx) => {
        const piece = { id, kind: 'document', mime: 'application/pdf' } as const;
        const kept = await open.app.files.keep(GAOPING, Buffer.from('%PDF-1.4'));
        await addKept(tx, [{ ...piece, ...kept }], { owner, now: open.clock.now() });
      });

    it('A-38 twelve months after the refusal or the withdrawal, not a day earlier; the appointed stay', async () => {
      const withdrawn = await apply('1970-01-01', '甲某某', 'o-a');
      const { withdrawApplication } = nomination;
      const own = { application: withdrawn.application };
      await open.app.perform(GAOPING, withdrawApplication, own, follower('o-a'));
      owner = withdrawn.application;
      await keepScan('paper-o-a', owner);
      const kept = await open.app.gate.transaction(GAOPING, (tx) => adoptedBy(tx, owner));
      expect(kept).toHaveLength(1);
      const appointed = await apply('1971-01-01', '乙某某', 'o-b');
      await passedReview(open, {
        bureau: GAOPING,
        application: appointed.application,
        until: 'approved',
      });
      const refused = await apply('1972-01-01', '丙某某', 'o-c');
      await refuse(refused.application);

      open.clock.set('2027-10-12T02:50:00+08:00');
      await run();
      const name = async (application: string) =>
        (await applicationNow(open, GAOPING, application)).snapshot.name;
      expect(await name(withdrawn.application)).toBe('甲某某');

      open.clock.set('2027-10-13T02:50:00+08:00');
      await run();
      expect(await name(withdrawn.application)).toBe('（已删除）');
      expect(await name(refused.application)).toBe('（已删除）');
      expect(await name(appointed.application)).toBe('乙某某');
      const gone = await applicationNow(open, GAOPING, refused.application);
      expect(gone).toMatchObject({ number: refused.number, state: 'refused', decision: null });
      expect(gone.review).toBeNull();
    });

    it('A-38 GP-14.0b the log still verifies, without the words that told who it was; files go too', async () => {
      await open.app.gate.transaction(GAOPING, async (tx) => {
        const texts = (await tx.table(privateParts).find({})).flatMap(({ sealed }) =>
          sealed === null ? [] : [JSON.stringify(tx.vault.open(sealed))],
        );
        expect(texts.some((text) => text.includes('乙某某'))).toBe(true);
        expect(texts.some((text) => /甲某某|丙某某/u.test(text))).toBe(false);
        const citizenPrint = tx.vault.fingerprint('citizen', citizenOf('1970-01-01'));
        expect(await tx.table(applications).count({ citizenPrint })).toBe(0);
        expect((await verifyChain(tx)).intact).toBe(true);
        expect(await adoptedBy(tx, owner)).toEqual([]);
      });
    });

    it('A-38 the same person may apply again, as anybody', async () => {
      expect((await apply('1972-01-01', '丙某某', 'o-c')).number).toMatch(/^SQ2027-/u);
    });

    const refuse = async (application: string): Promise<void> => {
      const clerk = await open.member(GAOPING, 'clerk');
      const leader = await open.member(GAOPING, 'leader');
      const view = await applicationNow(open, GAOPING, application);
      const sheet = { conclusion: 'unqualified', findings: allMet(view), text: '丙某某不符合条件' };
      await open.app.perform(
        GAOPING,
        nomination.reviewApplication,
        { application, expectVersion: 1, ...sheet },
        clerk,
      );
      const line = { application, expectVersion: 2, line: 'leader', verdict: 'agree' };
      await open.app.perform(GAOPING, nomination.signLine, line, leader);
    };
  },
);
