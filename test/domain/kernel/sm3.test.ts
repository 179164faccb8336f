import { describe, expect, it } from 'vitest';
import { hmacSm3, sm3, sm3Hex } from '../../../domain/kernel/sm3.ts';

describe('SM3 golden vectors (draw.md 3.1)', () => {
  const digest = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';

  it('hashes "abc" as the standard does, from text and from bytes', () => {
    expect(sm3Hex('abc')).toBe(digest);
    expect(sm3Hex(new Uint8Array([97, 98, 99]))).toBe(digest);
    expect(sm3('abc')).toHaveLength(32);
  });

  it('hashes Chinese as UTF-8', () => {
    expect(sm3Hex('监督')).toBe(sm3Hex(new TextEncoder().encode('监督')));
  });

  it('keys "abc" with "key"', () => {
    expect(hmacSm3('key', 'abc').toString('hex')).toBe(
      '28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393',
    );
  });
});
