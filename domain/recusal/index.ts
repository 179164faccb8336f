import { defineContext } from '../kernel/context.ts';
import { RECUSAL, type RecusalEvent, type RecusalRefusal } from './model.ts';
import { record, reporterMarks, ties } from './records.ts';
import { announce, refuse, say } from './wording.ts';

export {
  RECUSAL,
  TIE_KINDS,
  TIE_KIND_WORDS,
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
  employerOf,
  markReporter,
  readDirectory,
  standingsOf,
  unitKey,
  unitsOf,
  type Directory,
  type ReporterMark,
} from './records.ts';
export { stayAway } from './rules.ts';
export * from './actions.ts';

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
    event.type === 'recusal.closed'
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
