import type { JSX } from 'preact';
import type { draws } from '../../domain/index.ts';
import { Form, LongField, TextField } from '../ui/form.tsx';
import { Fold } from '../ui/parts.tsx';

export const POSTPONE_EXAMPLE = '开奖推迟，本周没有开奖号码';
export const LOTTERY_WORDS_EXAMPLE = '第2026118期，10月13日，中国福彩网';
export const CORRECT_EXAMPLE = '录入时看错一个号码';

/** Numbers of the lottery: a slip is put right before the draw, a postponed one gives way (draw-20, draw-21). */
export const LotteryChanges = ({
  draw,
}: {
  readonly draw: draws.AttemptView;
}): JSX.Element | null => {
  const lottery = draw.parties.find(({ party }) => party === 'lottery');
  if (lottery === undefined || draw.status !== 'committed') return null;
  return lottery.at === null ? (
    <Fold title="开奖推迟，改用事先约定的备用号码" form="postpone">
      <Form name="postpone" submit="改用备用号码" hidden={{ draw: draw.id }} tone="plain">
        <LongField name="reason" label="理由" rows={2} example={POSTPONE_EXAMPLE} />
      </Form>
    </Fold>
  ) : (
    <Fold title="开奖号码录错了" form="relottery">
      <p>原来录的号码会留在记录里。操作人和见证人报的数不能更正，报错了只能放弃这次抽取。</p>
      <Form name="relottery" submit="更正开奖号码" hidden={{ draw: draw.id }} tone="plain">
        <TextField name="digits" label="正确的开奖号码" hint="号码之间用空格隔开。" />
        <TextField name="words" label="期号、日期和来源" example={LOTTERY_WORDS_EXAMPLE} />
        <LongField name="reason" label="理由" rows={2} example={CORRECT_EXAMPLE} />
      </Form>
    </Fold>
  );
};
