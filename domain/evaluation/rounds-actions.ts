import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { scans, worksHere } from './actions.ts';
import { roundFacts, stateOf } from './gather.ts';
import { EVALUATION, VOTES, WAYS } from './model.ts';
import { noteUnsignable, recordDissent, signOpinion, voidOpinions } from './after-rules.ts';
import {
  closeRound,
  confirmResult,
  decideTie,
  enterResult,
  giveOpinion,
  openRound,
} from './rounds-rules.ts';

const personOf = (actor: Actor): string | null => (actor.kind === 'follower' ? actor.person : null);

const reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500);

/** A question to the experts (ZJ-12.4). */
export const askExperts = defineAction({
  name: 'evaluation.open-round',
  input: z.object({
    task: z.string(),
    title: z.string().trim().min(4, '请写明合议的问题，至少4个字').max(60),
    text: z.string().trim().min(4, '请写明问题的内容，至少4个字').max(4000),
    way: z.enum(WAYS),
    dueAt: z.coerce.date(),
    replaces: z.string().nullable().default(null),
    onlyPresent: z.boolean().default(false),
  }),
  policy: EVALUATION,
  permit: worksHere,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: openRound,
});

/** An expert's own opinion and vote; somebody else's round does not exist for them (ZJ-13.2a). */
export const giveOwnOpinion = defineAction({
  name: 'evaluation.give-opinion',
  input: z.object({
    round: z.string(),
    vote: z.enum(VOTES, { error: '请选择同意、不同意或弃权。' }),
    text: z
      .string({ error: '请写明您的意见，至少4个字。' })
      .trim()
      .min(4, '请写明您的意见，至少4个字。')
      .max(4000, '意见最多4000个字，请写得短一些。'),
    materials: z
      .string({ error: '请写明意见依据的材料，例如“病历第3页、收费明细第12行”。' })
      .trim()
      .min(2, '请写明意见依据的材料，例如“病历第3页、收费明细第12行”。')
      .max(2000, '依据的材料最多2000个字，请写得短一些。'),
  }),
  policy: EVALUATION,
  permit: (actor) => personOf(actor) !== null,
  gather: async (tx, { round }, _world, actor) => {
    const facts = await roundFacts(tx, round);
    return facts?.round.voters.includes(personOf(actor) ?? '') === true ? facts : null;
  },
  decide: (facts, { vote, text, materials }, world, actor) =>
    giveOpinion(facts, { vote, text, materials, person: personOf(actor) ?? '' }, world),
});

/** The result of the signed minutes, by the first of two people. */
export const enterPaperResult = defineAction({
  name: 'evaluation.enter-result',
  input: z.object({
    round: z.string(),
    votes: z.array(z.object({ person: z.string(), vote: z.enum(VOTES) })).max(100),
    scans,
  }),
  policy: NO_POLICY,
  permit: worksHere,
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: (facts, input, _world, actor) => enterResult(facts, input, accountOf(actor) ?? ''),
});

/** The second person, with the scan beside it. */
export const confirmPaperResult = defineAction({
  name: 'evaluation.confirm-result',
  input: z.object({
    round: z.string(),
    agrees: z.boolean(),
    reason: z.string().trim().max(500).default(''),
  }),
  policy: EVALUATION,
  permit: worksHere,
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: (facts, input, world, actor) =>
    confirmResult(facts, { ...input, by: accountOf(actor) ?? '' }, world),
});

/** Counted before all are in, with a reason. */
export const closeOpenRound = defineAction({
  name: 'evaluation.close-round',
  input: z.object({ round: z.string(), reason }),
  policy: EVALUATION,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: closeRound,
});

/** the bureau decides a tie. */
export const decideTiedRound = defineAction({
  name: 'evaluation.decide-tie',
  input: z.object({ round: z.string(), verdict: z.enum(['for', 'against']), reason }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: decideTie,
});

const reasons = z
  .string({ error: '请写明理由，至少4个字。' })
  .trim()
  .min(4, '请写明理由，至少4个字。')
  .max(4000, '理由最多4000个字，请写得短一些。');

/** 要求记载 by the expert (ZJ-13.2b). */
export const recordOwnDissent = defineAction({
  name: 'evaluation.record-own-dissent',
  input: z.object({ round: z.string(), reasons }),
  policy: NO_POLICY,
  permit: (actor) => personOf(actor) !== null,
  gather: async (tx, { round }, _world, actor) => {
    const facts = await roundFacts(tx, round);
    return facts?.round.voters.includes(personOf(actor) ?? '') === true ? facts : null;
  },
  decide: (facts, input, _world, actor) =>
    recordDissent(facts, { reasons: input.reasons, person: personOf(actor) ?? '', by: 'self' }),
});

/** The same, asked for on paper or in the room (C-10). */
export const enterDissent = defineAction({
  name: 'evaluation.enter-dissent',
  input: z.object({ round: z.string(), person: z.string(), reasons }),
  policy: NO_POLICY,
  permit: worksHere,
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: (facts, input) =>
    recordDissent(facts, { person: input.person, reasons: input.reasons, by: 'staff' }),
});

/** ZJ-14.5: the signed paper is in; words in a chat are no signature. */
export const noteSignature = defineAction({
  name: 'evaluation.note-signature',
  input: z.object({ round: z.string(), person: z.string(), scans }),
  policy: NO_POLICY,
  permit: worksHere,
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: signOpinion,
});

/** ZJ-14.5: the author can never sign; whoever answers for the work says why. */
export const noteSignatureImpossible = defineAction({
  name: 'evaluation.note-signature-impossible',
  input: z.object({ round: z.string(), person: z.string(), reason }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  gather: (tx, { round }) => roundFacts(tx, round),
  decide: (facts, input, _world, actor) => noteUnsignable(facts, input, accountOf(actor) ?? ''),
});

/** draw-11: after a replacement, by staff; as a consequence of one, by the system. */
export const voidExpertOpinions = defineAction({
  name: 'evaluation.void-opinions',
  input: z.object({ task: z.string(), person: z.string().nullable().default(null) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system' || worksHere(actor),
  gather: (tx, { task }) => stateOf(tx, task),
  decide: voidOpinions,
});
