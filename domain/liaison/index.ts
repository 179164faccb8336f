import { defineContext, named } from '../kernel/context.ts';
import { escalateUnacknowledged, raiseAlert, settleAlert, settleAlertsAbout } from './actions.ts';
import { LIAISON, type LiaisonEvent, type LiaisonRefusal } from './model.ts';
import { LIAISON_TABLES, readAlert, record } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export {
  LIAISON,
  type Alert,
  type Audience,
  type Cover,
  type Designation,
  type Raising,
} from './model.ts';
export { dutyPhoneNow } from './rules.ts';
export { readAlert, rostersWithOfficer } from './records.ts';
export * from './actions.ts';

export const liaisonContext = defineContext<LiaisonEvent>({
  name: 'liaison',
  tables: [...LIAISON_TABLES],
  policies: [LIAISON],
  actions: [
    named(raiseAlert),
    named(settleAlert),
    named(settleAlertsAbout),
    named(escalateUnacknowledged),
  ],
  record,
  announce,
  say,
  // an alert that was acknowledged meanwhile is not sent after all
  isOver: async (tx, _kind, { alert }) => {
    if (typeof alert !== 'string') return false;
    const found = await readAlert(tx, alert);
    return found !== null && found.acknowledgedAt !== null;
  },
  refuse: (refusal) => refuse(refusal as LiaisonRefusal),
});
