import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MovableClock } from '../../bot/channels/platform/index.ts';
import {
  startWecom,
  type Member,
  type PlayedApp,
  type WecomReceived,
  type WecomSetup,
} from '../../bot/channels/platform/wecom/index.ts';
import {
  draws,
  people,
  type Notice,
  type Role,
  type StaffActor,
  type Tx,
} from '../../domain/index.ts';
import { findCard, offerById } from '../../domain/exchange/index.ts';
import { putOffer } from '../../domain/exchange/offers.ts';
import { putNotice, notices, type NoticeRow } from '../../domain/notices/index.ts';
import * as staff from '../../domain/staff/index.ts';
import { SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { openInstance, until, type Dialect, type Instance } from './house.ts';

/** The app as both sides know it: WeCom and the bureau's file. */
export const APP: WecomSetup = {
  corpId: 'ww0123456789abcdef',
  agentId: 1000002,
  secret: 'secret-of-the-app',
  token: 'TokenOfTheApp',
  encodingAesKey: `${'W'.repeat(42)}A`,
};

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The played WeCom on one side, a bot of the real composition on the other, HTTP between them. */
export interface WecomHouse {
  readonly clock: MovableClock;
  readonly app: PlayedApp;
  readonly open: OpenApp;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
  readonly first: Instance;
  readonly log: string[];
  readonly another: () => Promise<Instance>;
  readonly reads: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** puts a notice into the outbox, due at once */
  readonly notify: (key: string, more: Pick<Notice, 'to'> & Partial<Notice>) => Promise<void>;
  readonly noticeOf: (key: string) => Promise<NoticeRow | null>;
  /** a member bound to a person or a staff account by a one-time code */
  readonly bound: (to: { person: string } | { account: string }) => Promise<Member>;
  readonly close: () => Promise<void>;
}

export async function openWecomHouse(
  opening: { readonly dialect?: Dialect; readonly setup?: Partial<WecomSetup> } = {},
): Promise<WecomHouse> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-wecom-'));
  // a working Monday, ten o'clock in China
  const clock = running(new Date('2026-10-12T10:00:00+08:00'));
  const wecom = await startWecom({ now: clock.now });
  const app = wecom.app({ ...APP, ...opening.setup });
  const database =
    opening.dialect === 'mariadb'
      ? await (await import('../support/database.ts')).freshDatabase()
      : null;
  const databaseUrl = database?.url ?? `sqlite:${path.join(folder, 'jiandu.db')}`;
  const bureaus = bureauFile(folder, wecom.apiBase);
  const log: string[] = [];
  const instances: Instance[] = [];
  const another = async (): Promise<Instance> => {
    const dataDir = path.join(folder, `data-${instances.length}`);
    const instance = await openInstance({ databaseUrl, bureaus, dataDir }, { clock, log });
    instances.push(instance);
    return instance;
  };
  const first = await another();
  app.connect(wecomUrl(first));
  const open = openOf(first, clock);
  const clerk = await open.member(ZHANJIANG, 'clerk');
  const admin = await open.member(ZHANJIANG, 'administrator');
  const reads: WecomHouse['reads'] = (work) =>
    first.installation.app.gate.transaction(ZHANJIANG, work);
  const bureau = bureauOf(open, clerk);
  let count = 0;
  return {
    clock,
    app,
    open,
    clerk,
    bureau,
    first,
    log,
    another,
    reads,
    notify: async (key, more) => {
      const notice: Notice = { key, kind: 'desk.draft-waiting', params: {}, urgent: true, ...more };
      const now = clock.now();
      const row = randomUUID();
      await reads(async (tx) => {
        await putNotice(tx, { notice, id: row, now, officeMoment: now });
        await putOffer(tx, notice, { row, now });
      });
      first.installation.app.wake(ZHANJIANG);
    },
    noticeOf: (noticeKey) => reads((tx) => tx.table(notices).one({ noticeKey })),
    bound: async (to) => {
      count += 1;
      const code = String(30_000_000 + count);
      await bureau.done('person' in to ? clerk : admin, people.issueBindingCode, { ...to, code });
      const member = app.member(`Member${count}`);
      const said = await member.says(`绑定 ${code}`);
      if (said?.includes('绑定成功') !== true) throw new Error(`not bound: ${said}`);
      return member;
    },
    close: async () => {
      await Promise.all(instances.map((instance) => instance.stop()));
      await wecom.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const wecomUrl = ({ bot }: Instance): string =>
  `http://127.0.0.1:${bot.port}/wecom/zhanjiang`;

/** The demo's 湛江 with a self-built app and nothing else. */
function bureauFile(folder: string, apiBase: string): string {
  const bureaus = path.join(folder, 'bureaus');
  mkdirSync(bureaus, { recursive: true });
  const text = readFileSync(path.join(ROOT, 'scripts/demo-bureaus/zhanjiang.yaml'), 'utf8');
  const channels = JSON.stringify({ wecom: { ...APP, apiBase } });
  const own = text.replace('demonstration: true', 'demonstration: false');
  writeFileSync(path.join(bureaus, 'zhanjiang.yaml'), `${own}\nchannels: ${channels}\n`);
  return bureaus;
}

function running(start: Date): MovableClock {
  let base = start.getTime() - performance.now();
  return {
    now: () => new Date(base + performance.now()),
    advance: (milliseconds) => {
      base += milliseconds;
    },
  };
}

/** The running installation in the words that the helpers of domain tests use. */
function openOf({ installation }: Instance, clock: MovableClock): OpenApp {
  const { app } = installation;
  let made = 0;
  return {
    app,
    clock: {
      now: clock.now,
      set: (at) => clock.advance(new Date(at).getTime() - clock.now().getTime()),
    },
    onWork: () => 0,
    close: () => Promise.resolve(),
    member: async (bureau, ...roles: Role[]) => {
      made += 1;
      const passwordHash = 'scrypt$x';
      const input = { login: `staff${made}`, name: `职员${made}`, roles, passwordHash };
      const outcome = await app.perform(bureau, staff.addAccount, input, SYSTEM);
      const event = outcome.kind === 'done' ? outcome.events[0] : null;
      if (event?.type !== 'staff.added') throw new Error(JSON.stringify(outcome));
      return { kind: 'staff', account: event.account, roles };
    },
  };
}

type Shown<K extends WecomReceived['kind']> = Extract<WecomReceived, { kind: K }>;

export const shownOf = <K extends WecomReceived['kind']>(
  member: Member,
  kind: K,
): readonly Shown<K>[] =>
  member.received().filter((entry): entry is Shown<K> => entry.kind === kind);

/** Waits for the n-th card on the member's phones. */
export async function cardOn(member: Member, n = 1): Promise<Shown<'card'>> {
  await until(`card ${n} is there`, () => shownOf(member, 'card').length >= n);
  return shownOf(member, 'card')[n - 1]!;
}

const known = new WeakMap<WecomHouse, Map<string, Member>>();
let day = 14;

/** An expert with WeCom who has been drawn, and the card that asks for an answer. */
export async function invited(house: WecomHouse) {
  const members = known.get(house) ?? new Map<string, Member>();
  known.set(house, members);
  const { person: added } = await house.bureau.expert(['药学']);
  members.set(added, await house.bound({ person: added }));
  day += 1;
  // every work on a day of its own: whoever is drawn is free
  const firstDay = new Date(Date.UTC(2026, 9, day + (day > 20 ? 14 : 0))).toISOString();
  const task = await house.bureau.task({ 药学: 1 }, { firstDay: firstDay.slice(0, 10) });
  await drawFor(house.open, house.clerk, task);
  const view = await house.bureau.view(task);
  const { number } = view.task;
  const person = view.panel[0]?.invitation.person ?? '';
  const member = members.get(person);
  if (member === undefined) throw new Error('nobody was drawn');
  const invitation = async (): Promise<draws.Invitation> => {
    const all = await house.reads((tx) => draws.invitationsOfPerson(tx, person));
    return all.find((one) => one.task === task)!;
  };
  const asked = (await invitation()).id;
  const isAbout = async ({ taskId }: { readonly taskId: string }): Promise<boolean> =>
    house.reads(async (tx) => {
      const offer = await offerById(tx, (await findCard(tx, taskId))?.offer ?? '');
      return JSON.stringify(offer?.params ?? '').includes(asked);
    });
  let card: Shown<'card'> | undefined;
  await until('the card is there', async () => {
    const last = shownOf(member, 'card').at(-1);
    if (last !== undefined && (await isAbout(last))) card = last;
    return card !== undefined;
  });
  if (card === undefined) throw new Error('no card');
  const seen = member.received().length;
  /** what the phones showed after the card */
  const since = <K extends WecomReceived['kind']>(kind: K): readonly Shown<K>[] => {
    const later = member.received().slice(seen);
    return later.filter((entry): entry is Shown<K> => entry.kind === kind);
  };
  return { person, member, task, number, card, invitation, since };
}
