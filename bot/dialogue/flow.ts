import type { z } from 'zod';
import type { DeskHand } from './doing.ts';
import type { Offered } from './session.ts';
import type {
  Actor,
  BureauId,
  Json,
  nomination,
  PolicySection,
  publicity,
  Result,
} from '../../domain/index.ts';
import type { KnownInstitution, OpenCall, OpenOffer, OwnTask } from './known.ts';
import type { OnPage } from './on-page.ts';

export type { KnownInstitution, OpenCall, OpenOffer, OwnTask } from './known.ts';

/** What a person answered to one question: the understood value and the words as typed. */
export interface Answer {
  readonly value: Json;
  readonly words: string;
  /** what its field was bound to as the answer came */
  readonly bound?: string | undefined;
}

/** Answers by field id: the whole state of a form, so that an upgrade asks only what is new. */
export type Answers = Readonly<Record<string, Answer>>;

/** What pure dialogue code may know beside the session and the message. */
export interface Facts {
  readonly now: Date;
  readonly bureau: BureauId;
  readonly bureauName: string;
  readonly actor: Extract<Actor, { kind: 'follower' }>;
  /** the person's own name where the chat is bound */
  readonly name: string | null;
  /** photos, voices, videos received and not yet part of anything */
  readonly bag: number;
  /** those of them that came since the bot last spoke */
  readonly fresh: number;
  /** ids of the photos that came since the bot last spoke, where a form may take them as answers */
  readonly photos: readonly string[];
  /** calls that are open now, where a form is tied to one (GP-5.1) */
  readonly calls: readonly OpenCall[];
  /** what the person has been invited to and said yes to, while the application is still to come */
  readonly invited?: readonly nomination.OpenInvitation[];
  /** who is shown before an appointment and can be objected to (ZJ-8.2b) */
  readonly candidates?: readonly publicity.ShownCandidate[];
  /** the message that is answered now, where it is kept by itself */
  readonly arrival?: string | null;
  /** what was said before the yes to the personal-information text */
  readonly held?: readonly string[];
  /** what the person filled in last time, by form (ZJ-20) */
  readonly earlier: Readonly<Record<string, Answers>>;
  readonly offers: readonly OpenOffer[];
  /** the designated institutions, where a form looks them up by what people call them */
  readonly institutions: readonly KnownInstitution[];
  /** the writer's own work that is still to come, where a form asks about it */
  readonly tasks: readonly OwnTask[];
  readonly policy: <P>(section: PolicySection<P>) => P;
}

/** A value found inside a longer message. */
export interface Found {
  readonly value: Json;
  readonly words: string;
}

/** One question of a form. */
export interface Field {
  readonly id: string;
  /** stands on the review screen: 姓名 */
  readonly label: string;
  /** how people call it when they correct it: 姓名, 名字 */
  readonly names: readonly string[];
  /** the question, in one or two short lines */
  readonly ask: (answers: Answers, facts: Facts) => string;
  readonly example: string;
  /** the way out after three misunderstandings */
  readonly otherWay: string;
  readonly choices?: (facts: Facts) => readonly Choice[];
  /** several choices may be named in one answer */
  readonly several?: boolean;
  readonly optional?: boolean;
  /** asked only when this holds */
  readonly when?: (answers: Answers, facts: Facts) => boolean;
  /** the answer to this question, or what is wrong with it as a sentence */
  readonly parse: (text: string, facts: Facts) => Result<Json, string>;
  /** every value of this field that stands in any message */
  readonly spot?: (text: string, facts: Facts) => readonly Found[];
  /** what a kept value must look like; another shape is asked again after an upgrade */
  readonly shape: z.ZodType;
  /** the value as a person reads it; citizen numbers masked */
  readonly show: (value: Json) => string;
  /** said once beside the echo, e.g. that staff decide about the age */
  readonly note?: (value: Json, facts: Facts) => string | null;
  /** free text: takes a message whole; what it refuses is refused whole */
  readonly free?: boolean;
  /** fields whose values alone are no answer here: a bare 前天下午 tells no event */
  readonly notOnly?: readonly string[];
  /** what is wrong with a value that was plainly meant for this field, in any message */
  readonly flaw?: (text: string) => string | null;
  /** why it cannot be skipped, and the other way */
  readonly needed?: string;
  /** answered by 同意 or 不同意: here those words are the answer, whatever invitation is open */
  readonly yesNo?: boolean;
  /** an answer that ends the form, with the last word; null for all others */
  readonly leaves?: (text: string) => string | null;
  /** the value that a slip of the pen probably means: it is asked about */
  readonly near?: (value: Json, facts: Facts) => Json | null;
  /** a kept answer that no longer holds is asked again, e.g. consent to an older text */
  readonly holds?: (value: Json, facts: Facts) => boolean;
  /** a digest of what the answer speaks for: once that reads otherwise it is asked again (a signed paper) */
  readonly bound?: (answers: Answers, facts: Facts) => string;
  /** before its yes nothing else that is said is taken (PIPL 13) */
  readonly gate?: true;
  /** a bare number is its answer; 0 stays the menu */
  readonly digits?: true;
  /** what else is said for it is added to the answer, not put in its place */
  readonly adds?: Adding;
  /** taken when somebody offers it, never asked for */
  readonly volunteered?: (facts: Facts) => boolean;
  /** answered by photos: the value is a list of attachment ids */
  readonly takes?: 'photo';
  /** particulars that some bureaus want on the web page only (C-02) */
  readonly sensitive?: true;
  /** how it stands on the form's web page */
  readonly onPage?: OnPage;
}

