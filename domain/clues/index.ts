import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { defineContext } from '../kernel/context.ts';
import { addDays, dayOf, instantAt } from '../kernel/day.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import { recordDrafts, watchedDrafts } from './drafts-records.ts';
import { CLUES, type Audience, type CluesEvent, type CluesRefusal } from './model.ts';
import { clueExports, recordOutside } from './outside-records.ts';
import { CLUE_TABLES, readUntouched, record } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export * from './model.ts';
export * from './actions.ts';
export { askDraftWriter, listWatchedDrafts, watchDraft } from './drafts.ts';
export { accusesStaff } from './rules.ts';
export { readAskedBefore } from './drafts-records.ts';
export { exportOutside, listOutside, readPackage } from './outside.ts';

/** Whether the audit view may show a clue's event to this actor: the same rule as every list (B-19). */
export const isVisibleEvent = (
  facts: { readonly audience: Audience; readonly hidden: readonly string[] },
  actor: Actor,
): boolean => {
  const account = accountOf(actor);
  if (account !== null && facts.hidden.includes(account)) return false;
  return (
    facts.audience === 'office' || (facts.audience === 'discipline' && holds(actor, 'discipline'))
  );
};

export const cluesContext = defineContext<CluesEvent>({
  name: 'clues',
  tables: [...CLUE_TABLES, watchedDrafts, clueExports],
  policies: [CLUES],
  actions: [],
  record: { ...record, ...recordDrafts, ...recordOutside },
  anonymous: ['clues.reported', 'clues.evidence-added'],
  announce,
  followUps: (event) =>
    event.type === 'clues.reported' && event.serious && event.audience === 'office'
      ? [
          {
            action: 'liaison.raise',
            key: `liaison.raise:serious:${event.clue}`,
            input: {
              key: `serious:${event.clue}`,
              kind: 'clue-serious',
              subject: 'clue',
              id: event.clue,
              number: event.number,
              roster: 'supervisors',
              audience: 'office',
              except: event.hidden,
            },
          },
        ]
      : [],
  say,
  refuse: (refusal) => refuse(refusal as CluesRefusal),
  deadlines: async (tx, world) => {
    const days = CLUES.shape.parse(world.policy).clues.untouchedDays.value;
    const waiting = await readUntouched(tx, instantAt(addDays(dayOf(world.now), -days), '23:59'));
    return waiting
      .map((clue) => ({
        key: `untouched:clue:${clue.id}`,
        subject: 'clue',
        id: clue.id,
        number: clue.number,
        roster: 'supervisors' as const,
        dueAt: instantAt(addWorkingDays(dayOf(clue.receivedAt), days, world.calendar).day, '23:59'),
        except: clue.hidden,
        audience: clue.audience === 'discipline' ? ('discipline' as const) : ('office' as const),
      }))
      .filter((due) => due.dueAt < world.now);
  },
});
