import { In, IsNull, LessThanOrEqual } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import { dayOf } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import { readAccounts } from '../staff/index.ts';
import { day, defineTable, id, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { Alert, Audience, Cover, Designation, Duty, LiaisonEvent } from './model.ts';

interface DesignationRow {
  readonly id: string;
  readonly roster: Roster;
  readonly account: string;
  readonly by: string;
  /** sealed note of the hand-over */
  readonly note: string;
  readonly since: string;
  readonly until: string | null;
}

export const designations = defineTable<DesignationRow>({
  name: 'liaison_designation',
  columns: {
    id: key(id()),
    roster: str(20),
    account: id(),
    by: str(36),
    note: long(),
    since: time(),
    until: maybe(time()),
  },
  indices: [{ name: 'liaison_designation_roster', columns: ['bureau', 'roster', 'until'] }],
});

interface CoverRow {
  readonly id: string;
  readonly roster: Roster;
  readonly account: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly endedAt: string | null;
}

export const covers = defineTable<CoverRow>({
  name: 'liaison_cover',
  columns: {
    id: key(id()),
    roster: str(20),
    account: id(),
    fromDay: day(),
    toDay: day(),
    endedAt: maybe(time()),
  },
  indices: [{ name: 'liaison_cover_roster', columns: ['bureau', 'roster', 'toDay'] }],
});

interface AlertRow {
  readonly id: string;
  readonly alertKey: string;
  readonly kind: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly number: string;
  readonly roster: Roster;
  readonly audience: Audience;
  /** sealed account ids: who is named must not be read off a table (C-01) */
  readonly except: string;
  readonly to: readonly string[];
  readonly raisedAt: string;
  readonly ackBy: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly escalatedAt: string | null;
  readonly reportedAt: string | null;
}

export const alerts = defineTable<AlertRow>({
  name: 'liaison_alert',
  columns: {
    id: key(id()),
    alertKey: str(160),
    kind: str(40),
    subject: str(40),
    subjectId: str(36),
    number: str(40),
    roster: str(20),
    audience: str(10),
    except: long(),
    to: json(),
    raisedAt: time(),
    ackBy: time(),
    acknowledgedBy: maybe(str(36)),
    acknowledgedAt: maybe(time()),
    escalatedAt: maybe(time()),
    reportedAt: maybe(time()),
  },
  indices: [
    { name: 'liaison_alert_key', columns: ['bureau', 'alertKey'], unique: true },
    { name: 'liaison_alert_due', columns: ['bureau', 'acknowledgedAt', 'escalatedAt', 'ackBy'] },
  ],
});

export const LIAISON_TABLES = [designations, covers, alerts] as const;

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

const designationOf = ({
  id: designation,
  roster,
  account,
  since,
  until,
}: DesignationRow): Designation => ({
  id: designation,
  roster,
  account,
  since: new Date(since),
  until: instant(until),
});

const coverOf = (row: CoverRow): Cover => ({
  id: row.id,
  roster: row.roster,
  account: row.account,
  from: row.fromDay,
  to: row.toDay,
});

const alertOf = (tx: Tx, row: AlertRow): Alert => ({
  id: row.id,
  key: row.alertKey,
  kind: row.kind,
  subject: row.subject,
  subjectId: row.subjectId,
  number: row.number,
  roster: row.roster,
  audience: row.audience,
  except: tx.vault.open(row.except) as readonly string[],
  to: row.to,
  raisedAt: new Date(row.raisedAt),
  ackBy: new Date(row.ackBy),
  acknowledgedBy: row.acknowledgedBy,
  acknowledgedAt: instant(row.acknowledgedAt),
  escalatedAt: instant(row.escalatedAt),
  reportedAt: instant(row.reportedAt),
});

/** The officer of a roster now, or null. */
export const readOfficer = async (tx: Tx, roster: Roster): Promise<Designation | null> => {
  const row = await tx.table(designations).one({ roster, until: IsNull() });
  return row === null ? null : designationOf(row);
};

/** Every designation a roster ever had, newest first (GP-12a: dated hand-over). */
export const readDesignations = async (tx: Tx, roster: Roster): Promise<readonly Designation[]> =>
  (await tx.table(designations).find({ roster }, { order: { since: 'DESC' } })).map(designationOf);

/** Covers that were not ended early, newest first. */
export const readCovers = async (tx: Tx, roster: Roster): Promise<readonly Cover[]> =>
  (await tx.table(covers).find({ roster, endedAt: IsNull() }, { order: { fromDay: 'DESC' } })).map(
    coverOf,
  );

export const readCover = async (tx: Tx, cover: string): Promise<Cover | null> => {
  const row = await tx.table(covers).one({ id: cover, endedAt: IsNull() });
  return row === null ? null : coverOf(row);
};

/** Who can be on duty for a roster at an instant; disabled accounts are nobody. */
export const readDuty = async (tx: Tx, roster: Roster, at: Date): Promise<Duty> => {
  const active = (await readAccounts(tx)).filter((account) => !account.disabled);
  const working = (account: string | undefined): string | null =>
    active.find(({ id: one }) => one === account)?.id ?? null;
  const today = dayOf(at);
  const cover = (await readCovers(tx, roster)).find((one) => one.from <= today && today <= one.to);
  return {
    officer: working((await readOfficer(tx, roster))?.account),
    cover: working(cover?.account),
    leaders: active.filter(({ roles }) => roles.includes('leader')).map(({ id: one }) => one),
    discipline: active
      .filter(({ roles }) => roles.includes('discipline'))
      .map(({ id: one }) => one),
  };
};

/** The rosters that have an officer, supervisors first. */
export const rostersWithOfficer = async (tx: Tx): Promise<readonly Roster[]> =>
  (await tx.table(designations).find({ until: IsNull() }, { order: { roster: 'DESC' } })).map(
    ({ roster }) => roster,
  );

export const readAlert = async (tx: Tx, alert: string): Promise<Alert | null> => {
  const row = await tx.table(alerts).one({ id: alert });
  return row === null ? null : alertOf(tx, row);
};

export const readAlertOf = async (tx: Tx, alertKey: string): Promise<Alert | null> => {
  const row = await tx.table(alerts).one({ alertKey });
  return row === null ? null : alertOf(tx, row);
};

export const isRaised = async (tx: Tx, alertKey: string): Promise<boolean> =>
  (await tx.table(alerts).count({ alertKey })) > 0;

/** What stands open about a matter. */
export const readOpenAbout = async (tx: Tx, subjectId: string, subjects: readonly string[]) => {
  const open = { subjectId, subject: In([...subjects]), acknowledgedAt: IsNull() };
  return (await tx.table(alerts).find(open)).map((row) => alertOf(tx, row));
};

/** Past their instant, neither acknowledged nor escalated; oldest first. */
export const readOverdue = async (tx: Tx, now: Date, limit: number): Promise<readonly Alert[]> => {
  const where = {
    acknowledgedAt: IsNull(),
    escalatedAt: IsNull(),
    ackBy: LessThanOrEqual(now.toISOString()),
  };
  const rows = await tx.table(alerts).find(where, { order: { ackBy: 'ASC' }, limit });
  return rows.map((row) => alertOf(tx, row));
};

export const readAlerts = async (tx: Tx, onlyOpen: boolean): Promise<readonly Alert[]> =>
  (
    await tx.table(alerts).find(onlyOpen ? { acknowledgedAt: IsNull() } : {}, {
      order: { raisedAt: 'DESC' },
      limit: 500,
    })
  ).map((row) => alertOf(tx, row));

const recordEscalated: ContextSpec<LiaisonEvent>['record']['liaison.escalated'] = async (
  tx,
  event,
  { now },
) => {
  const row = await tx.table(alerts).one({ id: event.alert });
  const to = [...new Set([...(row?.to ?? []), ...event.to])];
  await tx.table(alerts).change({ id: event.alert }, { to, escalatedAt: now.toISOString() });
};

export const record: ContextSpec<LiaisonEvent>['record'] = {
  'liaison.designated': async (tx, event, { now }) => {
    const at = now.toISOString();
    await tx.table(designations).change({ roster: event.roster, until: IsNull() }, { until: at });
    await tx.table(designations).insert({
      id: event.designation,
      roster: event.roster,
      account: event.account,
      by: event.by,
      note: tx.vault.seal(event.private.note),
      since: at,
      until: null,
    });
  },
  'liaison.cover-set': (tx, event) =>
    tx.table(covers).insert({
      id: event.cover,
      roster: event.roster,
      account: event.account,
      fromDay: event.from,
      toDay: event.to,
      endedAt: null,
    }),
  'liaison.cover-ended': async (tx, event, { now }) => {
    await tx
      .table(covers)
      .change({ id: event.cover, endedAt: IsNull() }, { endedAt: now.toISOString() });
  },
  'liaison.alert-raised': (tx, event, { now }) =>
    tx.table(alerts).insert({
      id: event.alert,
      alertKey: event.key,
      kind: event.kind,
      subject: event.subject,
      subjectId: event.id,
      number: event.number,
      roster: event.roster,
      audience: event.audience,
      except: tx.vault.seal(event.private.except),
      to: event.to,
      raisedAt: now.toISOString(),
      ackBy: event.ackBy,
      acknowledgedBy: null,
      acknowledgedAt: null,
      escalatedAt: null,
      reportedAt: null,
    }),
  'liaison.acknowledged': async (tx, event, { now }) => {
    const set = { acknowledgedBy: event.account, acknowledgedAt: now.toISOString() };
    await tx.table(alerts).change({ id: event.alert }, set);
  },
  'liaison.settled': async (tx, event, { now }) => {
    await tx.table(alerts).change({ id: event.alert }, { acknowledgedAt: now.toISOString() });
  },
  'liaison.escalated': recordEscalated,
  'liaison.reported-upward': async (tx, event, { now }) => {
    await tx.table(alerts).change({ id: event.alert }, { reportedAt: now.toISOString() });
  },
};