/** An answer of several parts that people tell one by one. */
export interface Adding {
  /** one part came: whether there are more is asked */
  readonly isOne: (value: Json) => boolean;
  /** the answer with what came now, or what is wrong with it */
  readonly join: (before: Json, now: Json) => Result<Json, string>;
  /** 还有吗 */
  readonly ask: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** other words people use for it */
  readonly words?: readonly string[];
}

/** A conversation with several questions: a value in one file of bot/flows/. */
export interface Form {
  readonly kind: 'form';
  readonly id: string;
  /** raised when fields change their meaning; kept answers are then checked again */
  readonly version: number;
  readonly title: string;
  readonly openings: readonly string[];
  /** words that open it without one of the openings: what it begins with, null for all others */
  readonly hears?: (text: string, facts: Facts) => string | null;
  /** line in the menu, or null for those who do not need it */
  readonly menu: (facts: Facts) => string | null;
  /** the form that is meant by its words where the bureau has no use for this one */
  readonly instead?: (facts: Facts) => string | null;
  /** why it cannot be begun now, or null */
  readonly closed?: (facts: Facts) => string | null;
  /** where words go that were meant for it while it is closed: none of them are lost */
  readonly whileClosed?: readonly { readonly id: string; readonly label: string }[];
  readonly intro: (facts: Facts) => string;
  readonly fields: readonly Field[];
  /** what the words that opened it already say: 重大 marks the clue serious */
  readonly opened?: (opening: string, facts: Facts) => Answers;
  /** may be filled in on a web page of the same draft */
  readonly webForm?: true;
  /** sensitive fields are taken on the web page only (C-02) */
  readonly formOnly?: (facts: Facts) => boolean;
  /** what the same person filled in last time; run by the desk before the form begins (ZJ-20) */
  readonly prefill?: (desk: DeskHand, facts: Facts) => Promise<Answers>;
  /** whether what it begins with is only what the office has on record: nothing was filled in before */
  readonly isRecord?: (earlier: Answers) => boolean;
  /** what helps somebody who says that they cannot go on (看不清, 打印不了); null: nothing of the kind */
  readonly stuck?: (text: string, facts: Facts) => string | null;
  /** the paper to print, sign and send back; run by the web page */
  readonly print?: (answers: Answers, facts: Facts, photo: Uint8Array | null) => Promise<Printed>;
  /** the field that takes what a person adds later */
  readonly story?: string;
  /** takes photos, voice and video along as evidence */
  readonly evidence: boolean;
  /** what to say when photos come while this form is filled in and it takes none */
  readonly photos?: string;
  /** a last word on the review screen, e.g. that evidence is missing */
  readonly reviewNote?: (answers: Answers, facts: Facts) => string | null;
  readonly submit: Submit;
}

