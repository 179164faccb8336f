import { defineContext, type ContextSpec } from '../kernel/context.ts';
import { callReminders } from './alerts.ts';
import { markCalled } from './delivery.ts';
import type { NoticesEvent, NoticesRefusal } from './model.ts';
import { FRESH } from './outbox.ts';
import { NOTICES } from './policy.ts';
import { notices, noticeTries, sendReports } from './tables.ts';
import { refuse } from './wording.ts';

const record: ContextSpec<NoticesEvent>['record'] = {
  'notices.called': async (tx, { notice, by }, { now }) => {
    await markCalled(tx, notice, { by, now });
    await callReminders(tx, notice, { by, now });
  },
  'notices.resent': async (tx, { notice, again }, { now }) => {
    const old = await tx.table(notices).one({ id: notice });
    if (old === null) throw new Error('a notice vanished');
    const at = now.toISOString();
    await tx.table(notices).insert({
      ...old,
      ...FRESH,
      id: again,
      noticeKey: `${old.noticeKey.slice(0, 120)}~${again}`.slice(0, 160),
      origin: notice,
      notBefore: at,
      createdAt: at,
    });
    const open = { id: notice, state: old.state };
    if (old.state === 'sheet' || old.state === 'unknown')
      await tx.table(notices).change(open, { state: 'resent', settledAt: at });
  },
};

/** The outbox as a context: what staff decide about notices is audited like everything else. */
export const noticesContext = defineContext<NoticesEvent>({
  name: 'notices',
  tables: [notices, noticeTries, sendReports],
  policies: [NOTICES],
  actions: [],
  record,
  refuse: (refusal) => refuse(refusal as NoticesRefusal),
});
