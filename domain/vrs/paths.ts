/** From node to node; `out` leaves the seat of the node come from, `in` takes one of the node come to. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly out: number;
  readonly in: number;
}

export interface Path {
  readonly start: number;
  readonly end: number;
  readonly arcs: readonly Arc[];
}

/** -1: nobody */
export const arc = (from: number, to: number): Arc => ({ from, to, out: -1, in: -1 });

/** Breadth first: the shortest way uses nobody twice. */
export const shortestPath = (
  starts: readonly number[],
  isEnd: (node: number) => boolean,
  arcsOf: (node: number) => readonly Arc[],
): Path | null => {
  const came = new Map<number, Arc | null>(starts.map((start) => [start, null]));
  // a map hands out what is added while it is walked
  for (const node of came.keys()) {
    if (isEnd(node)) return pathTo(node, came);
    for (const one of arcsOf(node)) if (!came.has(one.to)) came.set(one.to, one);
  }
  return null;
};

const pathTo = (end: number, came: ReadonlyMap<number, Arc | null>): Path => {
  const arcs: Arc[] = [];
  let node = end;
  for (let step = came.get(node); step != null; step = came.get(node)) {
    arcs.unshift(step);
    node = step.from;
  }
  return { start: node, end, arcs };
};

/** Every node that can be reached from one of `count`, itself too. */
export const reachable = (
  start: number,
  count: number,
  arcsOf: (node: number) => readonly Arc[],
): Uint8Array => {
  const nodes = new Uint8Array(count);
  const queue = [start];
  nodes[start] = 1;
  for (const node of queue)
    for (const { to } of arcsOf(node)) {
      if (nodes[to] === 1) continue;
      nodes[to] = 1;
      queue.push(to);
    }
  return nodes;
};
