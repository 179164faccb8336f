import { isNoticeOver } from '../../domain/index.ts';
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
 * of it; one that was acknowledged leaves the call sheet (GP-12b, A-11).
 */
export const phoneAlerts: Duty = {
  name: 'phone-alerts',
  when: { kind: 'minutes', every: 1 },
  run: async ({ app, bureau }) => {
    const minutes = app.bureauOf(bureau).section(NOTICES).notices.phoneAlertsAfterMinutes.value;
    await app.gate.transaction(bureau, async (tx) => {
      const now = app.clock();
      const late = minutesBefore(now, minutes);
      for (const row of await alertsSent(tx, daysBefore(now, DAYS))) {
        const isOver = await isNoticeOver(tx, row);
        if (isOver && row.state === 'sheet') await dropFromSheet(tx, row, now);
        if (!isOver && isUnheard(row, late)) await phoneAlert(tx, row, { minutes, now });
      }
    });
  },
};

const isUnheard = ({ state, settledAt, params }: NoticeRow, late: string): boolean =>
  'alert' in params && state === 'sent' && settledAt !== null && settledAt <= late;

/** older ones have long been escalated and seen on the site */
const DAYS = 7;

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

const minutesBefore = (now: Date, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString();
