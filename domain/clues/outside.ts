import { constants, createCipheriv, createHmac, createPublicKey, publicEncrypt } from 'node:crypto';
import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { defineQuery } from '../kernel/query.ts';
import { err, ok } from '../kernel/result.ts';
import { sm3, sm3Hex } from '../kernel/sm3.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { CLUES, type CluesRefusal, type OutsideEvent } from './model.ts';
import { readAllOutside, readOutside, readSealed } from './outside-records.ts';

/**
 * A clue about a leader leaves the bureau sealed (C-01): whoever carries it out cannot read it, only
 * the outside route named in the policy, by its own private key, can.
 */

/** Who may carry a sealed clue out: discipline or the administrator, unless the clue names them. */
const carries = (actor: Actor): boolean => holds(actor, 'discipline', 'administrator');

export const listOutside = defineQuery({
  name: 'clues.outside',
  params: z.object({}),
  policy: CLUES,
  permit: carries,
  read: async (tx, _params, { policy }, actor) => ({
    route: policy.clues.outsideRoute.value,
    rows: await readAllOutside(tx, accountOf(actor) ?? ''),
  }),
});

const evidence = z
  .array(z.object({ name: z.string(), mime: z.string(), digest: z.string(), base64: z.string() }))
  .max(200)
  .default([]);

export const exportOutside = defineAction({
  name: 'clues.export-outside',
  input: z.object({ clue: z.string(), evidence }),
  policy: CLUES,
  permit: carries,
  gather: async (tx, input, { policy, seed, bureau, now }, actor) => {
    const by = accountOf(actor) ?? '';
    const clue = await readOutside(tx, input.clue, by);
    const publicKey = policy.clues.outsideKey?.value ?? null;
    if (clue === null || publicKey === null) return { clue, sealed: null, by };
    const { number, body, receivedAt, source } = clue;
    const content = {
      bureau,
      number,
      receivedAt,
      source,
      exportedAt: now,
      body,
      evidence: input.evidence,
    };
    return { clue, sealed: sealFor(publicKey, JSON.stringify(content), seed), by };
  },
  decide: ({ clue, sealed, by }, _input) => {
    if (clue === null) return err<CluesRefusal>({ code: 'clues.unknown' });
    if (sealed === null) return err<CluesRefusal>({ code: 'clues.no-outside-key' });
    const { id: of, number, audience, hidden } = clue;
    return ok<readonly [OutsideEvent]>([
      {
        type: 'clues.left-bureau',
        clue: of,
        number,
        audience,
        hidden,
        by,
        digest: sm3Hex(sealed),
        private: { package: sealed },
      },
    ]);
  },
});

/** The sealed package once more, for whoever may carry it. */
export const readPackage = defineQuery({
  name: 'clues.package',
  params: z.object({ clue: z.string() }),
  policy: NO_POLICY,
  permit: carries,
  read: async (tx, { clue }, _world, actor) => {
    const found = await readOutside(tx, clue, accountOf(actor) ?? '');
    const sealed = found === null ? null : await readSealed(tx, clue);
    return found === null || sealed === null ? null : { number: found.number, package: sealed };
  },
});

/**
 * `jiandu-outside-1`: the content under SM4-CBC with HMAC-SM3 (encrypt, then authenticate), both keys
 * and the iv under the receiver's RSA key (OAEP, SHA-256). Base64 in one JSON object.
 */
export const sealFor = (publicKey: string, content: string, seed: string): string => {
  const fresh = (use: string): Buffer => sm3(`${seed}:outside:${use}`);
  const [cipherKey, macKey, iv] = [
    fresh('cipher').subarray(0, 16),
    fresh('mac'),
    fresh('iv').subarray(0, 16),
  ];
  const cipher = createCipheriv('sm4-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  const wrapped = publicEncrypt(
    {
      key: createPublicKey(publicKey),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    Buffer.concat([cipherKey, iv, macKey]),
  );
  const mac = createHmac('sm3', macKey).update(body).digest('base64');
  return JSON.stringify({
    format: 'jiandu-outside-1',
    keys: wrapped.toString('base64'),
    body: body.toString('base64'),
    mac,
  });
};
