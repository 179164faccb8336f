import { constants, createCipheriv, createHmac, createPublicKey, publicEncrypt } from 'node:crypto';
import { In, Not } from 'typeorm';
import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import type { ContextSpec } from '../kernel/context.ts';
import { defineQuery } from '../kernel/query.ts';
import { err, ok } from '../kernel/result.ts';
import { sm3, sm3Hex } from '../kernel/sm3.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineTable, id, key, long, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import { CLUES, type Clue, type CluesRefusal, type OutsideEvent } from './model.ts';
import { clues, hiddenFrom, readAny } from './records.ts';

/**
 * A clue about a leader leaves the bureau sealed (C-01): whoever carries it out cannot read it, only
 * the outside route named in the policy, by its own private key, can.
 */

interface ExportRow {
  readonly id: string;
  readonly digest: string;
  readonly package: string;
  readonly by: string;
  readonly at: string;
}

export const clueExports = defineTable<ExportRow>({
  name: 'clue_export',
  columns: { id: key(id()), digest: str(64), package: long(), by: id(), at: time() },
});

/** Who may carry a sealed clue out: discipline or the administrator, unless the clue names them. */
const carries = (actor: Actor): boolean => holds(actor, 'discipline', 'administrator');

const notNaming = async (tx: Tx, actor: Actor) => {
  const hidden = await tx.table(hiddenFrom).find({ account: accountOf(actor) ?? '' });
  return hidden.length === 0 ? {} : { id: Not(In(hidden.map((row) => row.clue))) };
};

export const listOutside = defineQuery({
  name: 'clues.outside',
  params: z.object({}),
  policy: CLUES,
  permit: carries,
  read: async (tx, _params, { policy }, actor) => {
    const rows = await tx
      .table(clues)
      .find({ audience: 'outside', ...(await notNaming(tx, actor)) }, { order: { receivedAt: 'DESC' } });
    const left = new Map((await tx.table(clueExports).find({})).map((row) => [row.id, row]));
    return {
      route: policy.clues.outsideRoute.value,
      rows: rows.map(({ id: clue, number, receivedAt }) => ({
        clue,
        number,
        receivedAt: new Date(receivedAt),
        exportedAt: left.get(clue)?.at ?? null,
      })),
    };
  },
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
    const allowed = await tx.table(clues).count({ ...(await notNaming(tx, actor)), audience: 'outside' });
    const clue = allowed === 0 ? null : await readOutside(tx, input.clue, actor);
    const publicKey = policy.clues.outsideKey?.value ?? null;
    if (clue === null || publicKey === null) return { clue, sealed: null, by: accountOf(actor) ?? '' };
    const { number, body, receivedAt, source } = clue;
    const content = { bureau, number, receivedAt, source, exportedAt: now, body, evidence: input.evidence };
    return { clue, sealed: sealFor(publicKey, JSON.stringify(content), seed), by: accountOf(actor) ?? '' };
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
    const found = await readOutside(tx, clue, actor);
    const row = found === null ? null : await tx.table(clueExports).one({ id: clue });
    return found === null || row === null ? null : { number: found.number, package: row.package };
  },
});

const readOutside = async (tx: Tx, clue: string, actor: Actor): Promise<Clue | null> => {
  const found = await readAny(tx, clue);
  if (found?.audience !== 'outside') return null;
  return found.hidden.includes(accountOf(actor) ?? '') ? null : found;
};

export const recordOutside: ContextSpec<OutsideEvent>['record'] = {
  'clues.left-bureau': async (tx, event, { now }) => {
    await tx.table(clueExports).remove({ id: event.clue });
    await tx.table(clueExports).insert({
      id: event.clue,
      digest: event.digest,
      package: event.private.package,
      by: event.by,
      at: now.toISOString(),
    });
    await tx.table(clues).change({ id: event.clue }, { status: 'closed', outcome: 'transferred' });
  },
};

/**
 * `jiandu-outside-1`: the content under SM4-CBC with HMAC-SM3 (encrypt, then authenticate), both keys
 * and the iv under the receiver's RSA key (OAEP, SHA-256). Base64 in one JSON object.
 */
export const sealFor = (publicKey: string, content: string, seed: string): string => {
  const fresh = (use: string): Buffer => sm3(`${seed}:outside:${use}`);
  const [cipherKey, macKey, iv] = [fresh('cipher').subarray(0, 16), fresh('mac'), fresh('iv').subarray(0, 16)];
  const cipher = createCipheriv('sm4-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  const wrapped = publicEncrypt(
    { key: createPublicKey(publicKey), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
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
