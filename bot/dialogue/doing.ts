import type { App, Tx } from '../../domain/index.ts';

/** The application and the open transaction of the message that is being answered. */
export interface DeskHand {
  readonly app: App;
  readonly tx: Tx;
  /** ids of the attachments in the person's bag */
  readonly bag: readonly string[];
}
