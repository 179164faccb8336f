import type { JSX } from 'preact';
import { z } from 'zod';
import { draws, type Role } from '../../domain/index.ts';
import { reasonLike } from '../fields.ts';
import { notified } from '../office-time.ts';
import type { FormMaker } from '../page.ts';
import { Form, LongField } from '../ui/form.tsx';
import { Fold, Moment, Section } from '../ui/parts.tsx';

const WHY_PUBLISHED = '工作已经结束，按规定公布抽取记录';

/** The form of 公布抽取记录. */
export const publishing = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  publish: form(z.object({ reason: reasonLike(WHY_PUBLISHED) }), (visit, { reason }, { task }) =>
    notified(visit, {
      action: draws.publishDraw,
      input: { task, reason },
      to: `/tasks/${task}`,
      say: '抽取记录已公布，参加的专家会收到通知。',
    }),
  ),
});

const has = (roles: readonly Role[], ...wanted: readonly Role[]): boolean =>
  roles.some((role) => wanted.includes(role));

interface Props {
  readonly task: draws.VisibleTask;
  readonly attempts: readonly draws.AttemptView[];
  readonly roles: readonly Role[];
}

/** Who may have the record now, and for those who decide: the publication (C-04). */
export const Publication = ({ task, attempts, roles }: Props): JSX.Element | null => {
  const opened = attempts.filter(({ rehearsal, drawnAt }) => !rehearsal && drawnAt !== null);
  if (opened.length === 0) return null;
  const inside = has(roles, 'discipline', 'auditor');
  const shown = opened.filter(({ publishedAt }) => inside || publishedAt !== null);
  const decides = has(roles, 'discipline', 'leader');
  const open = opened.some(({ publishedAt }) => publishedAt === null);
  return (
    <Section title="公布抽取记录">
      {open ? (
        <p>工作结束并归档后，由分管领导或纪检决定公布。公布前，完整记录只有纪检和审计可以下载。</p>
      ) : null}
      {shown.length === 0 ? null : (
        <ul>
          {shown.map(({ id, name, publishedAt }) => (
            <li key={id}>
              <a href={`/tasks/${task.id}/records/${id}`}>下载记录 {name}</a>{' '}
              {publishedAt === null ? (
                <span class="quiet">尚未公布，请勿外传</span>
              ) : (
                <span class="quiet">
                  公布于 <Moment at={publishedAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length === 0 ? null : (
        <p>
          <a href="/verify-draw.html">打开核对网页</a>
          ，选择下载的记录，就能重新计算一遍。
        </p>
      )}
      {open && decides ? (
        <Fold title="决定公布" form="publish">
          <Form name="publish" submit="公布" tone="plain">
            <LongField name="reason" label="理由" rows={2} example={WHY_PUBLISHED} />
          </Form>
        </Fold>
      ) : null}
    </Section>
  );
};
