import { canon } from './canon.ts';
import { applyRounds } from './codes.ts';
import { drawKey } from './digests.ts';
import type { Filled, Holder, Row } from './model.ts';
import { drawnOrderAtOnce } from './order.ts';
import { replacedShape, type RecordEvent, type Replaced } from './record.ts';
import { fillSeats } from './seats.ts';
import type { Anew } from './verify.ts';
import { FAULTS, type Sentence } from './wording.ts';

/** What stands when a replacement begins. */
interface Standing {
  readonly seats: Map<string, string>;
  readonly gone: Set<string>;
  readonly before: readonly RecordEvent[];
}

/** Each replacement follows from the frozen list, the seats that stood and who had left (draw-1 to draw-4). */
export const checkReplacements = (anew: Anew): Sentence | null => {
  const { events, seats } = anew.record;
  const standing = { seats: new Map(Object.entries(seats)), gone: new Set<string>() };
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'replaced') continue;
    const fault = replayed(anew, event, { ...standing, before: events.slice(0, index) });
    if (fault !== null) return FAULTS.replaced(event.n, fault.en, fault.zh);
  }
  return null;
};

const replayed = (anew: Anew, { body }: RecordEvent, standing: Standing): Sentence | null => {
  const parsed = replacedShape.safeParse(body);
  if (!parsed.success) return { en: 'its body is incomplete', zh: '内容不完整' };
  const said = parsed.data;
  const fault = checkStart(anew, said, standing);
  if (fault !== null) return fault;
  const order = orderOf(anew, said);
  if (order === null)
    return { en: 'its code does not lead to the revealed one', zh: '本轮随机码与已揭示的不相连' };
  const filled = fillSeats({
    need: anew.rules.need,
    unitCap: said.unitCap,
    standing: said.keep.map((one) => holderOf(anew, one)),
    order: candidatesOf(said, order),
  });
  return checkOutcome(said, filled, standing);
};

/** Nobody may drop out silently, come back unseen, or sit elsewhere than before. */
const checkStart = (anew: Anew, said: Replaced, standing: Standing): Sentence | null => {
  const { seats, gone, before } = standing;
  const kept = new Map(said.keep.map(({ cid, category }) => [cid, category]));
  const named = (cid: string): boolean => before.some(({ body }) => body.cid === cid);
  for (const [cid, category] of kept) {
    const seat = seats.get(cid);
    if (seat === undefined ? !named(cid) : seat !== category)
      return { en: `${cid} did not hold ${category}`, zh: `${cid} 此前不在 ${category} 席位` };
  }
  const lost = [...seats.keys(), ...gone].find((cid) => !kept.has(cid) && !said.gone.includes(cid));
  if (lost !== undefined) return { en: `${lost} is neither kept nor gone`, zh: `${lost} 去向不明` };
  return checkRelaxed(anew, said, before);
};

const checkRelaxed = (
  { rules }: Anew,
  { unitCap, admitted = [] }: Replaced,
  before: readonly RecordEvent[],
): Sentence | null => {
  const asRuled = unitCap === rules.unitCap && admitted.length === 0;
  return asRuled || before.some(({ kind }) => kind === 'relaxed')
    ? null
    : { en: 'the rules were relaxed without an event', zh: '放宽规则没有相应记录' };
};

/** The order of its round: of a later one by a code that hashes to the revealed one. */
const orderOf = (anew: Anew, said: Replaced): readonly Row[] | null => {
  const { record, hashing, rows, order, list, ruled } = anew;
  const admitted = new Set(said.admitted ?? []);
  if (said.round === record.round && admitted.size === 0)
    return order.flatMap((cid) => rows.get(cid) ?? []);
  const code = codeOf(anew, said);
  if (code === null) return null;
  const covered = { id: record.id, listDigest: list, rulesDigest: ruled, entropy: record.entropy };
  const key = drawKey(code, covered, hashing);
  const drawn = record.list.rows.map((row) => (admitted.has(row.out) ? { ...row, out: '' } : row));
  return drawnOrderAtOnce(key, drawn, hashing).flatMap(({ cid }) => rows.get(cid) ?? []);
};

const codeOf = ({ record, hashing }: Anew, { round, code }: Replaced): string | null => {
  if (round === record.round) return record.code;
  if (code == null || round < record.round || round > record.rounds) return null;
  return applyRounds(code, round - record.round, hashing) === record.code ? code : null;
};

/** Somebody named without a draw has no row, and keeps the seat as it was given. */
const holderOf = ({ rows }: Anew, { cid, category, locked }: Replaced['keep'][number]): Holder => {
  const { cats, unit } = rows.get(cid) ?? { cats: [category], unit: cid };
  return { cid, cats, unit, present: category, locked: locked ? category : null };
};

const candidatesOf = (said: Replaced, order: readonly Row[]): readonly Row[] => {
  const away = new Set([...said.gone, ...said.passed.map(({ cid }) => cid)]);
  for (const { cid } of said.keep) away.add(cid);
  return order.filter(({ cid }) => !away.has(cid));
};

const checkOutcome = (
  said: Replaced,
  filled: Filled,
  { seats, gone }: Standing,
): Sentence | null => {
  const seatOf = new Map(filled.seats.map(({ cid, category }) => [cid, category]));
  const taken = filled.taken.map((cid) => ({ cid, category: seatOf.get(cid) ?? '' }));
  const moved = said.keep.flatMap(({ cid, category }) => {
    const to = seatOf.get(cid);
    return to === undefined || to === category ? [] : [{ cid, from: category, to }];
  });
  const anew = { taken, moved, open: filled.open };
  const fault = OUTCOMES.find(({ part }) => canon(anew[part]) !== canon(said[part]));
  if (fault !== undefined) return { en: `${fault.en} ${canon(anew[fault.part])}`, zh: fault.zh };
  seats.clear();
  for (const [cid, category] of seatOf) seats.set(cid, category);
  for (const cid of said.gone) gone.add(cid);
  for (const { cid } of said.keep) gone.delete(cid);
  return null;
};

const OUTCOMES = [
  { part: 'taken', en: 'taken should be', zh: '递补人选与重新计算的不一致' },
  { part: 'moved', en: 'moved should be', zh: '席位调整与重新计算的不一致' },
  { part: 'open', en: 'open should be', zh: '空缺席位与重新计算的不一致' },
] as const;
