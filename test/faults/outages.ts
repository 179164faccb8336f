import type { OwnServer } from '../support/mariadb.ts';
import { drained, remind, startFleet, talk, type Fleet, type Member } from './fleet.ts';
import { Load } from './load.ts';
import { reckon, type Reckoning } from './reckoning.ts';

export interface Outage {
  /** SIGTERM: the server is stopped · SIGKILL: it dies in the middle of commits · SIGSTOP: it hangs */
  readonly signal: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP';
  readonly awayMs: number;
  readonly times: number;
  /** of load before the first, between two and after the last */
  readonly betweenMs: number;
  readonly people: number;
  readonly gapMs: number;
  /** a bot with a full spool dies while the database is away, and is started again when it is back */
  readonly losesBot?: boolean;
}

export interface Survived extends Reckoning {
  /** until every spool was empty again */
  readonly drainedMs: number;
  /** messages that came while the database was away */
  readonly meanwhile: number;
  /** what the site answered while the database was away: status → how often */
  readonly site: Readonly<Record<string, number>>;
  readonly siteSpoke: boolean;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Two bots and a site under load while the database goes away and comes back. */
export async function survive(server: OwnServer, outage: Outage): Promise<Survived> {
  const fleet = await startFleet({ server: server.url, bots: 2, sites: 1 });
  try {
    const load = new Load(fleet.account);
    const told = Array.from({ length: outage.people }, (_none, index) => `o-fleet-${index}`);
    const half = Math.floor(told.length / 2);
    let isOver = false;
    const { people, gapMs } = outage;
    const talking = talk(fleet, load, { people, gapMs, isOver: () => isOver });
    const aways: Away[] = [];
    for (let time = 0; time < outage.times; time += 1) {
      await pause(outage.betweenMs);
      if (time === 0) await remind(fleet, load, told.slice(0, half));
      aways.push(await goAway({ server, fleet, load, outage }));
    }
    await remind(fleet, load, told.slice(half));
    await pause(outage.betweenMs);
    isOver = true;
    await talking;
    const drainedMs = await drained(fleet, 60_000);
    await settled(fleet);
    return { ...(await reckon(fleet, load)), drainedMs, ...together(aways) };
  } finally {
    await fleet.stop();
  }
}

interface Away {
  readonly meanwhile: number;
  readonly answers: readonly SiteAnswer[];
}

interface GoingAway {
  readonly server: OwnServer;
  readonly fleet: Fleet;
  readonly load: Load;
  readonly outage: Outage;
}

async function goAway({ server, fleet, load, outage }: GoingAway): Promise<Away> {
  const before = load.sent.length;
  await server.signal(outage.signal);
  const answers = await watchSite(fleet.sites[0], outage.awayMs);
  const meanwhile = load.sent.length - before;
  const dead = outage.losesBot === true ? fleet.bots[0] : undefined;
  dead?.child.kill('SIGKILL');
  await (outage.signal === 'SIGSTOP' ? server.signal('SIGCONT') : server.again());
  await dead?.again();
  return { meanwhile, answers };
}

function together(aways: readonly Away[]) {
  const answers = aways.flatMap((away) => away.answers);
  const statuses = [...new Set(answers.map(({ status }) => status))];
  return {
    meanwhile: aways.reduce((sum, away) => sum + away.meanwhile, 0),
    site: Object.fromEntries(
      statuses.map((status) => [status, answers.filter((one) => one.status === status).length]),
    ),
    siteSpoke: answers.some(({ spoke }) => spoke),
  };
}

interface SiteAnswer {
  readonly status: string;
  readonly spoke: boolean;
}

const COOKIE = `jiandu-session=gaoping.${'a'.repeat(64)}`;

/** Opens a page for as long; a database that is away is said in Chinese, with 503 and when to try again. */
async function watchSite(site: Member | undefined, forMs: number): Promise<readonly SiteAnswer[]> {
  const answers: SiteAnswer[] = [];
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    if (site !== undefined) answers.push(await lookAt(site));
    await pause(500);
  }
  return answers;
}

export async function lookAt(site: Member): Promise<SiteAnswer> {
  const headers = { cookie: COOKIE };
  const answer = await fetch(`${site.url}/`, { headers, redirect: 'manual' });
  const text = await answer.text();
  const spoke = text.includes('数据库暂时连不上') && answer.headers.get('retry-after') !== null;
  return { status: String(answer.status), spoke };
}

/** Notices that were neither sent nor given up go on until nothing is ready. */
async function settled(fleet: Fleet): Promise<void> {
  const end = performance.now() + 20_000;
  const waiting = async (): Promise<number> =>
    fleet.reads(async (tx) => {
      const rows = await tx.sql(
        "SELECT COUNT(*) AS n FROM notice WHERE bureau = ? AND state = 'ready' AND notBefore <= ?",
        [tx.bureau, new Date().toISOString()],
      );
      return Number((rows as readonly { readonly n: number }[])[0]?.n);
    });
  while (performance.now() < end && (await waiting()) > 0) await pause(200);
}

export const figures = (survived: Survived): string => `${JSON.stringify(survived)}\n`;
