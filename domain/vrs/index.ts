/** THE DOOR of SM3-VRS-1: a draw that anybody can recompute (README.md). Pure but for NODE_HASHING. */
export * from './model.ts';
export { bitsNeeded, chancesOf, warningsOf, type Chances, type Warning } from './chances.ts';
export { canon } from './canon.ts';
export { applyRounds, codeAt, nextCode } from './codes.ts';
export {
  commitment,
  contributionHash,
  drawKey,
  listDigest,
  listDigestAtOnce,
  nextLink,
  rowsFault,
  rulesDigest,
} from './digests.ts';
export { entropyOf, log2Choose, parseDigits, type Digits } from './digits.ts';
export { explainShortage, explainShortageInTurns, type Change, type Shortage } from './explain.ts';
export { NODE_HASHING } from './node-hashing.ts';
export { drawnOrder, drawnOrderAtOnce, type Ticket } from './order.ts';
export { fillSeats, fillSeatsInTurns } from './seats.ts';
export { recordShape, RECORD_FORMAT, type DrawRecord } from './record.ts';
export { verifyRecord, verifyText, type Step, type Verdict } from './verify.ts';
