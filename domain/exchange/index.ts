/** The technical rows' own door: for the shells; closed to contexts. */
export * from './attachments.ts';
export * from './drafts.ts';
export * from './followers.ts';
export * from './form-links.ts';
export * from './inbox.ts';
export { closeOffer, offersFor } from './offers.ts';
export * from './runs.ts';
export { beginSession, endSession, endSessionsOf, useSession } from './sessions.ts';
export { forgive, takeTry } from './slow-down.ts';
export { conversations, inbox, type AttachmentRow, type ConversationRow } from './tables.ts';
export * from './simulator.ts';
export * from './tokens.ts';
export type { SimulatorLineRow } from './demo-tables.ts';
