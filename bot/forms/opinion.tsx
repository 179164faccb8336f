import type { JSX } from 'preact';
import { evaluation, showInstant } from '../../domain/index.ts';
import { Choices } from '../../web/ui/choices.tsx';
import { Form, LongField } from '../../web/ui/form.tsx';
import { Facts, Section } from '../../web/ui/parts.tsx';
import { first, returned, type FormKind } from './form-kind.ts';

/** One expert's opinion and vote, hidden until all are in; afterwards the result (ZJ-13.2a, 13.2b). */
export const opinionForm: FormKind = {
  kind: evaluation.OPINION_FORM,
  title: '填写合议意见',
  before: [
    '请您本人单独填写，不要和他人商量，也不要代填。',
    '全部专家提交前，其他专家和工作人员都看不到您的意见。',
  ],
  again: '填写意见',
  show: async ({ app, bureau, actor, link }) => {
    const asked = { round: link.subject, person: link.person };
    const answered = await app.ask(bureau, evaluation.ownRound, asked, actor);
    const found = answered.kind === 'found' ? answered.value : null;
    if (found === null) return null;
    return { title: `${found.round.number} 合议意见`, body: <Opinion own={found} /> };
  },
  submit: async ({ app, bureau, actor, link }, body) => {
    const round = link.subject;
    if (first(body, 'do') === 'dissent') {
      const input = { round, reasons: first(body, 'reasons') };
      return returned(body, await app.perform(bureau, evaluation.recordOwnDissent, input, actor));
    }
    const vote = body.vote?.[0];
    const input = { round, vote, text: first(body, 'text'), materials: first(body, 'materials') };
    return returned(body, await app.perform(bureau, evaluation.giveOwnOpinion, input, actor));
  },
};

interface Own {
  readonly round: Omit<evaluation.Round, 'entry' | 'voters'>;
  readonly opinion: evaluation.Opinion | null;
  readonly dissents: boolean;
}

const Opinion = ({ own }: { readonly own: Own }): JSX.Element => {
  const { round, opinion } = own;
  const open = round.status === 'open' && opinion?.signedAt == null;
  return (
    <>
      <Section title={round.title}>
        <p class="words">{round.text}</p>
        {round.status === 'open' ? (
          <p class="quiet">请在{showInstant(round.dueAt)}前提交。</p>
        ) : null}
      </Section>
      {opinion === null ? null : <Given opinion={opinion} />}
      {open ? <Fill opinion={opinion} /> : null}
      {round.countedAt === null ? null : <Result own={own} />}
      {round.status === 'void' ? (
        <p>因有专家更换，这次合议作废，将重新进行，请等新的通知。</p>
      ) : null}
    </>
  );
};

const Given = ({ opinion }: { readonly opinion: evaluation.Opinion }): JSX.Element => (
  <Section title="您已提交">
    <Facts
      facts={[
        ['表决', evaluation.VOTE_WORDS[opinion.vote]],
        ['意见', opinion.text],
        ['依据的材料', opinion.materials],
        ['提交时间', showInstant(opinion.at)],
      ]}
    />
    <p class="hint">
      {opinion.signedAt === null
        ? '这里的提交不是签字。工作人员会打印出来，请您核对后在纸上签字。'
        : '您已在纸质材料上签字，不能再改。'}
    </p>
  </Section>
);

const Fill = ({ opinion }: { readonly opinion: evaluation.Opinion | null }): JSX.Element => (
  <Section title={opinion === null ? '您的意见' : '修改（计票之前可以改）'}>
    <Form name="opinion" submit={opinion === null ? '提交意见' : '提交修改'}>
      <Choices
        kind="one"
        name="vote"
        label="表决"
        options={evaluation.VOTES.map((value) => ({
          value,
          label: evaluation.VOTE_WORDS[value],
        }))}
        chosen={opinion === null ? [] : [opinion.vote]}
      />
      <LongField name="text" label="意见" value={opinion?.text ?? ''} rows={6} />
      <LongField
        name="materials"
        label="依据的材料"
        hint="结论要和事实相符，请写明依据哪些材料。不要上传或抄录检查材料。"
        example="病历第3页、收费明细第12行"
        value={opinion?.materials ?? ''}
        rows={3}
      />
    </Form>
  </Section>
);

const Result = ({ own }: { readonly own: Own }): JSX.Element => {
  const { round, opinion, dissents } = own;
  const { tally, verdict } = round;
  return (
    <Section title="合议结果">
      <p>
        {tally === null
          ? ''
          : `同意${tally.for}票，不同意${tally.against}票，弃权${tally.abstain}票。`}
        {verdict === null
          ? '票数相等，由医保局决定。'
          : `结果：${evaluation.VERDICT_WORDS[verdict]}。`}
      </p>
      {dissents && opinion !== null ? <Dissent dissent={opinion.dissent} /> : null}
    </Section>
  );
};

/** ZJ-13.2b: asked for by the minority itself; the result stays as it is. */
const Dissent = ({ dissent }: { readonly dissent: string | null }): JSX.Element =>
  dissent === null ? (
    <>
      <p>您的意见和结果不同，可以要求把意见和理由记入合议记录。结果不因此改变。</p>
      <Form name="dissent" submit="要求记载">
        <LongField name="reasons" label="理由" rows={5} />
      </Form>
    </>
  ) : (
    <p>您的意见和理由已记入合议记录：{dissent}</p>
  );
