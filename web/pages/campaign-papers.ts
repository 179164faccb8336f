import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { campaigns, dayOf, DOCUMENT, ROSTER_WORDS, showInstant } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile, type Handed } from '../page.ts';
import { fillPaper } from '../papers/index.ts';
import type { Visit } from '../visit.ts';
import { quotaWords, routeWords } from './campaign-words.ts';
import { handedOut } from './evidence.ts';
import { READING_ROLES } from './roles.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const handed = (name: string, bytes: Buffer): Handed => ({
  bytes,
  type: DOCX,
  name: `${name}.docx`,
});

const measureOf = (visit: Visit): string =>
  visit.app.bureauOf(visit.bureau).section(DOCUMENT).document.title;

/** Whom to ask, where the bureau's file names somebody; else it is written by hand. */
const contactOf = (visit: Visit): { readonly contact: string; readonly phone: string } => {
  const { person = '', phone = '' } = visit.app.bureauOf(visit.bureau).contact ?? {};
  return { contact: person, phone };
};

/** 选聘公告, 征集公告 as it is posted (GP-6.1). */
export const announcementPaper = defineFile({
  path: '/campaigns/:campaign/paper',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId }),
  load: async (visit, { campaign: id }) => {
    const view = await visit.ask(campaigns.oneCampaign, { campaign: id });
    if (view === null) return null;
    const { campaign } = view;
    const bytes = await fillPaper('call-announcement', {
      bureau: visit.bureauName,
      number: campaign.number,
      title: campaign.title,
      paragraphs: campaign.text.split('\n').filter((line) => line.trim() !== ''),
      opens: showInstant(campaign.opensAt),
      closes: showInstant(campaign.closesAt),
      headcount: campaign.headcount,
      quotas: quotaWords(campaign.quotas),
      cutOff: campaign.cutOffDay,
      apply: campaigns.applyWord(campaign.roster),
      routes: routeWords(campaign),
      ...(campaign.attachments.length === 0 ? {} : { attachments: campaign.attachments.length }),
      ...contactOf(visit),
      address: visit.app.bureauOf(visit.bureau).contact?.address ?? '',
      day: dayOf(campaign.publishedAt ?? visit.now),
    });
    return handed(`${campaign.number}-公告`, bytes);
  },
});

/** 工作联系函 to one unit (GP-5.3, GP-6.1). */
export const unitLetterPaper = defineFile({
  path: '/campaigns/:campaign/letters/:letter/paper',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId, letter: recordId }),
  load: async (visit, { campaign: id, letter: wanted }) => {
    const view = await visit.ask(campaigns.oneCampaign, { campaign: id });
    const letter = view?.letters.find((one) => one.id === wanted);
    if (view === null || letter === undefined) return null;
    const { campaign } = view;
    const bytes = await fillPaper('unit-letter', {
      bureau: visit.bureauName,
      number: letter.number,
      unit: letter.unit,
      measure: measureOf(visit),
      call: campaign.title,
      member: ROSTER_WORDS[campaign.roster].member,
      headcount: campaign.headcount,
      closes: showInstant(campaign.closesAt),
      answerBy: dayOf(letter.answerBy),
      ...contactOf(visit),
      day: letter.sentOn,
    });
    return handed(`${letter.number}-工作联系函`, bytes);
  },
});

/** A screenshot of a placement or a unit's answer, of this campaign only. */
export const campaignScanFile = defineFile({
  path: '/campaigns/:campaign/scan/:piece',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId, piece: recordId }),
  load: async (visit, { campaign: id, piece }) => {
    const view = await visit.ask(campaigns.oneCampaign, { campaign: id });
    if (view === null) return null;
    for (const owner of [id, ...view.letters.map((letter) => letter.id)]) {
      const pieces = await visit.within((tx) => adoptedBy(tx, owner));
      if (pieces.some((one) => one.id === piece))
        return handedOut(visit, { owner, piece, name: `${view.campaign.number}-扫描件` });
    }
    return null;
  },
});

/** The signed acceptance of an invitation (C-10). */
export const invitationScanFile = defineFile({
  path: '/invitations/:invitation/scan/:piece',
  roles: READING_ROLES,
  query: z.object({ invitation: recordId, piece: recordId }),
  load: async (visit, { invitation: id, piece }) => {
    const view = await visit.ask(campaigns.oneInvitation, { invitation: id });
    return view === null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${view.invitation.number}-答复` });
  },
});
