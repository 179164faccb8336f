import type { JSX } from 'preact';
import type { evaluation } from '../../domain/index.ts';
import { FilesField, Form, LongField, SelectField } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';

/** What stands where a signature is missing. */
export const notSigned = ({ unsignable }: evaluation.Opinion): string =>
  unsignable === null ? '等纸质签字' : `无法签名：${unsignable.reason}`;

/** Without the signatures the work cannot be closed (ZJ-14.5). */
export const Signing = ({
  shown,
}: {
  readonly shown: evaluation.ShownRound;
}): JSX.Element | null => {
  const { round, voters } = shown;
  const unsigned = voters.filter((voter) => voter.unsigned);
  return unsigned.length === 0 ? null : (
    <Fold title={`登记纸质签字（还差${unsigned.length}人）`} form="sign" which={round.id}>
      <Form
        files
        name="sign"
        which={round.id}
        hidden={{ round: round.id }}
        submit="登记签字"
        tone="plain"
      >
        <SelectField
          name="person"
          label="专家"
          empty="请选择"
          options={unsigned.map(({ person, name }) => ({ value: person, label: name }))}
        />
        <FilesField
          name="files"
          label="签字页扫描件"
          required
          hint="请打印合议笔录，交本人签字后扫描上传。微信里说“同意”不是签字。"
        />
      </Form>
    </Fold>
  );
};

/** Whoever died or moved away signs no more: the reason lets the work be closed (ZJ-14.5). */
export const Unsignable = ({
  shown,
}: {
  readonly shown: evaluation.ShownRound;
}): JSX.Element | null => {
  const { round, voters } = shown;
  const unsigned = voters.filter((voter) => voter.unsigned);
  return unsigned.length === 0 || round.countedAt === null ? null : (
    <Fold title="本人无法签名，记明原因" form="unsignable" which={round.id}>
      <Form
        name="unsignable"
        which={round.id}
        hidden={{ round: round.id }}
        submit="记明原因"
        tone="plain"
      >
        <SelectField
          name="person"
          label="专家"
          empty="请选择"
          options={unsigned.map(({ person, name }) => ({ value: person, label: name }))}
        />
        <LongField
          name="reason"
          label="无法签名的原因"
          rows={2}
          hint="只在本人再也无法签名时使用，例如去世、联系不上。意见和票数不变，原因印在合议笔录上。"
          example="本人已于10月20日去世"
        />
      </Form>
    </Fold>
  );
};
