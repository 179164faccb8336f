import { HOUR, MINUTE } from './clock.ts';

interface Window {
  readonly closesAt: number;
  readonly left: number;
}

/** Within which an account may write to one follower by customer-service message (A7). */
export interface Windows {
  /** the follower wrote: 5 messages within 48 h */
  readonly written: Window;
  /** the follower tapped a menu item, subscribed or scanned: 3 messages within a minute */
  readonly tapped: Window;
}

const shut: Window = { closesAt: -Infinity, left: 0 };
export const noWindows: Windows = { written: shut, tapped: shut };

export function openWindow(windows: Windows, by: keyof Windows, at: Date): Windows {
  const opened = {
    written: { closesAt: at.getTime() + 48 * HOUR, left: 5 },
    tapped: { closesAt: at.getTime() + MINUTE, left: 3 },
  };
  return { ...windows, [by]: opened[by] };
}

/**
 * Takes one message from the shorter window first (how they overlap is not documented);
 * else the error: 45015 no window is open, 45047 an open one is used up.
 */
export function spendWindow(windows: Windows, at: Date): Windows | 45015 | 45047 {
  const open = (['tapped', 'written'] as const).filter(
    (by) => at.getTime() <= windows[by].closesAt,
  );
  const by = open.find((name) => windows[name].left > 0);
  if (by === undefined) return open.length === 0 ? 45015 : 45047;
  return { ...windows, [by]: { ...windows[by], left: windows[by].left - 1 } };
}
