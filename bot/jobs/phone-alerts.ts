import { addWorkingHours, isNoticeOver, OFFICE, type App, type Tx } from '../../domain/index.ts';
import {
  alertsSent,
  dropFromSheet,
  NOTICES,
  phoneAlert,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import type { Duty } from './duty.ts';

/**
 * An alert that nobody has acknowledged in the policy's minutes is phoned, whatever the platform said
 * of it; one that was acknowledged leaves the call sheet (GP-12b, A-11). What is not urgent has these
 * minutes while the office is open: nobody is to answer it in the evening.
 */
export const phoneAlerts: Duty = {
  name: 'phone-alerts',
  when: { kind: 'minutes', every: 1 },
  run: async ({ app, bureau }) => {
    const minutes = app.bureauOf(bureau).section(NOTICES).notices.phoneAlertsAfterMinutes.value;
    await app.gate.transaction(bureau, async (tx) => {
      const now = app.clock();
      const dueOf = await heardBy(app, tx, minutes);
      for (const row of await alertsSent(tx, daysBefore(now, DAYS))) {
        const isOver = await isNoticeOver(tx, row);
        if (isOver && row.state === 'sheet') await dropFromSheet(tx, row, now);
        if (!isOver && isUnheard(row) && dueOf(row) <= now)
          await phoneAlert(tx, row, { minutes, now });
      }
    });
  },
};

const isUnheard = ({ state, params }: NoticeRow): boolean => 'alert' in params && state === 'sent';

/** Until when somebody should have acknowledged what was sent. */
const heardBy = async (app: App, tx: Tx, minutes: number): Promise<(row: NoticeRow) => Date> => {
  const { policy, calendar, now } = await app.world(tx, OFFICE);
  return ({ urgent, settledAt }) => {
    const sentAt = settledAt === null ? now : new Date(settledAt);
    return urgent === 1 || app.atAnyHour === true
      ? new Date(sentAt.getTime() + minutes * MINUTE)
      : addWorkingHours(sentAt, minutes / 60, { calendar, ...policy.office }).at;
  };
};

const MINUTE = 60_000;

/** older ones have long been escalated and seen on the site */
const DAYS = 7;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
