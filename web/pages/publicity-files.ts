import { z } from 'zod';
import { publicity } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile, type Page } from '../page.ts';
import { handedOut } from './evidence.ts';
import { FORMATS, handOut, noticeList, rosterList } from './publicity-exports.ts';
import { CASE_ROLES, OFFICE_ROLES } from './roles.ts';

/** The notice of a period, to be posted and put on the website (ZJ-8.2b). */
export const noticeFiles: readonly Page[] = FORMATS.map((format) =>
  defineFile({
    path: `/publicity/:publicity/notice.${format}`,
    roles: OFFICE_ROLES,
    query: z.object({ publicity: recordId }),
    load: async (visit, query) => {
      const view = await visit.ask(publicity.onePublicity, query);
      const list = view === null ? null : noticeList(visit, view);
      return list === null ? null : handOut(visit, list, format);
    },
  }),
);

/** A published roster (GP-6.4b). */
export const rosterFiles: readonly Page[] = FORMATS.map((format) =>
  defineFile({
    path: `/roster-publications/:publication/list.${format}`,
    roles: OFFICE_ROLES,
    query: z.object({ publication: recordId }),
    load: async (visit, query) => {
      const view = await visit.ask(publicity.oneRosterPublication, query);
      const list = view === null ? null : rosterList(visit, view);
      return list === null ? null : handOut(visit, list, format);
    },
  }),
);

/** A screenshot of where a notice stood. */
export const noticeScanFile = defineFile({
  path: '/publicity/:publicity/scan/:piece',
  roles: CASE_ROLES,
  query: z.object({ publicity: recordId, piece: recordId }),
  load: async (visit, { publicity: id, piece }) => {
    const view = await visit.ask(publicity.onePublicity, { publicity: id });
    return view === null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${view.period.number}-发布` });
  },
});

export const rosterScanFile = defineFile({
  path: '/roster-publications/:publication/scan/:piece',
  roles: CASE_ROLES,
  query: z.object({ publication: recordId, piece: recordId }),
  load: async (visit, { publication: id, piece }) => {
    const view = await visit.ask(publicity.oneRosterPublication, { publication: id });
    return view === null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${view.publication.number}-发布` });
  },
});

/** What came with an objection, for those who may decide it (C-01). */
export const objectionScanFile = defineFile({
  path: '/objections/:objection/scan/:piece',
  roles: CASE_ROLES,
  query: z.object({ objection: recordId, piece: recordId }),
  load: async (visit, { objection: id, piece }) => {
    const view = await visit.ask(publicity.oneObjection, { objection: id });
    return view?.sealed == null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${view.number}-材料` });
  },
});
