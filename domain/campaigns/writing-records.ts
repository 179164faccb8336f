import type { ContextSpec, Recording } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { CampaignsEvent, CampaignState } from './model.ts';
import {
  campaigns,
  invitations,
  unitLetters,
  type CampaignRow,
  type InvitationRow,
} from './tables-records.ts';

const takeNumber = async (tx: Tx, number: string): Promise<void> => {
  const { series, count } = readRunningNumber(number);
  await useNumber(tx, series, count);
};

type OfType<T extends CampaignsEvent['type']> = Extract<CampaignsEvent, { readonly type: T }>;

const changeCampaign = async (
  tx: Tx,
  campaign: string,
  set: (row: CampaignRow) => Partial<CampaignRow>,
): Promise<void> => {
  const row = await tx.table(campaigns).one({ id: campaign });
  if (row === null) throw new Error('a campaign that is not there');
  await tx.table(campaigns).change({ id: campaign }, { ...set(row), version: row.version + 1 });
};

const contentOf = ({
  type: _type,
  campaign: _campaign,
  by: _by,
  ...content
}: OfType<'campaigns.drafted' | 'campaigns.changed'>) => content;

const drafted = async (
  tx: Tx,
  event: OfType<'campaigns.drafted' | 'campaigns.changed'>,
  { now }: Recording,
): Promise<void> => {
  if (event.type === 'campaigns.changed')
    return changeCampaign(tx, event.campaign, () => contentOf(event));
  await takeNumber(tx, event.number);
  await tx.table(campaigns).insert({
    id: event.campaign,
    ...contentOf(event),
    state: 'draft',
    placements: [],
    publishedAt: null,
    announcedAt: null,
    version: 1,
    createdAt: now.toISOString(),
  });
};

const ended = (
  tx: Tx,
  event: OfType<'campaigns.closed' | 'campaigns.cancelled'>,
  { now }: Recording,
): Promise<void> =>
  changeCampaign(tx, event.campaign, (row) => ({
    state: event.type === 'campaigns.closed' ? 'closed' : 'cancelled',
    // closed early: whoever writes from now on is told the instant at which it ended (GP-5.1)
    ...(row.closesAt > now.toISOString() ? { closesAt: now.toISOString() } : {}),
  }));

const changeInvitation = async (
  tx: Tx,
  invitation: string,
  set: Partial<InvitationRow>,
): Promise<void> => {
  const row = await tx.table(invitations).one({ id: invitation });
  if (row === null) throw new Error('an invitation that is not there');
  await tx.table(invitations).change({ id: invitation }, { ...set, version: row.version + 1 });
};

const proposed = async (
  tx: Tx,
  event: OfType<'campaigns.invitation-proposed'>,
  { now }: Recording,
): Promise<void> => {
  await takeNumber(tx, event.number);
  await tx.table(invitations).insert({
    id: event.invitation,
    number: event.number,
    roster: event.roster,
    person: event.person,
    category: event.category,
    sealed: tx.vault.seal(event.private),
    proposedBy: event.by,
    approvedBy: null,
    validUntil: null,
    answerBy: null,
    terms: null,
    state: 'proposed',
    source: null,
    answer: null,
    scans: [],
    version: 1,
    createdAt: now.toISOString(),
  });
};

const letterSent = async (
  tx: Tx,
  event: OfType<'campaigns.letter-sent'>,
  { now }: Recording,
): Promise<void> => {
  await takeNumber(tx, event.number);
  await tx.table(unitLetters).insert({
    id: event.letter,
    number: event.number,
    roster: event.roster,
    campaign: event.campaign,
    unit: event.unit,
    contact: tx.vault.seal(event.private.contact),
    sentOn: event.sentOn,
    answerBy: event.answerBy,
    answeredOn: null,
    answer: null,
    scans: [],
    createdAt: now.toISOString(),
  });
};

const PUBLISHED: CampaignState = 'published';

export const record: ContextSpec<CampaignsEvent>['record'] = {
  'campaigns.drafted': drafted,
  'campaigns.changed': drafted,
  'campaigns.published': (tx, event, { now }) =>
    changeCampaign(tx, event.campaign, () => ({
      state: PUBLISHED,
      publishedAt: now.toISOString(),
    })),
  'campaigns.closing-moved': (tx, event) =>
    changeCampaign(tx, event.campaign, () => ({ closesAt: event.closesAt })),
  'campaigns.closed': ended,
  'campaigns.cancelled': ended,
  'campaigns.announced': async (tx, event, { now }) => {
    await tx.table(campaigns).change({ id: event.campaign }, { announcedAt: now.toISOString() });
  },
  'campaigns.placed': (tx, event) =>
    changeCampaign(tx, event.campaign, ({ placements }) => ({
      placements: [...placements, event.placement],
    })),
  'campaigns.letter-sent': letterSent,
  'campaigns.letter-answered': async (tx, event) => {
    await tx.table(unitLetters).change(
      { id: event.letter },
      {
        answeredOn: event.answeredOn,
        answer: tx.vault.seal(event.private.answer),
        scans: event.scans,
      },
    );
  },
  'campaigns.invitation-proposed': proposed,
  'campaigns.invitation-sent': (tx, event) =>
    changeInvitation(tx, event.invitation, {
      state: 'sent',
      approvedBy: event.by,
      validUntil: event.validUntil,
      answerBy: event.answerBy,
      terms: event.terms,
    }),
  'campaigns.invitation-refused': (tx, event) =>
    changeInvitation(tx, event.invitation, {
      state: 'refused',
      answer: tx.vault.seal(event.private.reason),
    }),
  'campaigns.invitation-accepted': (tx, event) =>
    changeInvitation(tx, event.invitation, {
      state: 'accepted',
      source: event.source,
      scans: event.scans,
      answerBy: event.applyBy,
    }),
  'campaigns.invitation-declined': (tx, event) =>
    changeInvitation(tx, event.invitation, {
      state: 'declined',
      source: event.source,
      scans: event.scans,
      answer: tx.vault.seal(event.private.reason),
    }),
  'campaigns.invitation-expired': (tx, event) =>
    changeInvitation(tx, event.invitation, { state: 'expired' }),
};
