import type { Day } from '../kernel/day.ts';
import type {
  AbsenceWords,
  BankAccount,
  Oath,
  PaperEntry,
  Tally,
  Told,
  Verdict,
  Vote,
  Way,
  WorkSheet,
} from './model.ts';
import type { Tick } from './model-form3.ts';

interface AboutTask {
  readonly task: string;
  readonly number: string;
}

interface AboutExpert extends AboutTask {
  readonly invitation: string;
  readonly person: string;
}

interface AboutRound extends AboutTask {
  readonly round: string;
}

/** What an expert said: never among the public facts of an event (ZJ-13.2a). */
export interface Said {
  readonly vote: Vote;
  readonly text: string;
  readonly materials: string;
}

export type EvaluationEvent =
  | (AboutTask & {
      readonly type: 'evaluation.work-prepared';
      readonly officers: number;
      readonly materials: number;
      readonly lastDay: Day;
      readonly dueAt: string;
      readonly private: { readonly sheet: WorkSheet };
    })
  | (AboutTask & {
      readonly type: 'evaluation.work-moved';
      readonly lastDay: Day;
      readonly dueAt: string;
    })
  | (AboutTask & { readonly type: 'evaluation.work-started'; readonly officers: number })
  | (AboutExpert & {
      readonly type: 'evaluation.signed-in';
      readonly attendance: string;
      readonly cid: string;
      readonly day: Day;
      readonly at: string;
      readonly oath: Oath;
      /** declared on the spot that nothing ties them to the institution (ZJ-11.0) */
      readonly declared: boolean;
      /** SM3 of each scan */
      readonly scans: readonly string[];
    })
  | (AboutExpert & {
      readonly type: 'evaluation.absence-noted';
      readonly attendance: string;
      readonly kind: 'absent' | 'left';
      readonly day: Day;
      readonly at: string;
      readonly told: Told;
      readonly affected: boolean;
      readonly private: AbsenceWords;
    })
  | (AboutRound & {
      readonly type: 'evaluation.round-opened';
      readonly count: number;
      readonly way: Way;
      readonly dueAt: string;
      readonly remindAt: string;
      readonly voters: readonly string[];
      readonly replaces: string | null;
      readonly private: { readonly title: string; readonly text: string };
    })
  | (AboutRound & {
      readonly type: 'evaluation.opinion-given';
      readonly opinion: string;
      readonly person: string;
      readonly changed: boolean;
      readonly private: Said;
    })
  | (AboutRound & {
      readonly type: 'evaluation.result-entered';
      readonly scans: readonly string[];
      readonly private: PaperEntry;
    })
  | (AboutRound & {
      readonly type: 'evaluation.result-rejected';
      readonly private: { readonly reason: string };
    })
  | (AboutRound & {
      readonly type: 'evaluation.round-counted';
      readonly way: Way;
      readonly tally: Tally;
      readonly verdict: Verdict | null;
      readonly early: boolean;
      readonly voters: readonly string[];
      /** votes on paper: they become opinions now; `ids` in the order of the votes */
      readonly private: { readonly reason: string; readonly paper: readonly CountedVote[] };
    })
  | (AboutRound & {
      /** nobody could answer: held again another way, with the reason on record */
      readonly type: 'evaluation.round-withdrawn';
      readonly private: { readonly reason: string };
    })
  | (AboutRound & {
      readonly type: 'evaluation.tie-decided';
      readonly verdict: Verdict;
      readonly private: { readonly reason: string };
    })
  | (AboutRound & {
      readonly type: 'evaluation.dissent-recorded';
      readonly opinion: string;
      readonly person: string;
      readonly by: 'self' | 'staff';
      readonly private: { readonly reasons: string };
    })
  | (AboutRound & {
      readonly type: 'evaluation.opinion-signed';
      readonly opinion: string;
      readonly person: string;
      readonly scans: readonly string[];
    })
  | (AboutRound & {
      readonly type: 'evaluation.signature-impossible';
      readonly opinion: string;
      readonly person: string;
      readonly by: string;
      readonly private: { readonly reason: string };
    })
  | (AboutTask & {
      readonly type: 'evaluation.opinions-voided';
      readonly person: string;
      readonly rounds: readonly string[];
    })
  | (AboutExpert & {
      readonly type: 'evaluation.fee-entered';
      readonly days: number;
      readonly refused: boolean;
      readonly private: {
        readonly amount: number;
        readonly refused: string | null;
        readonly note: string;
        readonly account: BankAccount | null;
      };
    })
  | (AboutTask & {
      /** a paper with whole numbers of people on it was handed out */
      readonly type: 'evaluation.paper-printed';
      readonly paper: PrintedPaper;
      readonly person: string | null;
    })
  | (AboutTask & {
      readonly type: 'evaluation.evaluated';
      readonly evaluation: string;
      readonly person: string;
      readonly cid: string;
      readonly by: string;
      readonly changed: boolean;
      readonly private: {
        readonly ticks: readonly Tick[];
        readonly level: string;
        readonly remarks: string;
        readonly unit: string;
      };
    })
  | (AboutTask & {
      readonly type: 'evaluation.signed-off';
      readonly evaluation: string;
      readonly person: string;
      readonly cid: string;
      readonly by: string;
      readonly private: { readonly opinion: string };
    })
  | (AboutTask & {
      readonly type: 'evaluation.answered';
      readonly evaluation: string;
      readonly person: string;
      readonly by: 'self' | 'staff';
      readonly private: { readonly text: string };
    })
  | (AboutTask & {
      readonly type: 'evaluation.work-closed';
      readonly experts: number;
      readonly by: string;
    });

/** Papers that show citizen numbers or accounts whole. */
export type PrintedPaper = 'fee-sheet' | 'form3';

export interface CountedVote {
  readonly opinion: string;
  readonly person: string;
  readonly vote: Vote;
}
