import { addToBag, adoptBag, bagOf } from '../../domain/exchange/index.ts';
import { nomination, sm3Hex } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';
import { keepScans } from './scans.ts';

const LETTERS = 40;

/** Scans of one application that is being entered lie together, one bag for each role. */
const bagName = (visit: Visit, entering: string, role: nomination.PieceRole): string =>
  `entry-${sm3Hex([visit.account.id, entering, role].join('\n')).slice(0, LETTERS)}`;

/**
 * Keeps what came with the form, whether or not the form is taken: nothing has to be chosen a second
 * time. The field's name is the scan's role (C-10).
 */
export const keepEntering = async (
  visit: Visit,
  entering: string,
): Promise<readonly nomination.Piece[]> => {
  const pieces: nomination.Piece[] = [];
  for (const role of nomination.PIECE_ROLES) {
    const uploads = visit.uploads.filter(({ field }) => field === role);
    const kept = await keepScans({ ...visit, uploads });
    const conversation = bagName(visit, entering, role);
    const all = await visit.within(async (tx) => {
      await addToBag(tx, kept, { conversation, now: visit.now });
      return bagOf(tx, conversation);
    });
    pieces.push(...all.map(({ id }) => ({ attachment: id, role })));
  }
  return pieces;
};

/** The application takes its scans along. */
export const adoptEntering = (
  visit: Visit,
  pieces: readonly nomination.Piece[],
  application: string,
): Promise<void> =>
  visit.within((tx) =>
    adoptBag(
      tx,
      pieces.map(({ attachment }) => attachment),
      application,
    ),
  );

/** `证件照1份、单位推荐函1份` */
export const keptWords = (pieces: readonly nomination.Piece[]): string =>
  nomination.PIECE_ROLES.flatMap((role) => {
    const count = pieces.filter((one) => one.role === role).length;
    return count === 0 ? [] : [`${nomination.PIECE_ROLE_WORDS[role]}${count}份`];
  }).join('、');
