import type { JSX } from 'preact';
import type { nomination, Role } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { RevealForm } from './reveal.tsx';
import { OFFICE_ROLES } from './roles.ts';

interface Props {
  readonly application: nomination.ApplicationView;
  readonly roles: readonly Role[];
}

/** What this person may do next with the application. */
export const ApplicationSteps = ({ application, roles }: Props): JSX.Element => {
  const has = (...wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));
  const hidden = { version: String(application.version) };
  const { state } = application;
  const open = state === 'submitted' || state === 'reviewed';
  return (
    <>
      {state === 'submitted' && has('clerk', 'sectionHead', 'leader') ? (
        <ReviewForm hidden={hidden} />
      ) : null}
      {state === 'reviewed' && has('sectionHead', 'leader') ? (
        <DecisionForm hidden={hidden} />
      ) : null}
      {state === 'reviewed' && !has('sectionHead', 'leader') ? (
        <p class="quiet">审核已完成，等待科室负责人或分管领导决定。</p>
      ) : null}
      <RevealForm />
      {open && has(...OFFICE_ROLES) ? (
        <Fold title="本人来电撤回" form="withdraw">
          <p>只在本人明确要求时撤回。撤回后可以重新申请。</p>
          <Form name="withdraw" submit="撤回申请" tone="danger" />
        </Fold>
      ) : null}
    </>
  );
};

interface StepProps {
  readonly hidden: Readonly<Record<string, string>>;
}

const ReviewForm = ({ hidden }: StepProps): JSX.Element => (
  <Section title="资格审核">
    <Form name="review" submit="保存审核结论" hidden={hidden}>
      <Choices
        kind="one"
        name="conclusion"
        label="结论"
        options={[
          { value: 'qualified', label: '符合条件' },
          { value: 'unqualified', label: '不符合条件' },
        ]}
      />
      <LongField name="findings" label="审核意见" example="材料齐全，符合第四条规定的条件。" />
    </Form>
  </Section>
);

const DecisionForm = ({ hidden }: StepProps): JSX.Element => (
  <Section title="决定">
    <Form name="decide" submit="作出决定" hidden={hidden}>
      <Choices
        kind="one"
        name="verdict"
        label="是否聘任"
        options={[
          { value: 'approve', label: '同意聘任' },
          { value: 'refuse', label: '不同意' },
        ]}
      />
      <LongField
        name="reason"
        label="理由"
        required={false}
        hint="不同意、或年龄超出一般规定时必须填写；不同意的理由会告诉申请人。"
      />
    </Form>
  </Section>
);
