import { In, LessThanOrEqual } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { scenes, type SceneRow } from './official-tables.ts';

export interface WantedScene {
  /** a random name: the picture says nothing else */
  readonly id: string;
  readonly purpose: SceneRow['purpose'];
  readonly subject: string;
  /** what the scan stands for: the binding code, the number of the call */
  readonly meaning: string;
  /** null: for good */
  readonly validUntil: Date | null;
  readonly now: Date;
}

/** Asks for a code to scan; the bot fetches it from the platform. Older ones of this subject end. */
export const wantScene = async (tx: Tx, wanted: WantedScene): Promise<void> => {
  const { id, purpose, subject, meaning, validUntil, now } = wanted;
  const older = { purpose, subject, state: In(['wanted', 'made', 'failed']) };
  await tx.table(scenes).change(older, { state: 'used', sealed: tx.vault.seal('') });
  await tx.table(scenes).insert({
    id,
    purpose,
    subject,
    sealed: tx.vault.seal(meaning),
    state: 'wanted',
    url: null,
    note: null,
    attempts: 0,
    nextTry: now.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    createdAt: now.toISOString(),
  });
};

/** The code of one subject as its page shows it; null: none was asked for, or it is used or over. */
export const sceneOf = async (
  tx: Tx,
  { purpose, subject, now }: Pick<WantedScene, 'purpose' | 'subject' | 'now'>,
): Promise<Pick<SceneRow, 'state' | 'url' | 'note' | 'validUntil'> | null> => {
  const [row] = await tx
    .table(scenes)
    .find(
      { purpose, subject, state: In(['wanted', 'made', 'failed']) },
      { order: { createdAt: 'DESC' }, limit: 1 },
    );
  if (row === undefined || isOver(row, now)) return null;
  const { state, url, note, validUntil } = row;
  return { state, url, note, validUntil };
};

const isOver = ({ validUntil }: SceneRow, now: Date): boolean =>
  validUntil !== null && validUntil <= now.toISOString();

export interface ReadScene {
  readonly purpose: SceneRow['purpose'];
  readonly meaning: string;
}

/**
 * What a scan stands for; null: no code of ours, or a call's that is over. One for binding is used up
 * by it; used or over, it still stands for binding, without a code.
 */
export const takeScene = async (tx: Tx, id: string, now: Date): Promise<ReadScene | null> => {
  const row = await tx.table(scenes).one({ id });
  if (row === null) return null;
  const spent = row.purpose === 'bind' ? ({ purpose: 'bind', meaning: '' } as const) : null;
  if (row.state !== 'made' || isOver(row, now)) return spent;
  if (row.purpose === 'bind') {
    // the code itself is kept no longer than it is of use
    const gone = { state: 'used', sealed: tx.vault.seal('') } as const;
    if ((await tx.table(scenes).change({ id, state: 'made' }, gone)) === 0) return spent;
  }
  return { purpose: row.purpose, meaning: String(tx.vault.open(row.sealed)) };
};

/** Codes that the platform is to be asked for now. */
export const scenesToMake = (tx: Tx, now: Date): Promise<SceneRow[]> =>
  tx
    .table(scenes)
    .find(
      { state: 'wanted', nextTry: LessThanOrEqual(now.toISOString()) },
      { order: { nextTry: 'ASC' }, limit: 20 },
    );

/** Takes one to be made: false when another process has it. */
export const claimScene = async (tx: Tx, row: SceneRow, again: Date): Promise<boolean> =>
  (await tx
    .table(scenes)
    .change(
      { id: row.id, state: 'wanted', attempts: row.attempts },
      { attempts: row.attempts + 1, nextTry: again.toISOString() },
    )) === 1;

export const sceneMade = async (tx: Tx, id: string, url: string): Promise<void> => {
  await tx.table(scenes).change({ id, state: 'wanted' }, { state: 'made', url });
};

export const sceneFailed = async (tx: Tx, id: string, note: string): Promise<void> => {
  const set = { state: 'failed', note: note.slice(0, 120) } as const;
  await tx.table(scenes).change({ id, state: 'wanted' }, set);
};
