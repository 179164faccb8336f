import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { addDays, dayOf, showDay } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { ROSTER_WORDS, type Roster, type World } from '../kernel/world.ts';
import type { Campaign, CampaignsEvent, Invitation, InvitationTerms } from './model.ts';
import { applicationAsked, applyWord, callWords, nextStepWords } from './wording.ts';

/** The offer that an invitation makes in chat. */
export const INVITATION_OFFER = 'membershipInvitation';

type OfType<T extends CampaignsEvent['type']> = Extract<CampaignsEvent, { readonly type: T }>;

/** Approvers learn what waits, the invited are asked, the proposer learns the outcome. */
export const announce = (event: CampaignsEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'campaigns.invitation-proposed':
      return [
        notice(event, 'campaigns.to-approve', {
          to: 'role',
          role: 'sectionHead',
          except: [event.by],
        }),
      ];
    case 'campaigns.invitation-sent':
      return sent(event, world);
    case 'campaigns.invitation-refused':
      return [notice(event, 'campaigns.not-approved', toProposer(event))];
    case 'campaigns.invitation-accepted':
      return accepted(event);
    case 'campaigns.invitation-declined':
      return [notice(event, 'campaigns.declined', toProposer(event))];
    case 'campaigns.invitation-expired':
      return [notice(event, 'campaigns.expired', toProposer(event))];
    case 'campaigns.drafted':
    case 'campaigns.changed':
    case 'campaigns.published':
    case 'campaigns.closing-moved':
    case 'campaigns.closed':
    case 'campaigns.cancelled':
    case 'campaigns.announced':
    case 'campaigns.placed':
    case 'campaigns.letter-sent':
    case 'campaigns.letter-answered':
      return [];
  }
};

interface Told {
  readonly invitation: string;
  readonly number: string;
}

const toProposer = ({ proposedBy }: { readonly proposedBy: string }): Recipient => ({
  to: 'account',
  account: proposedBy,
});

const notice = (
  { invitation, number }: Told,
  kind: `campaigns.${string}`,
  to: Recipient,
): Notice => ({ key: `${kind}:${invitation}`, to, kind, params: { invitation, number } });

/** In chat where a chat is known; else the liaison officer telephones (C-10). */
const sent = (
  event: OfType<'campaigns.invitation-sent'>,
  world: World<unknown>,
): readonly Notice[] => {
  const { invitation, number, roster, person } = event;
  if (event.reach === 'phone')
    return [notice(event, 'campaigns.call-invitee', { to: 'liaison', roster })];
  return [
    {
      ...notice(event, 'campaigns.invited', { to: 'person', person }),
      validUntil: new Date(event.validUntil),
      offer: {
        id: newId(world.seed, `offer:${invitation}`),
        target: person,
        name: INVITATION_OFFER,
        params: { invitation, number },
      },
    },
  ];
};

/** The proposer learns what is next; whoever answered by phone or on paper reads in chat what is still to do (A-21). */
const accepted = (event: OfType<'campaigns.invitation-accepted'>): readonly Notice[] => {
  if (!event.application) return [notice(event, 'campaigns.accepted', toProposer(event))];
  const { person, roster, skipsReview, skipsPublicity } = event;
  const told: Notice = {
    ...notice(event, 'campaigns.form-asked', { to: 'person', person }),
    params: {
      invitation: event.invitation,
      number: event.number,
      roster,
      skipsReview,
      skipsPublicity,
    },
  };
  return [
    notice(event, 'campaigns.form-awaited', toProposer(event)),
    ...(event.by !== null && event.reach === 'chat' ? [told] : []),
  ];
};

