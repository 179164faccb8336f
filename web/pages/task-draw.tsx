import type { JSX } from 'preact';
import { draws } from '../../domain/index.ts';
import { Form, LongField, SelectField, TextField, type Option } from '../ui/form.tsx';
import { Badge, Facts, Fold, Moment, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { LOTTERY_WORDS_EXAMPLE } from './task-lottery.tsx';
import { Candidates } from './draw-candidates.tsx';
import { needWords } from './task-words.ts';

/** Accounts and supervisors in one list: `account:…`, `person:…`. */
export const witnessOptions = (found: {
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly supervisors: readonly { readonly id: string; readonly name: string }[];
}): readonly Option[] => [
  ...found.supervisors.map(({ id, name }) => ({
    value: `person:${id}`,
    label: `${name}（社会监督员，用微信见证）`,
  })),
  ...found.colleagues.map(({ id, name }) => ({
    value: `account:${id}`,
    label: `${name}（同事，在本站见证）`,
  })),
];

interface FreezeProps {
  readonly task: draws.VisibleTask;
  readonly witnesses: readonly Option[];
  readonly lotteries: readonly string[];
}

/** First of three steps: choose who watches, freeze the list. */
export const FreezeForm = ({ task, witnesses, lotteries }: FreezeProps): JSX.Element => (
  <Section title="抽取专家">
    <p>
      共三步：冻结名单、双方报数、揭晓，约三分钟。系统按回避规则和日期排除不能参加的人，再随机抽取
      {needWords(task.need)}。过程留下记录，任何人都能重新计算核对。
    </p>
    <p class="links">
      <a href={`/tasks/${task.id}/pool`}>先看候选情况：谁参加、谁被排除、够不够</a>
    </p>
    <Form name="commit" submit="第一步：冻结名单">
      <SelectField
        name="witness"
        label="见证人"
        empty="请选择"
        options={witnesses}
        hint="不在定点医药机构工作的社会监督员，或另一位同事。"
      />
      {lotteries.length === 0 ? null : (
        <SelectField
          name="lottery"
          label="再加公开开奖号码"
          required={false}
          empty="不加"
          options={lotteries.map((name) => ({ value: name, label: name }))}
        />
      )}
    </Form>
    <Fold title="演练一次（不邀请任何人，不计入记录）" form="rehearse">
      <Form name="rehearse" submit="演练" tone="plain" />
    </Fold>
  </Section>
);

interface CeremonyProps {
  readonly draw: draws.AttemptView;
  readonly operates: boolean;
}

const EXAMPLE = '583920';

/** Second and third step: both give digits, then one press opens everything. */
export const Ceremony = ({ draw, operates }: CeremonyProps): JSX.Element => {
  const mine = draw.parties.find(({ isMe, at }) => isMe && at === null);
  const complete = draw.parties.every(({ at }) => at !== null);
  const lottery = draw.parties.find(({ party, at }) => party === 'lottery' && at === null);
  return (
    <Section title="抽取专家">
      <p>
        名单已冻结（{draw.name}，<Moment at={draw.committedAt} />
        ），承诺值已生成：
      </p>
      <p class="code">{draw.commit}</p>
      <Parties parties={draw.parties} />
      {mine === undefined ? null : (
        <Form name="digits" submit="第二步：报数" hidden={{ draw: draw.id }}>
          <TextField
            name="digits"
            label={`您作为${draws.PARTY_WORDS[mine.party]}报的数`}
            inputmode="numeric"
            example={EXAMPLE}
            hint="随意想一个6位以上的数字；或掷骰子，点数用空格隔开。报完就封存，不能再改。"
          />
        </Form>
      )}
      {lottery === undefined || !operates ? null : (
        <Form name="lottery" submit="登记开奖号码" hidden={{ draw: draw.id }} tone="plain">
          <TextField
            name="digits"
            label={`${lottery.name}的开奖号码`}
            inputmode="numeric"
            hint="号码之间用空格隔开。"
          />
          <TextField name="words" label="期号、日期和来源" example={LOTTERY_WORDS_EXAMPLE} />
        </Form>
      )}
      {complete && operates ? (
        <Form name="draw" submit="第三步：揭晓并抽取" />
      ) : (
        <p class="quiet">
          {complete ? '双方都已报数，请经办人揭晓。' : '双方都报完数后，才能揭晓。'}
          <a href="">刷新看进展</a>
        </p>
      )}
    </Section>
  );
};

const Parties = ({ parties }: { readonly parties: readonly draws.PartyRow[] }): JSX.Element => (
  <Table
    caption="报数"
    rows={parties}
    rowKey={({ party }) => party}
    empty=""
    columns={[
      { head: '角色', narrow: true, cell: ({ party }) => draws.PARTY_WORDS[party] },
      { head: '姓名', narrow: true, cell: ({ name }) => name },
      {
        head: '报数',
        cell: ({ at, value, hash }) =>
          at === null ? (
            <Badge tone="wait">等待报数</Badge>
          ) : (
            <>
              <Badge tone="good">已报数</Badge> <Moment at={at} />
              {value === null ? null : <p>「{draws.digitsAsSaid(value)}」</p>}
              <p class="code quiet">
                {value === null ? null : `记录写法 ${value}　`}校验值 {hash}
              </p>
            </>
          ),
      },
    ]}
  />
);

/** The record: assurance, digests, digits; and in neutral words who took part and who did not (B-24). */
export const DrawRecord = ({ draw }: { readonly draw: draws.AttemptView }): JSX.Element => (
  <Section title="抽取记录">
    <Facts
      facts={[
        ['抽取编号', draw.name],
        ['抽取时间', <Moment key="at" at={draw.drawnAt} />],
        ['可信等级', draws.ASSURANCE_WORDS[draw.assurance]],
        ['操作人', draw.operator],
        ['见证人', draw.witness],
      ]}
    />
    <Parties parties={draw.parties} />
    <p class="links">
      <a href={`/tasks/${draw.task}/draw-sheet`}>打印抽取记录单（双方签字）</a>
    </p>
    <Fold title="校验值（任何人都可以用它们重新计算）">
      <Facts
        facts={[
          [
            '名单',
            <span key="l" class="code">
              {draw.listDigest}
            </span>,
          ],
          [
            '规则',
            <span key="u" class="code">
              {draw.rulesDigest}
            </span>,
          ],
          [
            '承诺值',
            <span key="c" class="code">
              {draw.commit}
            </span>,
          ],
          [
            '揭晓的随机数',
            <span key="r" class="code">
              {draw.code}
            </span>,
          ],
          [
            '双方数字（记录写法）',
            <span key="e" class="code">
              {draw.entropy}
            </span>,
          ],
          [
            '抽取密钥',
            <span key="k" class="code">
              {draw.key}
            </span>,
          ],
          [
            '记录链',
            <span key="h" class="code">
              {draw.head}
            </span>,
          ],
        ]}
      />
    </Fold>
    <Candidates rows={draw.candidates} receipts={draw.publishedAt === null ? null : draw} />
  </Section>
);

const STATUS_WORDS: Readonly<Record<draws.AttemptStatus, string>> = {
  committed: '已冻结',
  drawn: '已抽取',
  void: '已作废',
};

/** Every attempt stays in sight: void ones are counted, rehearsals are marked (draw-18, draw-19). */
export const Attempts = ({
  attempts,
}: {
  readonly attempts: readonly draws.AttemptView[];
}): JSX.Element | null =>
  attempts.length < 2 && attempts.every(({ rehearsal }) => !rehearsal) ? null : (
    <Section title="历次抽取">
      <Table
        caption="历次抽取"
        rows={attempts}
        rowKey={({ id }) => id}
        empty=""
        columns={[
          { head: '编号', narrow: true, cell: ({ name }) => name },
          {
            head: '状态',
            cell: ({ rehearsal, status }) =>
              rehearsal ? (
                <Badge tone="done">演练，不作数</Badge>
              ) : (
                <Badge tone={status === 'void' ? 'bad' : 'plain'}>{STATUS_WORDS[status]}</Badge>
              ),
          },
          { head: '操作人', narrow: true, cell: ({ operator }) => operator },
          {
            head: '冻结时间',
            narrow: true,
            cell: ({ committedAt }) => <Moment at={committedAt} />,
          },
          {
            head: '结果',
            cell: ({ id, task, rehearsal, panel }) =>
              rehearsal ? (
                <>
                  {panel.map(({ cid, category }) => `${category} ${cid.slice(0, 6)}`).join('，')}{' '}
                  <a href={`/tasks/${task}/draw-sheet?draw=${id}`}>记录单</a>
                </>
              ) : null,
          },
        ]}
      />
    </Section>
  );

export const VOID_EXAMPLE = '见证人临时离开，重新组织';

export const VoidForm = ({ drawn }: { readonly drawn: boolean }): JSX.Element => (
  <Fold title={drawn ? '作废这次抽取' : '放弃这次抽取'} form="void">
    <p>
      作废会留在记录里并计入操作人的次数，纪检会收到通知。
      {drawn ? '已邀请的专家会收到通知，不用再参加。' : ''}
    </p>
    <Form name="void" submit="作废" tone="danger">
      <LongField name="reason" label="理由" rows={2} example={VOID_EXAMPLE} />
    </Form>
  </Fold>
);
