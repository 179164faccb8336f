import { id, int, key, long, maybe, str, time, type AnyTable } from '../../columns.ts';

/** Clues and what belongs to them. Frozen with the first release. */
export const CLUES_TABLES: readonly AnyTable[] = [
  {
    name: 'clue',
    columns: {
      id: key(id()),
      number: str(20),
      sealed: long(),
      audience: str(10),
      serious: int(),
      source: str(10),
      status: str(10),
      outcome: maybe(str(20)),
      evidence: str(10),
      institution: maybe(id()),
      handler: maybe(id()),
      findings: maybe(long()),
      receivedAt: time(),
      version: int(),
    },
    indices: [
      { name: 'clue_number', columns: ['bureau', 'number'], unique: true },
      { name: 'clue_status', columns: ['bureau', 'status', 'receivedAt'] },
    ],
  },
  {
    name: 'clue_reporter',
    columns: {
      id: key(id()),
      chat: maybe(str(64)),
      sealed: long(),
    },
    indices: [{ name: 'clue_reporter_chat', columns: ['bureau', 'chat'] }],
  },
  {
    name: 'clue_hidden',
    columns: {
      id: key(str(80)),
      clue: id(),
      account: id(),
    },
    indices: [{ name: 'clue_hidden_account', columns: ['bureau', 'account'] }],
  },
  {
    name: 'clue_draft_watch',
    columns: {
      id: key(str(64)),
      identity: long(),
      watchedAt: time(),
      askedAt: maybe(time()),
    },
  },
  {
    name: 'clue_export',
    columns: {
      id: key(id()),
      digest: str(64),
      package: long(),
      by: id(),
      at: time(),
    },
  },
];