/** Staff notices; what the invited and the followers read is rendered from the rows (`sayOf…`). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  const number = typeof params.number === 'string' ? params.number : '';
  switch (kind) {
    case 'campaigns.to-approve':
      return { text: `有一份邀请等您批准（${number}），请到工作平台“邀请”里办理。` };
    case 'campaigns.not-approved':
      return { text: `您提出的邀请${number}没有批准，原因请到工作平台“邀请”里查看。` };
    case 'campaigns.accepted':
      return { text: `邀请${number}对方已接受，系统正在办理聘任。` };
    case 'campaigns.form-awaited':
      return {
        text: `邀请${number}对方已接受，等本人填申请表。本人不方便的，可以到工作平台“邀请”里代为登记。`,
      };
    case 'campaigns.form-asked':
      return sayFormAsked(number, params);
    case 'campaigns.declined':
      return { text: `邀请${number}对方已谢绝，原因请到工作平台“邀请”里查看。` };
    case 'campaigns.expired':
      return { text: `邀请${number}到期没有答复，已自动结束。需要的话可以重新邀请。` };
    case 'campaigns.call-invitee':
      return {
        text: `邀请${number}已批准，对方没有绑定微信。请打电话告知，并到工作平台“邀请”里登记答复。`,
      };
    default:
      return null;
  }
};

const sayFormAsked = (number: string, params: Readonly<Record<string, Json>>): Said => {
  const roster: Roster = params.roster === 'experts' ? 'experts' : 'supervisors';
  const leads = {
    skipsReview: params.skipsReview === true,
    skipsPublicity: params.skipsPublicity === true,
  };
  const lines = [`工作人员已记下：您接受邀请${number}。`, ...applicationAsked(roster, leads)];
  return {
    text: lines.join('\n'),
    template: {
      name: 'progress',
      fields: {
        subject: `邀请${number}`,
        when: '今天',
        place: '本公众号',
        note: `请回复“${applyWord(roster)}”填申请表`,
      },
    },
  };
};

/** The invitation as its receiver reads it: to what the yes agrees stands in it (A-05, A-21). */
export const sayInvitation = (invitation: Invitation): Said => {
  const { number, terms } = invitation;
  const until = lastDayWords(invitation);
  const lines = [
    `【${number}】${invitedTo(invitation)}`,
    ...(terms === null ? [] : agreedTo(terms)),
    ...(terms?.leads?.application === true
      ? [
          `接受后还要填申请表。${nextStepWords(terms.leads)}`,
          '愿意请回复“接受”；不愿意请回复“谢绝”加原因。',
        ]
      : ['愿意请回复“接受”；愿意并同意公开名单请回复“接受并同意公开”；不愿意请回复“谢绝”加原因。']),
    `请在${until}前答复。不接受不影响您的任何待遇。`,
  ];
  return {
    text: lines.join('\n'),
    template: {
      name: 'progress',
      fields: {
        subject: `邀请${number}`,
        when: `${until}前答复`,
        place: '本公众号',
        // the day too: a template may show no other field (wechat-platform A8)
        note: `${until.replace(/^\d+年/u, '')}前回复“接受”或“谢绝”`,
      },
    },
  };
};

const invitedTo = ({ roster, category }: Invitation): string => {
  const { member, roster: pool } = ROSTER_WORDS[roster];
  if (roster === 'supervisors') return `医保局邀请您担任医保基金${member}。`;
  return `医保局邀请您加入${pool}${category === null ? '' : `，专业类别：${category}`}。`;
};

/** The separate consent is asked with the application where there is one: here it would be asked twice (A-21). */
const agreedTo = ({
  declarations,
  consent,
  publication,
  leads,
}: InvitationTerms): readonly string[] => [
  '接受即表示您声明：',
  ...declarations.map(({ text }, index) => `${index + 1}. ${text}`),
  `并同意个人信息说明：${consent.text}`,
  ...(leads?.application === true ? [] : [`另可选择：${publication.text}`]),
];

/** It may be answered on the whole of that day. */
const lastDayWords = ({ validUntil }: Invitation): string =>
  validUntil === null ? '' : showDay(addDays(dayOf(validUntil), -1));

/** A call as it is pushed; without a template, since nobody asked for it in writing to this account. */
export const sayCall = (campaign: Campaign): Said => ({ text: callWords(campaign) });
