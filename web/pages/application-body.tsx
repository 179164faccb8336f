import type { JSX } from 'preact';
import { nomination } from '../../domain/index.ts';
import { Badge, DayText, Facts, Moment, Notice, Section } from '../ui/parts.tsx';
import { APPLICATION_TONES, CONCLUSION_WORDS, isOpen } from './application-words.ts';
import { SOURCE_WORDS } from './clue-words.ts';

interface Props {
  readonly application: nomination.ApplicationView;
  readonly names: (account: string | null) => string;
}

/** The application as confirmed, and what has been decided about it. */
export const ApplicationBody = ({ application, names }: Props): JSX.Element => {
  const { snapshot, review, decision } = application;
  return (
    <>
      {application.ageReview ? (
        <Notice tone="warn">
          <p>
            申请人{application.age}
            岁，超出办法一般规定的年龄。是否聘任由领导决定，同意时要写明理由。
          </p>
        </Notice>
      ) : null}
      <Section title="申请内容">
        <Facts
          facts={[
            [
              '状态',
              <Badge key="state" tone={APPLICATION_TONES[application.state]}>
                {nomination.APPLICATION_STATE_WORDS[application.state]}
              </Badge>,
            ],
            ['姓名', snapshot.name],
            ['年龄', `${application.age}岁`],
            ['电话', snapshot.phone],
            ['身份证号', snapshot.citizenNumber],
            ['工作单位', snapshot.employer ?? '无'],
            ['职务', snapshot.post],
            ['身份', snapshot.sourceGroups.join('、')],
            ['专长', snapshot.skills.join('、')],
            ['地区', snapshot.area],
            ['申请理由', <Words key="why" text={snapshot.reason} />],
            ['工作经历', <Words key="past" text={snapshot.experience} />],
            ['承诺', snapshot.declarationTexts.join('；')],
            ['来源', SOURCE_WORDS[application.source]],
            ['提交时间', <Moment key="at" at={application.submittedAt} />],
            ...(isOpen(application.state)
              ? [['最晚办理', <DayText key="due" day={application.touchBy} />] as const]
              : []),
          ]}
        />
      </Section>
      {review === null ? null : (
        <Section title="资格审核">
          <Facts
            facts={[
              ['结论', CONCLUSION_WORDS[review.conclusion]],
              ['意见', <Words key="found" text={review.findings} />],
              ['审核人', names(review.by)],
              ['时间', <Moment key="at" at={review.at} />],
            ]}
          />
        </Section>
      )}
      {decision === null ? null : (
        <Section title="决定">
          <Facts
            facts={[
              ['结果', nomination.APPLICATION_STATE_WORDS[application.state]],
              ['理由', <Words key="why" text={decision.reason} />],
              ['决定人', names(decision.by)],
              ['时间', <Moment key="at" at={decision.at} />],
            ]}
          />
        </Section>
      )}
    </>
  );
};

const Words = ({ text }: { readonly text: string }): JSX.Element =>
  text === '' ? <span class="quiet">未填</span> : <span class="words">{text}</span>;
