/** One real draw that stands: whom it could take with which chance, and whom it took. */
export interface DrawnOnce {
  readonly chances: ReadonlyMap<string, number>;
  readonly seated: ReadonlySet<string>;
}

/** How often somebody was drawn against how often chance would have it. */
export interface Fairness {
  readonly draws: number;
  readonly expected: number;
  readonly seats: number;
  /** one standard deviation of the seats */
  readonly spread: number;
  /** null: there was nothing random about it */
  readonly deviation: number | null;
  readonly isRemarkable: boolean;
}

/** A remark and never a verdict: among fair draws about one in 16,000 people lies so far out. */
const REMARKABLE = 4;

interface Sums {
  draws: number;
  expected: number;
  seats: number;
  variance: number;
}

/** Σp against actual seats, variance Σp(1−p) (draw.md 3.2). */
export const fairnessOf = (draws: readonly DrawnOnce[]): ReadonlyMap<string, Fairness> => {
  const sums = new Map<string, Sums>();
  for (const { chances, seated } of draws)
    for (const [person, chance] of chances) {
      const sum = sums.get(person) ?? { draws: 0, expected: 0, seats: 0, variance: 0 };
      sum.draws += 1;
      sum.expected += chance;
      sum.variance += chance * (1 - chance);
      sum.seats += seated.has(person) ? 1 : 0;
      sums.set(person, sum);
    }
  return new Map([...sums].map(([person, sum]) => [person, fairness(sum)]));
};

const fairness = ({ draws, expected, seats, variance }: Sums): Fairness => {
  const spread = Math.sqrt(variance);
  const deviation = variance > 0 ? (seats - expected) / spread : null;
  const isRemarkable = deviation !== null && Math.abs(deviation) > REMARKABLE;
  return { draws, expected, seats, spread, deviation, isRemarkable };
};

export interface Appointment {
  readonly year: number;
  /** named by people and not by the draw */
  readonly isNamed: boolean;
}

export interface YearShare {
  readonly year: number;
  readonly all: number;
  readonly named: number;
}

/** The share of non-random appointments, year by year. */
export const sharesOf = (appointments: readonly Appointment[]): readonly YearShare[] =>
  [...new Set(appointments.map(({ year }) => year))]
    .sort((a, b) => a - b)
    .map((year) => {
      const own = appointments.filter((one) => one.year === year);
      return { year, all: own.length, named: own.filter(({ isNamed }) => isNamed).length };
    });

export interface Held {
  readonly operator: string;
  readonly kind: 'real' | 'void' | 'rehearsal';
}

export interface OfficerCount {
  readonly operator: string;
  /** real attempts, void ones among them */
  readonly attempts: number;
  readonly voids: number;
  readonly rehearsals: number;
}

/** What each officer held: numbers for the eye of the auditor (draw-19). */
export const officersOf = (held: readonly Held[]): readonly OfficerCount[] =>
  [...new Set(held.map(({ operator }) => operator))].map((operator) => {
    const own = held.filter((one) => one.operator === operator);
    const of = (kind: Held['kind']): number => own.filter((one) => one.kind === kind).length;
    const rehearsals = of('rehearsal');
    return { operator, attempts: own.length - rehearsals, voids: of('void'), rehearsals };
  });
