import { arc, reachable, shortestPath, type Arc, type Path } from './paths.ts';
import type { Pool } from './pool.ts';

/**
 * A seating that fills as many seats as can be filled: the flow source → unit (cap) → person (1) →
 * category (need) → sink with everybody taken held in it (draw.md 2.3, step 7). Only people who sit
 * and the categories are ever searched, so that 100,000 candidates cost no more than reading them.
 */
export class Flow {
  /** seated members by category */
  private readonly occupants: number[][];
  private readonly pool: Pool;
  private readonly seat: Int32Array;
  private readonly held: Uint8Array;
  /** who sits, by unit; standing members without a seat too */
  private readonly present = new Map<number, number[]>();
  /** taken, or passed over for good: whom the walk left cannot sit any more */
  private readonly walked: Uint8Array;
  private readonly source: number;
  private readonly sink: number;
  /** for each category, where to look first for somebody not yet walked past */
  private readonly first: number[];
  private reached: (Uint8Array | undefined)[] = [];
  private admitting: (boolean | undefined)[] = [];

  constructor(pool: Pool) {
    const kinds = pool.categories.length;
    this.pool = pool;
    this.source = kinds;
    this.sink = kinds + 1;
    this.occupants = pool.categories.map(() => []);
    this.seat = new Int32Array(pool.members.length).fill(-1);
    this.held = new Uint8Array(pool.members.length);
    this.walked = new Uint8Array(pool.members.length);
    this.first = pool.categories.map(() => 0);
  }

  get size(): number {
    return this.occupants.reduce((sum, { length }) => sum + length, 0);
  }

  get heldSeats(): number {
    return this.occupants.flat().filter((member) => this.held[member] === 1).length;
  }

  /** A standing member, seated or (`category` < 0) only counting for the unit. */
  stand(member: number, category: number): void {
    this.held[member] = 1;
    this.walked[member] = 1;
    if (category >= 0) this.sit(member, category);
    else this.unit(member).push(member);
  }

  /** Seats whom it can until no seat more can be filled. */
  fill(): void {
    for (;;) {
      const path = this.search([this.source], (node) => node === this.sink);
      if (path === null) break;
      this.apply(path);
    }
  }

  /** Keeps the member in the seating when as many seats as before can be filled with them. */
  take(member: number): boolean {
    this.walked[member] = 1;
    if (this.category(member) < 0 && !this.admit(member)) return false;
    this.held[member] = 1;
    this.forget();
    return true;
  }

  /** Standing and taken people of the member's unit leave no room for one more. */
  unitIsFull(member: number): boolean {
    return this.unit(member).filter((one) => this.held[one] === 1).length >= this.pool.cap;
  }

  /** Could the standing and taken sit together with the member, the other seats left aside? */
  admits(member: number): boolean {
    return this.cats(member).some((category) => this.admitsTo(category));
  }

  /** Colleagues who keep the member out because nobody else could take their seats: those categories. */
  blocked(member: number): readonly number[] {
    const seats = this.unit(member)
      .filter((one) => this.held[one] === 0)
      .map((one) => this.category(one));
    return [...new Set(seats)].sort((a, b) => a - b);
  }

  /** The categories that compete for too few people: from where an empty seat can be reached. */
  short(): readonly number[] {
    const { need } = this.pool;
    const all = need.map((_seats, category) => category);
    const empty = all.filter((category) => this.count(category) < (need[category] ?? 0));
    const bound = new Set(empty);
    // whoever could come to a bound seat but sits elsewhere, or is kept out by a colleague, binds that seat too
    for (const category of bound) for (const rival of this.rivals(category)) bound.add(rival);
    return [...bound].sort((a, b) => a - b);
  }

  private rivals(category: number): readonly number[] {
    return (this.pool.byCategory[category] ?? []).flatMap((member) => {
      const own = this.category(member);
      if (own >= 0) return [own];
      return this.held[member] === 1 ? [] : this.blocked(member);
    });
  }

  private admit(member: number): boolean {
    const goal = this.goals(member);
    if (
      !this.cats(member).some((category) => goal.some((node) => this.reach(category)[node] === 1))
    )
      return false;
    const path = this.search(this.cats(member), (node) => goal.includes(node));
    if (path === null) throw new Error('a way that was there is gone');
    const leaver = this.leaver(member, path.end);
    this.apply(path);
    if (leaver >= 0) this.rise(leaver);
    this.sit(member, path.start);
    return true;
  }

  /** Where a way from the member's categories may end: room in the unit, or a colleague who can leave. */
  private goals(member: number): readonly number[] {
    return this.hasRoom(member) ? [this.source] : this.blocked(member);
  }

  private leaver(member: number, category: number): number {
    if (category === this.source) return -1;
    const free = (one: number): boolean => this.held[one] === 0 && this.category(one) === category;
    return this.unit(member).find(free) ?? -1;
  }

