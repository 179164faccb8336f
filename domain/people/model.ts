import { z } from 'zod';
import type { ChatIdentity } from '../kernel/actor.ts';
import { parseCitizenNumber, parsePhone } from '../kernel/ids.ts';

/** A citizen number of GB 11643 as any person writes it; stored with a capital X. */
export const citizenNumber = z.string().transform((text, context) => {
  const parsed = parseCitizenNumber(text);
  if (parsed.ok) return parsed.value.number;
  context.addIssue({ code: 'custom', message: '身份证号应为18位，例如 65909919850315005X' });
  return z.NEVER;
});

export const phone = z.string().transform((text, context) => {
  const parsed = parsePhone(text);
  if (parsed.ok) return parsed.value.phone;
  context.addIssue({
    code: 'custom',
    message: '电话应为11位手机号或带区号的座机，例如 13800138000',
  });
  return z.NEVER;
});

export const personName = z.string().trim().min(2, '请填写姓名').max(50);

/** How somebody is employed: in the main post, asked back after retirement, at several sites, part-time. */
export const EMPLOYMENT_KINDS = ['main', 'rehired', 'multiSite', 'partTime'] as const;
export type EmploymentKind = (typeof EMPLOYMENT_KINDS)[number];

export const EMPLOYMENT_KIND_WORDS: Readonly<Record<EmploymentKind, string>> = {
  main: '本职',
  rehired: '返聘',
  multiSite: '多点执业',
  partTime: '兼职',
};

/** Where somebody works or worked; `institution` is the id where the unit is a designated one. */
export const employment = z.object({
  unit: z.string().trim().min(2).max(100),
  institution: z.string().nullable().default(null),
  /** staff have confirmed that the unit is no designated institution; words alone resolve nothing (draw-7) */
  outside: z.boolean().default(false),
  kind: z.enum(EMPLOYMENT_KINDS).default('main'),
  post: z.string().trim().max(60).default(''),
  /** days as YYYY-MM-DD; no `until`: still there */
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
});
export type Employment = z.output<typeof employment>;

/** What a bureau knows of a person; sealed at rest. */
export const particulars = z.object({
  name: personName,
  citizenNumber: citizenNumber.nullable().default(null),
  phone: phone.nullable().default(null),
  employments: z.array(employment).max(20).default([]),
  area: z.string().trim().max(60).default(''),
  skills: z.array(z.string().max(40)).max(20).default([]),
  sourceGroups: z.array(z.string().max(40)).max(10).default([]),
  /** an expert's category and title (ZJ-9, ZJ-6.5b) */
  category: z.string().max(40).nullable().default(null),
  title: z.string().trim().max(40).default(''),
});
export type Particulars = z.output<typeof particulars>;

export interface Person {
  readonly id: string;
  readonly version: number;
  readonly particulars: Particulars;
}

/** A chat that belongs to a person, a member of staff or both. */
export interface Binding {
  readonly id: string;
  readonly identity: ChatIdentity;
  readonly person: string | null;
  readonly account: string | null;
  readonly boundAt: Date;
  readonly unboundAt: Date | null;
}

/** What a person agreed to, in which version of the text, and when it was taken back (GP-2b). */
export interface Consent {
  readonly text: string;
  readonly version: string;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

export interface GivenConsent {
  readonly consent: string;
  readonly person: string;
  readonly text: string;
  readonly version: string;
}

/** What a one-time code will bind the chat to. */
export interface BindingTarget {
  readonly person: string | null;
  readonly account: string | null;
}

export interface OpenCode {
  readonly id: string;
  readonly target: BindingTarget;
  readonly expiresAt: Date;
}

/** How often this chat has sent a wrong code, and until when it must wait. */
export interface Misses {
  readonly misses: number;
  readonly waitUntil: Date | null;
}

export type RevealedField = 'citizenNumber' | 'phone';

export type PeopleEvent =
  | {
      readonly type: 'people.registered';
      readonly person: string;
      readonly source: 'chat' | 'phone' | 'visit' | 'letter' | 'import';
      readonly private: { readonly particulars: Particulars };
    }
  | {
      readonly type: 'people.imported';
      readonly import: string;
      readonly count: number;
      readonly private: {
        readonly people: readonly { readonly person: string; readonly particulars: Particulars }[];
        readonly consents: readonly GivenConsent[];
      };
    }
  | {
      readonly type: 'people.corrected';
      readonly person: string;
      readonly version: number;
      readonly fields: readonly string[];
      readonly private: { readonly before: Particulars; readonly particulars: Particulars };
    }
  | {
      readonly type: 'people.code-issued';
      readonly code: string;
      readonly person: string | null;
      readonly account: string | null;
      readonly expiresAt: string;
      readonly private: { readonly digest: string };
    }
  | {
      readonly type: 'people.bound';
      readonly binding: string;
      readonly code: string | null;
      readonly person: string | null;
      readonly account: string | null;
      readonly private: { readonly identity: ChatIdentity };
    }
  | {
      readonly type: 'people.bind-missed';
      readonly misses: number;
      readonly waitUntil: string | null;
      readonly private: { readonly identity: ChatIdentity };
    }
  | {
      readonly type: 'people.unbound';
      readonly binding: string;
      readonly by: 'self' | 'staff';
      readonly private?: { readonly reason: string };
    }
  | {
      readonly type: 'people.consented';
      readonly consent: string;
      readonly text: string;
      readonly version: string;
      readonly person: string;
    }
  | {
      readonly type: 'people.consent-withdrawn';
      readonly person: string;
      readonly text: string;
      readonly version: string;
    }
  | {
      readonly type: 'people.revealed';
      readonly reveal: string;
      readonly person: string;
      readonly field: RevealedField;
      readonly account: string;
      readonly private: { readonly reason: string };
    };

export type PeopleRefusal =
  | { readonly code: 'people.unknown' }
  | { readonly code: 'people.unknown-institution' }
  | { readonly code: 'people.already-known'; readonly person: string }
  | { readonly code: 'people.wait'; readonly until: Date }
  | { readonly code: 'people.not-bound' }
  | { readonly code: 'people.no-consent' }
  | { readonly code: 'people.changed-meanwhile' };
