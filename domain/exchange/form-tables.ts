import { defineTable, id, key, maybe, str, time } from '../store/columns.ts';

/** A page for one person that opens once, under an address nobody can guess. */
export interface FormLinkRow {
  readonly id: string;
  /** sm3 of the token in the address */
  readonly print: string;
  readonly kind: string;
  readonly person: string;
  /** the record it is filled in for */
  readonly subject: string;
  readonly validUntil: string;
  readonly createdAt: string;
  /** 开始 was pressed: from then on only the browser that pressed it goes on */
  readonly startedAt: string | null;
  /** sm3 of that browser's cookie */
  readonly holder: string | null;
  /** replaced by a newer link of the same kind for the same record */
  readonly endedAt: string | null;
}

export const formLinks = defineTable<FormLinkRow>({
  name: 'form_link',
  columns: {
    id: key(id()),
    print: str(64),
    kind: str(20),
    person: id(),
    subject: id(),
    validUntil: time(),
    createdAt: time(),
    startedAt: maybe(time()),
    holder: maybe(str(64)),
    endedAt: maybe(time()),
  },
  indices: [
    { name: 'form_link_print', columns: ['bureau', 'print'], unique: true },
    { name: 'form_link_person', columns: ['bureau', 'person', 'kind'] },
  ],
});
