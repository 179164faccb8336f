import type { Json } from '../kernel/action.ts';
import type { Notice, Recipient, Said } from '../kernel/context.ts';
import { dayOf, showDay } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { unpublishedNote } from '../kernel/unpublished.ts';
import type { World } from '../kernel/world.ts';
import { EXCEPTION_WORDS } from './model.ts';
import type { NominationEvent } from './model-events.ts';

type Of<T extends NominationEvent['type']> = Extract<NominationEvent, { readonly type: T }>;

/** The page on which a line of form 2 is signed from the phone. */
export const SIGN_OFF_FORM = 'sign-off';

/** The receipt of a submitted application: number, what happens next, by when (GP-6.2, GP-4.1b). */
export const receiptWords = (event: Of<'nomination.submitted'>): string =>
  [
    `申请已收到，编号${event.number}。`,
    `工作人员会在${showDay(dayOf(new Date(event.touchBy)))}前审核，结果会发到这里。`,
    ...(event.exceptions.length === 0
      ? []
      : [
          `您的情况（${event.exceptions.map((one) => EXCEPTION_WORDS[one]).join('、')}）不影响提交，是否选用由工作人员研究决定。`,
        ]),
    ...(event.unpublished.length === 0 ? [] : [unpublishedNote(event.unpublished)]),
    '回复“进度”可随时查看。',
  ].join('\n');

/** Staff learn what waits for them; the applicant learns each end in the chat that applied. */
export const announce = (event: NominationEvent, world: World<unknown>): readonly Notice[] => {
  switch (event.type) {
    case 'nomination.submitted':
      return [notice(event, 'nomination.received', { to: 'role', role: event.reader })];
    case 'nomination.reviewed':
      // nothing is signed after it: what comes of it is said by the event that follows
      return event.next === null
        ? []
        : [...toApplicant(event, 'nomination.reviewing'), ...linesDue(event, world)];
    case 'nomination.line-signed':
      return event.verdict === 'agree' ? linesDue(event, world) : returned(event);
    case 'nomination.qualified':
      return [
        ...toApplicant(event, 'nomination.qualified'),
        notice(event, 'nomination.to-select', { to: 'role', role: event.chooser }),
      ];
    case 'nomination.selected':
      return [
        ...decided(
          event,
          event.invited?.skipsPublicity === true
            ? 'nomination.selected-unshown'
            : 'nomination.selected',
        ),
        ...toAppoint(event),
      ];
    case 'nomination.approved':
      return decided(event, event.bound ? 'nomination.approved' : 'nomination.approved-unbound');
    case 'nomination.refused':
      return decided(event, 'nomination.refused');
    case 'nomination.withdrawn':
    case 'nomination.publication-withdrawn':
      return takenBack(event, world);
    case 'nomination.publication-given':
    case 'nomination.terms-noted':
    case 'nomination.awaited':
    case 'nomination.printed':
    case 'nomination.revealed':
    case 'nomination.forgotten':
      return [];
  }
};

type Told = Extract<NominationEvent, { readonly number: string; readonly roster: string }>;
type Named = Of<
  | 'nomination.reviewed'
  | 'nomination.qualified'
  | 'nomination.selected'
  | 'nomination.approved'
  | 'nomination.refused'
>;
type Moved = Of<'nomination.reviewed' | 'nomination.line-signed'>;

const notice = (event: Told, kind: `nomination.${string}`, to: Recipient): Notice => ({
  key: `${kind}:${event.application}${'touchBy' in event ? `:${event.touchBy}` : ''}`,
  to,
  kind,
  params: { application: event.application, number: event.number },
});

/** Whoever may sign the next line gets a page of their own; the notice names nobody (C-02). */
const linesDue = (event: Moved, { seed }: World<unknown>): readonly Notice[] =>
  event.next === null
    ? []
    : event.signers.map((account) => {
        const form = newId(seed, `sign-off:${event.application}:${account}`);
        const { application, number, next } = event;
        return {
          key: `nomination.line-due:${application}:${String(next)}:${form}`,
          to: { to: 'account', account },
          kind: 'nomination.line-due',
          params: { application, number, line: next, form },
          form: {
            id: form,
            kind: SIGN_OFF_FORM,
            person: account,
            subject: application,
            validUntil: new Date(event.touchBy),
          },
        };
      });

