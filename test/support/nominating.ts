import { shippedCalendar } from '../../domain/kernel/working-days.ts';
import type { Campaign } from '../../domain/campaigns/index.ts';
import { applicationInput, type ApplicationInput } from '../../domain/nomination/input.ts';
import {
  NOMINATION,
  type EntryPolicy,
  type NominationPolicy,
} from '../../domain/nomination/policy.ts';
import { submit, type Decision, type SubmitFacts } from '../../domain/nomination/rules.ts';
import type { NominationEvent } from '../../domain/nomination/model-events.ts';
import type { BureauId, Day, Roster } from '../../domain/index.ts';
import { GAOPING, ZHANJIANG, demoBureaus } from './app.ts';
import { applicationOf, expertApplicationOf } from './applying.ts';

/** Rules of applications without a database: facts in, events or a refusal out. */

export const CHAT = { channel: 'simulator', id: 'o-1' };

const policyOf = (bureau: BureauId): NominationPolicy => {
  const file = demoBureaus().get(bureau);
  if (file === undefined) throw new Error('no such bureau');
  return file.section(NOMINATION);
};

export const GP = policyOf(GAOPING);
export const ZJ = policyOf(ZHANJIANG);

/** The measure with other values in one roster's entry. */
export const entryWith = (
  policy: NominationPolicy,
  roster: Roster,
  over: Partial<EntryPolicy>,
): NominationPolicy => {
  const section = policy.rosters[roster];
  if (section?.entry === undefined) throw new Error(`no entry for ${roster}`);
  const changed = { ...section, entry: { ...section.entry, ...over } };
  return { ...policy, rosters: { ...policy.rosters, [roster]: changed } };
};

export const FREE: SubmitFacts = {
  open: null,
  begun: null,
  invitation: null,
  terms: [],
  isBarred: false,
  pending: null,
  running: 1,
  employedAt: null,
  identity: CHAT,
  noted: [],
};

export const worldAt = (day: string, policy: NominationPolicy = GP) => ({
  now: new Date(`${day}T10:00:00+08:00`),
  seed: 'seed',
  bureau: GAOPING,
  calendar: shippedCalendar(),
  policy,
});

export const applicant = (over: object = {}): ApplicationInput =>
  applicationInput.parse(applicationOf(over));
export const expert = (over: object = {}): ApplicationInput =>
  applicationInput.parse(expertApplicationOf(over));

/** A call of this roster, open in October 2026, whose ages count on 2026-10-10. */
export const callOf = (roster: Roster, over: Partial<Campaign> = {}): Campaign => ({
  id: 'c1',
  number: 'GG2026-0001',
  roster,
  title: '2026年征集公告',
  text: '公开征集',
  opensAt: new Date('2026-10-01T00:00:00Z'),
  closesAt: new Date('2026-10-31T09:30:00Z'),
  cutOffDay: '2026-10-10' as Day,
  channels: [],
  headcount: 20,
  quotas: [],
  routes: [],
  attachments: [],
  state: 'published',
  placements: [],
  publishedAt: new Date('2026-10-01T00:00:00Z'),
  announcedAt: null,
  version: 2,
  ...over,
});

interface Handed {
  readonly facts?: Partial<SubmitFacts>;
  readonly day?: string;
  readonly policy?: NominationPolicy;
}

/** A supervisor's application in Gaoping. */
export const hand = (
  over: object = {},
  { facts = {}, day = '2026-10-12', policy = GP }: Handed = {},
): Decision =>
  submit(
    { ...FREE, ...facts },
    { application: applicant(over), source: 'chat' },
    worldAt(day, policy),
  );

/** An expert's application in Zhanjiang while a call runs. */
export const handExpert = (
  over: object = {},
  { facts = {}, day = '2026-10-12', policy = ZJ }: Handed = {},
): Decision =>
  submit(
    { ...FREE, open: callOf('experts'), ...facts },
    { application: expert(over), source: 'chat' },
    worldAt(day, policy),
  );

export const submitted = (
  outcome: Decision,
): Extract<NominationEvent, { type: 'nomination.submitted' }> => {
  const event = outcome.ok ? outcome.value[0] : null;
  if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
  return event;
};

/** The refusal's code and facts, or null where it was taken. */
export const refusalIn = (outcome: Decision) => (outcome.ok ? null : outcome.error);
