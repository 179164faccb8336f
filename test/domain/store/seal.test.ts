import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileVault, createVault, EvidenceAltered, sm3Hex } from '../../../domain/index.ts';
import { GAOPING, ZHANJIANG } from '../../support/app.ts';

const KEY = Buffer.alloc(32, 7);
const gaoping = createVault(KEY, GAOPING, randomBytes);
const zhanjiang = createVault(KEY, ZHANJIANG, randomBytes);
const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a sealed value', () => {
  it('opens to what it was, whatever it was, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = gaoping.seal(value);
        expect(gaoping.open(sealed)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(gaoping.seal(value)).not.toBe(sealed);
      }),
      { numRuns: 200 },
    );
  });

  it('with any one bit changed is refused', () => {
    const bytes = gaoping.sealBytes(Buffer.from('身份证号'));
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => gaoping.openBytes(changed), String(at)).toThrow('altered');
    }
    for (const length of [0, 1, 63, bytes.length - 1])
      expect(() => gaoping.openBytes(bytes.subarray(0, length))).toThrow();
  });

  it('of another bureau, or under another key, is refused', () => {
    const sealed = gaoping.seal('张三');
    expect(() => zhanjiang.open(sealed)).toThrow('altered');
    expect(() => createVault(Buffer.alloc(32, 8), GAOPING, randomBytes).open(sealed)).toThrow(
      'altered',
    );
    expect(() => gaoping.open(sealed.replace('k1', 'k2'))).toThrow('unknown');
    expect(() => gaoping.open('张三')).toThrow('unknown');
  });

  it('does not show what is in it', () => {
    expect(gaoping.seal('13912345678')).toMatch(/^sm4\.k1\.[A-Za-z0-9+/=]+$/);
    expect(
      Buffer.from(gaoping.seal('13912345678').slice(7), 'base64').includes('13912345678'),
    ).toBe(false);
  });

  it('a fingerprint is the same for the same, and another for another purpose or bureau', () => {
    const print = gaoping.fingerprint('phone', '13912345678');
    expect(print).toMatch(/^[0-9a-f]{64}$/);
    expect(gaoping.fingerprint('phone', '13912345678')).toBe(print);
    expect(gaoping.fingerprint('chat', '13912345678')).not.toBe(print);
    expect(zhanjiang.fingerprint('phone', '13912345678')).not.toBe(print);
  });
});

describe('F29 evidence on disk', () => {
  const files = createFileVault(folder, (bureau) => (bureau === GAOPING ? gaoping : zhanjiang));
  it('is sealed under a random name and comes back as it was received', async () => {
    const bytes = randomBytes(100_000);
    const kept = await files.keep(GAOPING, bytes);
    expect(kept).toMatchObject({ digest: sm3Hex(bytes), size: 100_000 });
    expect(
      readFileSync(path.join(folder, GAOPING, kept.file)).includes(bytes.subarray(0, 32)),
    ).toBe(false);
    expect((await files.read(GAOPING, kept)).equals(bytes)).toBe(true);
    expect(
      readdirSync(path.join(folder, GAOPING)).filter((name) => name.endsWith('.part')),
    ).toEqual([]);
  });

  it('altered, exchanged, missing or of another bureau is never served', async () => {
    const [one, two] = [
      await files.keep(GAOPING, Buffer.from('eins')),
      await files.keep(GAOPING, Buffer.from('zwei')),
    ];
    await expect(files.read(GAOPING, { file: two.file, digest: one.digest })).rejects.toThrow(
      EvidenceAltered,
    );
    await expect(files.read(ZHANJIANG, one)).rejects.toThrow(EvidenceAltered);
    await expect(files.read(GAOPING, { ...one, file: '../../etc/passwd' })).rejects.toThrow(
      EvidenceAltered,
    );
    const place = path.join(folder, GAOPING, one.file);
    const bytes = readFileSync(place);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(place, bytes);
    await expect(files.read(GAOPING, one)).rejects.toThrow(EvidenceAltered);
    await files.remove(GAOPING, two.file);
    await expect(files.read(GAOPING, two)).rejects.toThrow(EvidenceAltered);
  });
});
