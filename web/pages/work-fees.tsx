import type { JSX } from 'preact';
import { z } from 'zod';
import { evaluation } from '../../domain/index.ts';
import { orNull, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, SelectField, TextField } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { READING_ROLES } from './roles.ts';
import { ARRANGING_ROLES } from './tasks.tsx';
import { WorkLinks, yuan } from './work-words.tsx';

const shape = z.object({
  invitation: recordId,
  refused: orNull(z.string().max(40)),
  holder: text(50),
  bank: text(80),
  account: text(40),
  note: text(200),
});

/** 劳务报酬: days by attendance, amounts by the bureau's table (ZJ-13.3). */
export const feesPage = definePage({
  path: '/work/:task/fees',
  roles: READING_ROLES,
  query: z.object({ task: recordId }),
  load: (visit, { task }) => visit.ask(evaluation.feeSheet, { task }),
  title: ({ number }) => `劳务报酬 ${number}`,
  view: (sheet, { task }, { account }) => {
    const arranges = account.roles.some((role) => ARRANGING_ROLES.includes(role));
    const enters = arranges && sheet.status === 'started';
    return (
      <>
        <WorkLinks task={task} />
        <Section title="报酬明细">
          <p>
            {sheet.type}
            {sheet.rate === null ? '没有报酬标准，请系统管理员补上。' : `每人每天${sheet.rate}元。`}
            {sheet.taxNote}。
          </p>
          <Table
            caption="报酬明细"
            rows={sheet.lines}
            rowKey={({ invitation }) => invitation}
            empty="还没有专家签到。签到后，按到场天数计算。"
            columns={[
              { head: '专家', narrow: true, cell: ({ name }) => name },
              { head: '天数', narrow: true, cell: ({ days }) => days },
              { head: '应发', narrow: true, cell: ({ amount }) => yuan(amount) },
              { head: '预扣个税', narrow: true, cell: ({ tax }) => yuan(tax) },
              { head: '实发', narrow: true, cell: ({ amount, tax }) => yuan(amount - tax) },
              { head: '领取', cell: (line) => <Received line={line} /> },
              {
                head: '办理',
                cell: (line) => (enters ? <FeeForm line={line} noFee={sheet.noFee} /> : null),
              },
            ]}
          />
          <p>
            合计 <strong>{yuan(sheet.total)}</strong>
          </p>
          {arranges ? (
            <p class="links">
              <a href={`/work/${task}/paper/fee-sheet`}>打印报酬表（含完整账号，会记入审计日志）</a>
            </p>
          ) : null}
        </Section>
      </>
    );
  },
  actions: (form) => ({
    fee: form(shape, (visit, { holder, bank, account, ...body }, { task }) => {
      const blank = holder === '' && bank === '' && account === '';
      const given = blank ? null : { holder, bank, number: account };
      return visit.settle(
        evaluation.enterExpertFee,
        { task, ...body, account: given },
        { to: `/work/${task}/fees`, say: '报酬信息已保存，账号已加密。' },
      );
    }),
  }),
});

const Received = ({ line }: { readonly line: evaluation.FeeLine }): JSX.Element => {
  const { fee } = line;
  if (fee === null) return <span class="quiet">还没有登记账号</span>;
  if (fee.refused !== null) return <span>不得领取：{fee.refused}</span>;
  if (fee.account === null) return <span class="quiet">账号已登记</span>;
  const { holder, bank, number } = fee.account;
  return (
    <span>
      {holder}，{bank}，{number}
    </span>
  );
};

const FeeForm = ({
  line,
  noFee,
}: {
  readonly line: evaluation.FeeLine;
  readonly noFee: readonly string[];
}): JSX.Element => {
  const { invitation, fee } = line;
  return (
    <Fold title="登记账号或不得领取" form="fee" which={invitation}>
      <Form name="fee" which={invitation} hidden={{ invitation }} submit="保存" tone="plain">
        <SelectField
          name="refused"
          label="不得领取的理由"
          required={false}
          empty="可以领取"
          value={fee?.refused ?? ''}
          options={noFee.map((value) => ({ value, label: value }))}
        />
        <TextField name="holder" label="户名" required={false} value={fee?.account?.holder ?? ''} />
        <TextField name="bank" label="开户行" required={false} value={fee?.account?.bank ?? ''} />
        <TextField
          name="account"
          label="账号"
          required={false}
          inputmode="numeric"
          hint="保存后只显示后四位。"
        />
        <TextField name="note" label="备注" required={false} value={fee?.note ?? ''} />
      </Form>
    </Fold>
  );
};
