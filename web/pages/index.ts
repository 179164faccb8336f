import type { Page } from '../page.ts';
import { accountPage } from './account.tsx';
import { accountsPage } from './accounts.tsx';
import { alertsPage } from './alerts.tsx';
import { newApplicationPage } from './application-new.tsx';
import { applicationPage } from './application.tsx';
import { applicationsPage } from './applications.tsx';
import { auditPage } from './audit.tsx';
import { calendarPage } from './calendar.tsx';
import { callSheetPage } from './call-sheet.tsx';
import { newCluePage } from './clue-new.tsx';
import { cluePage } from './clue.tsx';
import { cluesPage } from './clues.tsx';
import { enquiriesPage } from './enquiries.tsx';
import { enquiryPage } from './enquiry.tsx';
import { evidenceFile, scanFile } from './evidence.ts';
import { newExpertPage } from './expert-new.tsx';
import { failedPage } from './failed.tsx';
import { homePage } from './home.tsx';
import { newInstitutionPage } from './institution-new.tsx';
import { institutionPage } from './institution.tsx';
import { institutionsPage } from './institutions.tsx';
import { liaisonPage } from './liaison.tsx';
import { mePage } from './me.tsx';
import { memberPage } from './member.tsx';
import { membersPage } from './members.tsx';
import { noticesPage } from './notices.tsx';
import { outsideFile, outsidePage } from './outside.tsx';
import { peoplePage } from './people.tsx';
import { newPersonPage } from './person-new.tsx';
import { personPage } from './person.tsx';
import { newTaskPage } from './task-new.tsx';
import { taskPage } from './task.tsx';
import { tasksPage } from './tasks.tsx';
import { newTiePage } from './tie-new.tsx';
import { tiesPage } from './ties.tsx';
import { unfinishedPage } from './unfinished.tsx';

/** Every page of the site, in the order of the menu; a fixed path stands before one with an id. */
export const PAGES: readonly Page[] = [
  homePage,
  applicationsPage,
  newApplicationPage,
  applicationPage,
  scanFile,
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
  enquiriesPage,
  enquiryPage,
  membersPage,
  memberPage,
  peoplePage,
  newPersonPage,
  personPage,
  newExpertPage,
  newTiePage,
  tiesPage,
  institutionsPage,
  newInstitutionPage,
  institutionPage,
  alertsPage,
  noticesPage,
  callSheetPage,
  failedPage,
  liaisonPage,
  calendarPage,
  accountsPage,
  accountPage,
  auditPage,
  mePage,
];
