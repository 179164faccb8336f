import type { Tx } from '../store/scope.ts';
import type { ApplicationState } from './model.ts';
import { applications } from './tables-records.ts';

/** An application that came by an invitation. */
export interface InvitedApplication {
  readonly id: string;
  readonly number: string;
  readonly state: ApplicationState;
  readonly invitation: string;
}

/** Every application that came by an invitation, oldest first, from its plain columns; forgotten ones tell of none. */
export const readInvited = async (tx: Tx): Promise<readonly InvitedApplication[]> => {
  const rows = await tx
    .table(applications)
    .some({ route: 'invitation' }, ['id', 'number', 'state', 'invited'], {
      order: { submittedAt: 'ASC', number: 'ASC' },
    });
  return rows.flatMap(({ id, number, state, invited }) =>
    invited === null ? [] : [{ id, number, state, invitation: invited.invitation }],
  );
};
