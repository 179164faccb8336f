import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../bot/channels/inbound.ts';
import type { Outward } from '../../bot/channels/outward.ts';
import { showingTyping } from '../../bot/typing.ts';
import { GAOPING } from '../support/app.ts';

const inbound: Inbound = {
  bureau: GAOPING,
  channel: 'official-account',
  from: 'o-wang',
  key: 'k',
  sentAt: new Date('2026-10-12T02:00:00Z'),
  body: { kind: 'text', text: '菜单' },
};

const after = (milliseconds: number, channel: Partial<Outward>) => {
  const receive = () =>
    new Promise<{ kind: 'later' }>((resolve) => {
      setTimeout(() => resolve({ kind: 'later' }), milliseconds);
    });
  return showingTyping(receive, () => channel as Outward)(inbound);
};

describe('对方正在输入 (A7)', () => {
  it('is shown to whoever waits longer than two seconds, and to nobody else', async () => {
    const shown: string[] = [];
    const channel = {
      showTyping: (to: string) => {
        shown.push(to);
        return Promise.reject(new Error('no window'));
      },
    };
    await after(20, channel);
    expect(shown).toEqual([]);
    expect(await after(2_200, channel)).toEqual({ kind: 'later' });
    expect(shown).toEqual(['o-wang']);
  });

  it('a channel without it answers as always', async () => {
    expect(await after(2_100, {})).toEqual({ kind: 'later' });
  });
});
