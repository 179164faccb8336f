import { id, int, json, key, long, maybe, str, time, type AnyTable } from '../../columns.ts';

/** The audit chain, notices and running numbers. Frozen with the first release. */
export const AUDIT_TABLES: readonly AnyTable[] = [
  {
    name: 'audit_head',
    columns: {
      id: key(str(60)),
      seq: int(),
      hash: str(64),
      touched: int(),
    },
  },
  {
    name: 'audit_entry',
    columns: {
      id: key(id()),
      seq: int(),
      at: time(),
      actor: str(80),
      type: str(80),
      facts: json(),
      privateDigest: maybe(str(64)),
      prev: str(64),
      hash: str(64),
    },
    indices: [{ name: 'audit_entry_seq', columns: ['bureau', 'seq'], unique: true }],
  },
  {
    name: 'audit_private',
    columns: {
      id: key(id()),
      seq: int(),
      salt: str(64),
      sealed: maybe(long()),
      erasedAt: maybe(time()),
    },
    indices: [{ name: 'audit_private_seq', columns: ['bureau', 'seq'], unique: true }],
  },
  {
    name: 'notice',
    columns: {
      id: key(id()),
      noticeKey: str(160),
      kind: str(60),
      params: json(),
      recipient: long(),
      recipientKind: str(10),
      urgent: int(),
      notBefore: time(),
      validUntil: maybe(time()),
      state: str(10),
      attempts: int(),
      token: maybe(id()),
      leaseUntil: maybe(time()),
      route: maybe(str(20)),
      platformId: maybe(str(64)),
      leftAt: maybe(time()),
      outcome: maybe(str(120)),
      createdAt: time(),
      settledAt: maybe(time()),
    },
    indices: [
      { name: 'notice_key', columns: ['bureau', 'noticeKey'], unique: true },
      { name: 'notice_due', columns: ['bureau', 'state', 'notBefore'] },
    ],
  },
  {
    name: 'send_report',
    columns: {
      id: key(str(110)),
      notice: maybe(id()),
      status: maybe(str(120)),
      delivered: maybe(int()),
    },
  },
  {
    name: 'counter',
    columns: {
      id: key(str(100)),
      last: int(),
    },
  },
];
