import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { campaigns, DOCUMENT, nomination, staff } from '../../domain/index.ts';
import { nothing, reason, recordId, word } from '../fields.ts';
import { staffNames } from '../names.ts';
import { leavingWords, notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Notice } from '../ui/parts.tsx';
import type { Visit } from '../visit.ts';
import { ApplicationBody, PieceLists } from './application-body.tsx';
import { lineShape, paperLineShape } from './application-lines.tsx';
import { reviewShape } from './application-review.tsx';
import { ApplicationSteps } from './application-steps.tsx';
import { withShown } from './application-words.ts';
import { ChangedTerms } from './application-terms.tsx';
import { CASE_ROLES } from './roles.ts';
import { withScans } from './work-scans.ts';

const FIELD_WORDS = { citizenNumber: '身份证号', phone: '电话', homeAddress: '家庭地址' } as const;

/** The measure as it stands today, to compare with what the application began under (B-25). */
const todayFor = async (visit: Visit, roster: nomination.ApplicationView['roster']) => {
  const found = await visit.ask(nomination.entryTerms, { roster });
  const policy = visit.app.bureaus.get(visit.bureau)?.section(DOCUMENT);
  return found === null || policy === undefined
    ? null
    : { entry: found.entry, measure: policy.document.title, status: policy.document.status };
};

const callOf = async (visit: Visit, campaign: string | null): Promise<string | null> => {
  if (campaign === null) return null;
  const found = await visit.ask(campaigns.oneCampaign, { campaign });
  return found === null ? null : `${found.campaign.number} ${found.campaign.title}`;
};

/** The category somebody was invited for: the application may name another one. */
const askedBy = async (visit: Visit, invitation: string | null): Promise<string | null> =>
  invitation === null
    ? null
    : ((await visit.ask(campaigns.oneInvitation, { invitation }))?.invitation.category ?? null);

/** What the saved review leads to (A-21, F2). */
const reviewedWords = (events: readonly nomination.NominationEvent[]): string => {
  const selected = events.find((event) => event.type === 'nomination.selected');
  if (selected !== undefined)
    return selected.invited?.skipsPublicity === true
      ? '审查结论已保存，受邀人选合格即选定，接下来办理聘任。'
      : '审查结论已保存，受邀人选合格即选定，接下来按规定公示或聘任。';
  return events.some((event) => event.type === 'nomination.reviewed' && event.next === null)
    ? '审查结论已保存，审查已办完。'
    : '审查结论已保存，下一栏的签署人会收到通知。';
};

/** 一份申请: what was confirmed, form 2 line by line, the choice (GP-6.3, ZJ-8.2a). */
export const applicationPage = definePage({
  path: '/applications/:application',
  roles: CASE_ROLES,
  query: z.object({ application: recordId, shown: word }),
  load: async (visit, { application: id, shown }) => {
    const found = await visit.ask(nomination.oneApplication, { application: id });
    const [application] = found === null ? [] : await withShown(visit, [found]);
    if (application === undefined) return null;
    const reveal = { reveal: shown };
    return {
      application,
      revealed: shown === '' ? null : await visit.ask(nomination.revealedApplicationValue, reveal),
      kept: await visit.within((tx) => adoptedBy(tx, id)),
      names: await staffNames(visit),
      colleagues: await visit.ask(staff.listAccounts, {}),
      today: await todayFor(visit, application.roster),
      call: await callOf(visit, application.campaign),
      asked: await askedBy(visit, application.invited?.invitation ?? null),
    };
  },
  title: ({ application }) => `申请 ${application.number}：${application.snapshot.name}`,
  view: ({ application, revealed, ...found }, _query, { account }) => (
    <>
      <p class="crumbs">
        <a href="/applications">返回申请列表</a>
      </p>
      {revealed === null ? null : (
        <Notice tone="warn">
          <p>
            {FIELD_WORDS[revealed.field]}：<strong>{revealed.value}</strong>
          </p>
          <p class="hint">已记入审计日志。两分钟后不再显示，请不要抄录到别处。</p>
        </Notice>
      )}
      <ChangedTerms application={application} today={found.today} />
      <ApplicationBody
        application={application}
        names={found.names}
        call={found.call}
        asked={found.asked}
        kept={found.kept}
      />
      <PieceLists application={application} kept={found.kept} />
      <ApplicationSteps application={application} account={account} colleagues={found.colleagues} />
    </>
  ),
  actions: (form) => ({
    review: form(reviewShape, async (visit, body, { application }) => {
      const leaving = await leavingWords(visit);
      return visit.settle(
        nomination.reviewApplication,
        { application, ...body },
        {
          to: `/applications/${application}`,
          say: (events) => reviewedWords(events) + leaving,
        },
      );
    }),
    sign: form(lineShape, (visit, { version: expectVersion, ...body }, { application }) =>
      notified(visit, {
        action: nomination.signLine,
        input: { application, expectVersion, ...body },
        to: `/applications/${application}`,
        say: body.verdict === 'agree' ? '已签署同意。' : '已退回审查人，审查人会收到通知。',
      }),
    ),
    'sign-paper': form(paperLineShape, signedOnPaper),
    withdraw: form(nothing, (visit, _body, { application }) =>
      visit.settle(
        nomination.withdrawApplication,
        { application },
        { to: `/applications/${application}`, say: '申请已撤回。' },
      ),
    ),
    reveal: form(
      z.object({
        field: z.enum(['citizenNumber', 'phone', 'homeAddress'], {
          error: '请选择要看哪一项。',
        }),
        reason,
      }),
      (visit, body, { application }) =>
        visit.settle(
          nomination.revealApplicationField,
          { application, ...body },
          {
            to: (events) => {
              const [event] = events;
              return `/applications/${application}?shown=${event.type === 'nomination.revealed' ? event.reveal : ''}`;
            },
            say: '已显示完整内容，并记入审计日志。',
          },
        ),
    ),
  }),
});

/** A leader signed the printed form 2: a clerk enters whose line it is, with the scan (C-10). */
const signedOnPaper = (
  visit: Visit,
  { version: expectVersion, by, ...line }: z.output<typeof paperLineShape>,
  { application }: { readonly application: string },
) =>
  withScans(visit, {
    act: (_digests, [scan]) =>
      visit.perform(nomination.signLine, {
        application,
        expectVersion,
        ...line,
        paper: { by, scan: scan?.id ?? '' },
      }),
    owner: () => application,
    after: { to: `/applications/${application}`, say: '纸质签字已登记。' },
  });
