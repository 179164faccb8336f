import type { Day } from '../kernel/day.ts';
import type { Told } from './model-events.ts';
import type { InstitutionTold, Need, TaskExtras, TaskSecrets } from './model.ts';

/** When and where a piece of work takes place. */
export interface WorkTimes {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly assembleAt: string;
}

/** Somebody who stood and is asked again for the new days; what they said to the old ones stays known. */
export interface AskedAgain extends Told {
  readonly category: string;
  readonly had: 'invited' | 'accepted';
  readonly replyBy: string;
  readonly byPhone: boolean;
  readonly urgent: boolean;
}

interface AboutTask {
  readonly task: string;
  readonly number: string;
  /** of the task after the change (F22) */
  readonly version: number;
}

interface AboutLottery {
  readonly draw: string;
  readonly task: string;
  readonly number: string;
}

/** What is inspected, by ids and words; sealed like the task itself (C-04). */
export type Targets = Pick<TaskSecrets, 'institutions' | 'words'>;

export type ChangeEvent =
  | (AboutTask &
      WorkTimes & {
        readonly type: 'draws.task-changed';
        readonly fields: readonly string[];
        readonly kind: string;
        readonly institutionTold: InstitutionTold;
        readonly need: Need;
        readonly extras: TaskExtras;
        readonly secondAccount: string | null;
        readonly dueAt: string;
        readonly private: { readonly place: string; readonly secrets: TaskSecrets };
      })
  | (AboutTask &
      WorkTimes & {
        readonly type: 'draws.rescheduled';
        readonly was: WorkTimes;
        readonly asked: readonly AskedAgain[];
        readonly released: readonly Told[];
        readonly private: {
          readonly place: string;
          readonly reason: string;
          readonly secrets: TaskSecrets;
        };
      })
  | (AboutTask & {
      readonly type: 'draws.targets-changed';
      /** who knew the former ones and has to look at the new ones */
      readonly told: readonly Told[];
      readonly private: {
        readonly place: string;
        readonly was: Targets;
        readonly secrets: TaskSecrets;
        readonly reason: string;
      };
    })
  | {
      readonly type: 'draws.entry-checked';
      readonly invitation: string;
      readonly task: string;
      readonly number: string;
      readonly person: string;
      readonly agrees: boolean;
      readonly enteredBy: string;
      /** when the answer was entered: an invitation may see several */
      readonly enteredAt: string;
      readonly private: { readonly note: string };
    }
  | (AboutLottery & {
      readonly type: 'draws.lottery-postponed';
      readonly private: { readonly reason: string };
    })
  | (AboutLottery & {
      readonly type: 'draws.lottery-corrected';
      readonly was: string;
      readonly hash: string;
      readonly private: {
        readonly reason: string;
        readonly wrong: { readonly value: string; readonly salt: string };
        readonly value: string;
        readonly salt: string;
        readonly words: string;
      };
    });

export type ChangeRefusal =
  | { readonly code: 'draws.changed-meanwhile' }
  | { readonly code: 'draws.nothing-changed'; readonly number: string }
  | { readonly code: 'draws.targets-sealed'; readonly number: string }
  | { readonly code: 'draws.frozen-already'; readonly number: string }
  | { readonly code: 'draws.not-frozen'; readonly number: string }
  | { readonly code: 'draws.drawn-already'; readonly number: string }
  | { readonly code: 'draws.work-over'; readonly number: string }
  | { readonly code: 'draws.nothing-to-check' }
  | { readonly code: 'draws.own-entry' }
  | { readonly code: 'draws.no-lottery' }
  | { readonly code: 'draws.lottery-given'; readonly number: string }
  | { readonly code: 'draws.lottery-not-given'; readonly number: string }
  | { readonly code: 'draws.lottery-fallback-used'; readonly number: string }
  | { readonly code: 'draws.only-void'; readonly number: string };
