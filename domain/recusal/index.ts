import { defineContext } from '../kernel/context.ts';
import { RECUSAL, type RecusalEvent, type RecusalRefusal } from './model.ts';
import { reporterMarks, ties } from './records.ts';
import { announce, refuse, say } from './wording.ts';
import { record } from './writing-records.ts';

export {
  RECUSAL,
  TIE_KINDS,
  TIE_KIND_WORDS,
  type Directory,
  type Matter,
  type RecusalCode,
  type RecusalEvent,
  type RecusalPolicy,
  type RecusalRefusal,
  type Standing,
  type Tie,
  type TieKind,
  type Unit,
} from './model.ts';
export {
  employerKeyOf,
  markReporter,
  readDirectory,
  standingsOf,
  unitsOf,
  type ReporterMark,
} from './records.ts';
export { isTiedToAnyInstitution, type InstitutionTie } from './unit-rules.ts';
export { missedMatches, type MissedMatch, type TookPart } from './missed-rules.ts';
export { stayAway } from './rules.ts';
export * from './actions.ts';
export * from './queries.ts';

export const recusalContext = defineContext<RecusalEvent>({
  name: 'recusal',
  tables: [ties, reporterMarks],
  policies: [RECUSAL],
  actions: [],
  record,
  announce,
  say,
  // a tie that comes up after the draw frees the seat (ZJ-11.6, draw-11)
  followUps: (event) =>
    event.type === 'recusal.closed' || event.type === 'recusal.kin-erased'
      ? []
      : [
          {
            action: 'draws.recheck',
            input: { person: event.person },
            key: `recusal.recheck:${event.tie}`,
          },
        ],
  refuse: (refusal) => refuse(refusal as RecusalRefusal),
});
