import { z } from 'zod';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Day } from '../kernel/day.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';

/** Whom a clue is about: 定点医药机构, 参保人员, 医疗保障部门及其工作人员, other (GP-8.2, GP-8.3a). */
export const SUBJECT_KINDS = ['institution', 'insured', 'bureauStaff', 'other'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const SUBJECT_WORDS: Readonly<Record<SubjectKind, string>> = {
  institution: '定点医药机构',
  insured: '参保人员',
  bureauStaff: '医保部门或其工作人员',
  other: '其他',
};

/** Who may work on it: the office, discipline alone, or nobody in this bureau (C-01). */
export type Audience = 'office' | 'discipline' | 'outside';

export const OUTCOMES = [
  'substantiated',
  'partly',
  'unsubstantiated',
  'uncheckable',
  'transferred',
] as const;
export type ClueOutcome = (typeof OUTCOMES)[number];

export const OUTCOME_WORDS: Readonly<Record<ClueOutcome, string>> = {
  substantiated: '查证属实',
  partly: '部分属实',
  unsubstantiated: '查证不属实',
  uncheckable: '线索不足，无法核查',
  transferred: '不属本部门职责，已转送有权部门',
};

/** What every clue must state, in the reporter's own words with what was understood beside them (GP-8.6g). */
export const clueBody = z.object({
  time: z.object({ words: z.string().trim().min(1).max(200), understood: z.string().max(100) }),
  place: z.string().trim().min(1, '请写明地点').max(300),
  event: z.string().trim().min(4, '请写明经过').max(4000),
  subjectKind: z.enum(SUBJECT_KINDS),
  subject: z.string().trim().min(1, '请写明反映的对象').max(300),
});
export type ClueBody = z.output<typeof clueBody>;

/** Who reported, kept apart from the clue. */
export interface Reporter {
  readonly identity: ChatIdentity | null;
  readonly person: string | null;
  /** for a clue that staff wrote down: how to reach the person */
  readonly contact: string;
}

export type ClueSource = 'chat' | 'phone' | 'visit' | 'letter';
export type ClueStatus = 'received' | 'accepted' | 'closed';

export const STATUS_WORDS: Readonly<Record<ClueStatus, string>> = {
  received: '已收到，待受理',
  accepted: '已受理，正在核查',
  closed: '已办结',
};

export interface Clue {
  readonly id: string;
  readonly number: string;
  readonly body: ClueBody;
  readonly audience: Audience;
  readonly hidden: readonly string[];
  readonly serious: boolean;
  readonly source: ClueSource;
  readonly status: ClueStatus;
  readonly outcome: ClueOutcome | null;
  readonly evidence: 'supplied' | 'awaited';
  readonly institution: string | null;
  /** account that works on it */
  readonly handler: string | null;
  /** what the bureau found: for those who work on it, never for the reporter */
  readonly findings: string | null;
  readonly receivedAt: Date;
  readonly version: number;
}

export const CLUES = definePolicy(
  'clues',
  z.object({
    clues: z.object({
      /** none: asked once, then accepted as 待补证 (GP-8.6h, B-22) */
      evidenceRequired: ruled(z.enum(['soft', 'hard'])),
      /** words that speak of the bureau or its staff: in doubt only discipline sees the clue (GP-8.3a) */
      bureauWords: ruled(z.array(z.string())),
      /** with a name of staff or a word for the bureau, these make a complaint about it */
      accusingWords: ruled(z.array(z.string())),
      /** words that speak of the bureau's leaders: the clue leaves the bureau (C-01) */
      leaderWords: ruled(z.array(z.string())),
      /** words that make a clue serious at once (GP-8.6e, A-11) */
      seriousWords: ruled(z.array(z.string())),
      /** words of state secrets: refused, the official channel named */
      secretWords: ruled(z.array(z.string())),
      secrecyOffice: ruled(z.string()),
      /** working days until an untouched clue goes to the liaison officer */
      untouchedDays: ruled(z.int().min(1)),
      /** where clues about leaders go, named to the reporter */
      outsideRoute: ruled(z.string()),
      /** the outside route's RSA public key (PEM): clues about leaders are sealed for it */
      outsideKey: ruled(z.string().startsWith('-----BEGIN PUBLIC KEY-----')).optional(),
    }),
  }),
);
export type CluesPolicy = z.output<typeof CLUES.shape>;

/** What every clue event says in the open: who may know that it exists. */
interface About {
  readonly clue: string;
  readonly number: string;
  readonly audience: Audience;
  readonly hidden: readonly string[];
}

export type CluesEvent =
  | DraftsEvent
  | OutsideEvent
  | (About & {
      readonly type: 'clues.reported';
      readonly source: ClueSource;
      readonly serious: boolean;
      readonly evidence: 'supplied' | 'awaited';
      /** the last day for taking it up, and the years reached into that are not published yet */
      readonly acceptBy: Day;
      readonly unpublished: readonly number[];
      readonly series: string;
      readonly running: number;
      readonly private: { readonly body: ClueBody; readonly reporter: Reporter };
    })
  | (About & { readonly type: 'clues.evidence-added'; readonly pieces: number })
  | (About & {
      readonly type: 'clues.accepted';
      readonly by: string;
      readonly private: { readonly reporter: Reporter };
    })
  | (About & {
      readonly type: 'clues.closed';
      readonly by: string;
      readonly outcome: ClueOutcome;
      readonly private: { readonly reporter: Reporter; readonly findings: string };
    });

export type OutsideEvent = About & {
  readonly type: 'clues.left-bureau';
  readonly by: string;
  /** SM3 of the sealed package */
  readonly digest: string;
  readonly private: { readonly package: string };
};

export type DraftsEvent =
  /** an unfinished clue with evidence is 30 days old: it exists, nothing of it is told (C-03) */
  | {
      readonly type: 'clues.draft-watched';
      readonly draft: string;
      readonly private: { readonly identity: ChatIdentity };
    }
  | {
      readonly type: 'clues.draft-writer-asked';
      readonly draft: string;
      readonly private: { readonly identity: ChatIdentity };
    };

export type CluesRefusal =
  | { readonly code: 'clues.draft-unknown' }
  | { readonly code: 'clues.no-outside-key' }
  | { readonly code: 'clues.unknown' }
  | { readonly code: 'clues.changed-meanwhile' }
  | { readonly code: 'clues.not-open'; readonly status: ClueStatus }
  | { readonly code: 'clues.state-secret'; readonly office: string }
  | { readonly code: 'clues.evidence-needed' };