/** The office keeps nobody's promise it has not heard of: what was taken back may stand in public (PIPL 15). */
const takenBack = (
  event: Of<'nomination.withdrawn' | 'nomination.publication-withdrawn'>,
  { seed }: World<unknown>,
): readonly Notice[] => {
  const told = notice(event, event.type, { to: 'liaison', roster: event.roster });
  return [{ ...told, key: `${told.key}:${newId(seed, 'taken-back')}` }];
};

const returned = (event: Of<'nomination.line-signed'>): readonly Notice[] =>
  event.signers.map((account) => ({
    ...notice(event, 'nomination.returned', { to: 'account', account }),
    key: `nomination.returned:${event.application}:${event.touchBy}:${account}`,
  }));

const toApplicant = (event: Named, kind: `nomination.${string}`): readonly Notice[] =>
  event.private.identity === null
    ? []
    : [notice(event, kind, { to: 'chat', identity: event.private.identity })];

/** After a shortened review nobody is shown and nobody selects: those who appoint learn of it here (GP-3, A-21). */
const toAppoint = (event: Of<'nomination.selected'>): readonly Notice[] =>
  event.appointers.map((role) => ({
    ...notice(event, 'nomination.to-appoint', { to: 'role', role }),
    key: `nomination.to-appoint:${event.application}:${role}`,
  }));

/** Somebody who applied at the counter is telephoned (C-10). */
const decided = (event: Named, kind: `nomination.${string}`): readonly Notice[] => {
  const told = toApplicant(event, kind);
  if (told.length > 0) return told;
  const call = notice(event, 'nomination.call-applicant', { to: 'liaison', roster: event.roster });
  return [{ ...call, key: `${call.key}:${event.type}` }];
};

/** Chat texts; discreet enough for a lock screen (C-02). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  const number = typeof params.number === 'string' ? params.number : '';
  const form = typeof params.form === 'string' ? params.form : null;
  const staff = STAFF[kind];
  if (staff !== undefined)
    return { text: staff.replace('#', number), ...(form === null ? {} : { form }) };
  const applicant = APPLICANT[kind];
  return applicant === undefined ? null : progress(number, applicant);
};

const STAFF: Readonly<Record<string, string>> = {
  'nomination.received': '收到新的申请#，请到工作平台审核。',
  'nomination.line-due': '申请#轮到您签署意见。请打开下面的页面办理，也可以到工作平台办理。',
  'nomination.returned': '申请#被退回，请到工作平台查看原因，重新审查。',
  'nomination.to-select': '申请#审查合格，请到工作平台择优选定。',
  'nomination.to-appoint': '申请#受邀人选审查合格，已选定，请到工作平台“聘任”里办理聘任。',
  'nomination.withdrawn':
    '申请#已由本人撤回，不再办理。已经公示的，请马上撤下，再到工作平台“公示”里登记。',
  'nomination.publication-withdrawn':
    '申请#的本人撤回了公示、公开的同意：还没公示的不要公示；已经公示的请马上撤下，再到工作平台“公示”里登记。',
  'nomination.call-applicant': '申请#有了新的结果，申请人没有微信，请打电话告知。',
};

const APPLICANT: Readonly<Record<string, string>> = {
  'nomination.reviewing': '您的申请已完成审核，正在等待签署意见。',
  'nomination.qualified': '您的申请资格审查合格，正在等待选定。',
  'nomination.selected': '您的申请已被选定，接下来按规定公示或聘任，结果会发到这里。',
  'nomination.selected-unshown': '您的申请审查合格，接下来办理聘任，结果会发到这里。',
  'nomination.approved': '您的申请已获同意，欢迎加入。聘期随后发给您。',
  'nomination.approved-unbound':
    '您的申请已获同意。请联系工作人员领取绑定码，再发送“绑定 绑定码”。',
  'nomination.refused':
    '您的申请这次没有通过，未获聘任或入选。回复“进度”可查看理由，对结果有意见请回复“申诉”。',
};

const progress = (number: string, text: string): Said => ({
  text: `【${number}】${text}`,
  template: {
    name: 'progress',
    fields: { subject: `申请${number}`, when: '今天', place: '本公众号', note: '回复“进度”查看' },
  },
});
