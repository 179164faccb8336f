import type { Page } from '../page.ts';
import { accountPage } from './account.tsx';
import { accountsPage } from './accounts.tsx';
import { alertsPage } from './alerts.tsx';
import { newApplicationPage } from './application-new.tsx';
import {
  applicationPaperFile,
  blankFormFile,
  photoFile,
  reviewPaperFile,
} from './application-print.ts';
import { applicationPage } from './application.tsx';
import { applicationsPage } from './applications.tsx';
import { appointmentsPage } from './appointments.tsx';
import { auditPage } from './audit.tsx';
import { calendarPage } from './calendar.tsx';
import { callSheetPage } from './call-sheet.tsx';
import { newCampaignPage } from './campaign-new.tsx';
import {
  announcementPaper,
  campaignScanFile,
  invitationScanFile,
  unitLetterPaper,
} from './campaign-papers.ts';
import { campaignPage } from './campaign.tsx';
import { campaignsPage } from './campaigns.tsx';
import { newCluePage } from './clue-new.tsx';
import { cluePage } from './clue.tsx';
import { cluesPage } from './clues.tsx';
import {
  certificateFile,
  drawReceiptFile,
  drawRecordFile,
  drawSheetFile,
  loanLetterFile,
  oathFile,
  releaseLetterFile,
  taskSheetFile,
} from './draw-papers.ts';
import { enquiriesPage } from './enquiries.tsx';
import { enquiryFile } from './enquiry-pictures.ts';
import { enquiryPage } from './enquiry.tsx';
import { recordPage } from './evaluation-record.tsx';
import { evaluationPage } from './evaluation.tsx';
import { evidenceFile, scanFile } from './evidence.ts';
import { failedPage } from './failed.tsx';
import { homePage } from './home.tsx';
import {
  importFaultsFile,
  importInstitutionsPage,
  importTemplateFile,
} from './institution-import.tsx';
import { newInstitutionPage } from './institution-new.tsx';
import { institutionPage } from './institution.tsx';
import { institutionsPage } from './institutions.tsx';
import { newInvitationPage } from './invitation-new.tsx';
import { invitationPage } from './invitation.tsx';
import { invitationsPage } from './invitations.tsx';
import { liaisonPage } from './liaison.tsx';
import { longRunPage, longRunSheetFile } from './long-run.tsx';
import { mePage } from './me.tsx';
import { letterFile } from './member-letter.tsx';
import { memberPage } from './member.tsx';
import { importMembersPage, membersFaultsFile, membersTemplateFile } from './members-import.tsx';
import { membersPage } from './members.tsx';
import { noticePage } from './notice.tsx';
import { noticesPage } from './notices.tsx';
import { newObjectionPage } from './objection-new.tsx';
import { objectionPage } from './objection.tsx';
import { objectionsPage } from './objections.tsx';
import { outsideFile, outsidePage } from './outside.tsx';
import { peoplePage } from './people.tsx';
import { newPersonPage } from './person-new.tsx';
import { personPage } from './person.tsx';
import {
  noticeFiles,
  noticeScanFile,
  objectionScanFile,
  rosterFiles,
  rosterScanFile,
} from './publicity-files.ts';
import { publicityListPage } from './publicity-list.tsx';
import { publicityPage } from './publicity.tsx';
import { rosterPublicationPage } from './roster-publication.tsx';
import { rosterPublicationsPage } from './roster-publications.tsx';
import { selectionPage } from './selection.tsx';
import { newTaskPage } from './task-new.tsx';
import { smsSheetPage } from './sms-sheet.tsx';
import { taskPage } from './task.tsx';
import { taskPoolPage } from './task-pool.tsx';
import { tasksPage } from './tasks.tsx';
import { newTiePage } from './tie-new.tsx';
import { tiesPage } from './ties.tsx';
import { unreachablePage } from './unreachable.tsx';
import { unfinishedPage } from './unfinished.tsx';
import { deliberationPage } from './work-deliberation.tsx';
import { feesPage } from './work-fees.tsx';
import { deliberationPaper, feePaper, form3Paper } from './work-papers.ts';
import { workScanFile } from './work-scans.ts';
import { workPage } from './work.tsx';
import { bindingCodeFile, bindingCodeSheet, callCodeFile, callCodeSheet } from './qr-sheet.tsx';
import { unresolvedPage } from './unresolved.tsx';

/** Every page of the site, in the order of the menu; a fixed path stands before one with an id. */
export const PAGES: readonly Page[] = [
  homePage,
  campaignsPage,
  newCampaignPage,
  campaignPage,
  announcementPaper,
  unitLetterPaper,
  campaignScanFile,
  callCodeSheet,
  callCodeFile,
  invitationsPage,
  newInvitationPage,
  invitationPage,
  invitationScanFile,
  applicationsPage,
  newApplicationPage,
  blankFormFile,
  applicationPage,
  photoFile,
  applicationPaperFile,
  reviewPaperFile,
  scanFile,
  selectionPage,
  publicityListPage,
  publicityPage,
  ...noticeFiles,
  noticeScanFile,
  objectionsPage,
  newObjectionPage,
  objectionPage,
  objectionScanFile,
  appointmentsPage,
  rosterPublicationsPage,
  rosterPublicationPage,
  ...rosterFiles,
  rosterScanFile,
  cluesPage,
  newCluePage,
  cluePage,
  evidenceFile,
  outsidePage,
  outsideFile,
  unfinishedPage,
  tasksPage,
  newTaskPage,
  taskPage,
  workPage,
  workScanFile,
  deliberationPage,
  feesPage,
  evaluationPage,
  deliberationPaper,
  feePaper,
  form3Paper,
  taskPoolPage,
  drawSheetFile,
  taskSheetFile,
  oathFile,
  releaseLetterFile,
  loanLetterFile,
  certificateFile,
  drawReceiptFile,
  drawRecordFile,
  enquiriesPage,
  enquiryPage,
  enquiryFile,
  membersPage,
  importMembersPage,
  membersTemplateFile,
  membersFaultsFile,
  letterFile,
  memberPage,
  peoplePage,
  newPersonPage,
  personPage,
  bindingCodeSheet,
  bindingCodeFile,
  recordPage,
  newTiePage,
  unresolvedPage,
  tiesPage,
  institutionsPage,
  newInstitutionPage,
  importInstitutionsPage,
  importTemplateFile,
  importFaultsFile,
  institutionPage,
  alertsPage,
  noticesPage,
  noticePage,
  unreachablePage,
  smsSheetPage,
  callSheetPage,
  failedPage,
  liaisonPage,
  calendarPage,
  accountsPage,
  accountPage,
  longRunPage,
  longRunSheetFile,
  auditPage,
  mePage,
];
