import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { nomination } from '../../domain/index.ts';
import { needed, nothing, reason, recordId, text, word } from '../fields.ts';
import { staffNames } from '../names.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Notice } from '../ui/parts.tsx';
import { ApplicationBody } from './application-body.tsx';
import { ApplicationSteps } from './application-steps.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { CASE_ROLES } from './roles.ts';

const FIELD_WORDS = { citizenNumber: '身份证号', phone: '电话' } as const;
const version = z.coerce.number().int();

/** 一份申请: what was confirmed, the review, the decision (GP-6.3). */
export const applicationPage = definePage({
  path: '/applications/:application',
  roles: CASE_ROLES,
  query: z.object({ application: recordId, shown: word }),
  load: async (visit, { application: id, shown }) => {
    const application = await visit.ask(nomination.oneApplication, { application: id });
    if (application === null) return null;
    const reveal = { reveal: shown };
    const revealed =
      shown === '' ? null : await visit.ask(nomination.revealedApplicationValue, reveal);
    const pieces = await visit.within((tx) => adoptedBy(tx, id));
    return { application, revealed, pieces, names: await staffNames(visit) };
  },
  title: ({ application }) => `申请 ${application.number}：${application.snapshot.name}`,
  view: ({ application, revealed, pieces, names }, _query, { account }) => (
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
      <ApplicationBody application={application} names={names} />
      {pieces.length === 0 ? null : (
        <EvidenceList
          title="材料扫描件"
          at={`/applications/${application.id}/scan`}
          empty=""
          pieces={pieces}
        />
      )}
      <ApplicationSteps application={application} roles={account.roles} />
    </>
  ),
  actions: (form) => ({
    review: form(
      z.object({
        version,
        conclusion: z.enum(['qualified', 'unqualified'], {
          error: '请选择结论：符合条件还是不符合条件。',
        }),
        findings: needed('请写明审核意见，至少4个字。', 2000),
      }),
      (visit, { version: expectVersion, ...body }, { application }) =>
        visit.settle(
          nomination.reviewApplication,
          { application, expectVersion, ...body },
          { to: `/applications/${application}`, say: '审核结论已保存，等待领导决定。' },
        ),
    ),
    decide: form(
      z.object({
        version,
        verdict: z.enum(['approve', 'refuse'], { error: '请选择同意还是不同意。' }),
        reason: text(1000),
      }),
      (visit, { version: expectVersion, ...body }, { application }) =>
        notified(visit, {
          action: nomination.decideApplication,
          input: { application, expectVersion, ...body },
          to: `/applications/${application}`,
          say:
            body.verdict === 'approve'
              ? '已同意聘任，申请人会收到通知，聘期从今天开始。'
              : '已作出不予聘任的决定，申请人会收到通知和理由。',
        }),
    ),
    withdraw: form(nothing, (visit, _body, { application }) =>
      visit.settle(
        nomination.withdrawApplication,
        { application },
        { to: `/applications/${application}`, say: '申请已撤回。' },
      ),
    ),
    reveal: form(
      z.object({
        field: z.enum(['citizenNumber', 'phone'], { error: '请选择要看电话还是身份证号。' }),
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
            say: '已显示完整号码，并记入审计日志。',
          },
        ),
    ),
  }),
});