/** A conversation of one message: 进度, 我的, 绑定 12345678, 接受. */
export interface Instant {
  readonly kind: 'instant';
  readonly id: string;
  readonly title: string;
  readonly openings: readonly string[];
  /** words that open it without one of the openings: what it is told, null for all others */
  readonly hears?: (text: string, facts: Facts) => string | null;
  /** heard even where the message begins like a form: 报名有结果了吗 */
  readonly isAsked?: true;
  /** what its opening may be followed by; anything else does not mean it (我的医保卡被盗刷了) */
  readonly isMeant?: (rest: string) => boolean;
  readonly menu: (facts: Facts) => string | null;
  /** reads the next message after this asked for something: a code, a yes; null: it is none */
  readonly expects?: (text: string) => string | null;
  /** does something with the photos in the bag itself */
  readonly takesBag?: boolean;
  readonly answer: AnswerInstant;
}

/** What may be answered to an offer, and in which words. */
export interface OfferKind {
  readonly kind: 'offer';
  readonly name: string;
  /** how it is called when two are open: 12月1日的任务 */
  readonly title: (params: Json) => string;
  /** a number that tells it from others of its kind: RW2026-0001 */
  readonly number?: (params: Json) => string;
  /** what it is about, for whoever does not understand it */
  readonly explain?: (params: Json) => string;
  /** who answered and thinks otherwise now, where the office alone can put it right */
  readonly changed?: { readonly hears: RegExp; readonly say: (params: Json) => string };
  /** the words to answer with, said when somebody with this offer was not understood */
  readonly remind: (params: Json) => string;
  readonly replies: readonly OfferReply[];
  /** the replies that may be given by a tap on a card, in this order (C-11) */
  readonly buttons?: readonly { readonly reply: string; readonly label: string }[];
}

export interface OfferReply {
  readonly id: string;
  readonly words: readonly string[];
  /** a yes that binds: counts only when nothing else is said with it (接受不了 is no 接受) */
  readonly alone?: boolean;
  /** its words inside a longer sentence are asked about */
  readonly inside?: boolean;
  /** what sounds like a reason for it is asked about too: 我侄女在那上班 */
  readonly hints?: RegExp;
  /** asked when the person gives no reason with the words */
  readonly needs?: {
    readonly ask: string;
    readonly example: string;
    /** what is asked for is a number, not a reason in words */
    readonly digits?: true;
  };
  readonly answer: AnswerOffer;
}

export type Conversation = Form | Instant;

/** A paper filled from a draft. */
export interface Printed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The three that touch the application; the runner (desk) gives them what they need. */
export type Submit = (context: Doing, answers: Answers) => Promise<Done>;
export type AnswerInstant = (context: Doing, rest: string) => Promise<Done>;
export type AnswerOffer = (
  context: Doing,
  reply: { readonly params: Json; readonly rest: string },
) => Promise<Done>;

/** Handed to a conversation when it acts: opaque here, made by the desk. */
export interface Doing {
  readonly facts: Facts;
  readonly desk: DeskHand;
}

/** What came of it: said and finished, or said and the person goes on where they were. */
export type Done =
  | {
      readonly kind: 'finished';
      readonly say: string;
      /** the record that takes the person's attachments along */
      readonly adoptInto?: string;
      /** the open 人工 conversation from now on; null: closed */
      readonly talking?: string | null;
      /** words were not passed on: photos of the same conversation are not either (C-01); false: it is over */
      readonly withheld?: boolean;
      /** a new 人工 conversation was opened */
      readonly begins?: true;
      /** what a bare number means in the next message */
      readonly offered?: Offered;
      readonly dropBag?: boolean;
      /** what a card that asked for this shows from now on: 已接受 */
      readonly card?: string;
    }
  | {
      readonly kind: 'refused';
      readonly say: string;
      /** makes a question applicable that decides what is done now (GP-5.1) */
      readonly answers?: Answers;
      /** what a card that asked for this shows: somebody else has answered meanwhile */
      readonly card?: string;
    };