  private reach(category: number): Uint8Array {
    const known = this.reached[category];
    if (known !== undefined) return known;
    const nodes = reachable(category, this.sink + 1, (node) => this.arcs(node));
    this.reached[category] = nodes;
    return nodes;
  }

  private admitsTo(start: number): boolean {
    const known = this.admitting[start];
    if (known !== undefined) return known;
    const seen = new Set([start]);
    for (const category of seen)
      for (const one of this.heldIn(category)) for (const to of this.cats(one)) seen.add(to);
    const found = [...seen].some(
      (category) => this.heldIn(category).length < this.needOf(category),
    );
    this.admitting[start] = found;
    return found;
  }

  private heldIn(category: number): readonly number[] {
    return this.occupantsOf(category).filter((one) => this.held[one] === 1);
  }

  private search(starts: readonly number[], isEnd: (node: number) => boolean): Path | null {
    return shortestPath(starts, isEnd, (node) => this.arcs(node));
  }

  private arcs(node: number): readonly Arc[] {
    if (node === this.source) return this.arcsOfSource();
    if (node === this.sink) return this.arcsOfSink();
    const arcs = this.occupantsOf(node).flatMap((member) => this.arcsOfOccupant(node, member));
    if (this.count(node) < this.needOf(node)) arcs.push(arc(node, this.sink));
    return arcs;
  }

  /** An occupant may move; one who is not held may leave for the source or for a colleague. */
  private arcsOfOccupant(node: number, member: number): readonly Arc[] {
    const arcs = this.cats(member).map((to) => ({ ...arc(node, to), out: member, in: member }));
    if (this.held[member] === 1) return arcs;
    arcs.push({ ...arc(node, this.source), out: member, in: -1 });
    for (const other of this.replacements(member))
      for (const to of this.cats(other)) arcs.push({ ...arc(node, to), out: member, in: other });
    return arcs;
  }

  private arcsOfSource(): readonly Arc[] {
    return this.pool.categories.flatMap((_name, category) => {
      const spare = this.spare(category);
      return spare < 0 ? [] : [{ ...arc(this.source, category), in: spare }];
    });
  }

  private arcsOfSink(): readonly Arc[] {
    const taken = this.pool.categories.flatMap((_name, category) =>
      this.count(category) > 0 ? [category] : [],
    );
    return taken.map((category) => arc(this.sink, category));
  }

  /** Somebody of the category who does not sit and whose unit has room; -1 where there is nobody. */
  private spare(category: number): number {
    const members = this.pool.byCategory[category] ?? [];
    const from = this.firstOf(category, members);
    for (let at = from; at < members.length; at += 1) {
      const member = members[at] ?? -1;
      if (this.isFree(member) && this.hasRoom(member)) return member;
    }
    return -1;
  }

  private firstOf(category: number, members: readonly number[]): number {
    let from = this.first[category] ?? 0;
    while (this.walked[members[from] ?? -1] === 1) from += 1;
    this.first[category] = from;
    return from;
  }

  /** Colleagues who could come in only when the member leaves; with room in the unit the source leads to them. */
  private replacements(member: number): readonly number[] {
    if (this.hasRoom(member)) return [];
    const colleagues = this.pool.unitMembers[this.pool.members[member]?.unit ?? -1] ?? [];
    return colleagues.filter((one) => this.isFree(one));
  }

  private isFree(member: number): boolean {
    return this.walked[member] === 0 && this.category(member) < 0;
  }

  private apply({ arcs }: Path): void {
    for (const one of arcs) if (one.out >= 0) this.rise(one.out);
    for (const one of arcs) if (one.in >= 0) this.sit(one.in, one.to);
  }

  private sit(member: number, category: number): void {
    this.seat[member] = category;
    this.occupants[category]?.push(member);
    this.unit(member).push(member);
    this.forget();
  }

  private rise(member: number): void {
    const seated = this.occupants[this.category(member)] ?? [];
    seated.splice(seated.indexOf(member), 1);
    const unit = this.unit(member);
    unit.splice(unit.indexOf(member), 1);
    this.seat[member] = -1;
    this.forget();
  }

  private forget(): void {
    this.reached = [];
    this.admitting = [];
  }

  private category(member: number): number {
    return this.seat[member] ?? -1;
  }

  private cats(member: number): readonly number[] {
    return this.pool.members[member]?.cats ?? [];
  }

  private unit(member: number): number[] {
    const unit = this.pool.members[member]?.unit ?? -1;
    const there = this.present.get(unit) ?? [];
    if (there.length === 0) this.present.set(unit, there);
    return there;
  }

  private hasRoom(member: number): boolean {
    return (this.present.get(this.pool.members[member]?.unit ?? -1)?.length ?? 0) < this.pool.cap;
  }

  private count(category: number): number {
    return this.occupantsOf(category).length;
  }

  private occupantsOf(category: number): readonly number[] {
    return this.occupants[category] ?? [];
  }

  private needOf(category: number): number {
    return this.pool.need[category] ?? 0;
  }
}
