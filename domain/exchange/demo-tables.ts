import { defineTable, id, key, long, maybe, str, time } from '../store/columns.ts';

/** What a simulated phone shows (demo and development only). */
export interface SimulatorLineRow {
  readonly id: string;
  readonly conversation: string;
  readonly side: 'follower' | 'bureau';
  readonly text: string;
  readonly picture: string | null;
  readonly at: string;
}

export const simulatorLines = defineTable<SimulatorLineRow>({
  name: 'simulator_line',
  columns: {
    id: key(id()),
    conversation: str(80),
    side: str(10),
    text: long(),
    picture: maybe(str(64)),
    at: time(),
  },
  indices: [{ name: 'simulator_line_at', columns: ['bureau', 'conversation', 'at'] }],
});

/** Facts about the installation itself: the demo's mark, the last job tick. */
export interface InstallationRow {
  readonly id: string;
  readonly value: string;
}

export const installation = defineTable<InstallationRow>({
  name: 'installation',
  columns: { id: key(str(60)), value: str(200) },
});
