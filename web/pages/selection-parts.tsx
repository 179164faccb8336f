import type { JSX } from 'preact';
import { campaigns, nomination, type Role, type Roster, type staff } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, LongField, SelectField } from '../ui/form.tsx';
import { Notice, Section } from '../ui/parts.tsx';
import { Filter, Table } from '../ui/table.tsx';
import { CONCLUSION_WORDS, exceptionLine, roleWords } from './application-words.ts';
import { rosterOptions } from './member-words.ts';

type View = nomination.ApplicationView;

interface ChoiceProps {
  readonly roster: Roster;
  /** those of this bureau */
  readonly rosters: readonly Roster[];
  readonly campaign: string | null;
  readonly calls: readonly campaigns.Campaign[];
}

/** Which roster, and which call. */
export const RosterChoice = ({ roster, rosters, campaign, calls }: ChoiceProps): JSX.Element => (
  <Filter path="/selection" active={campaign !== null}>
    <SelectField
      name="roster"
      label="库"
      value={roster}
      options={rosterOptions.filter(({ value }) => rosters.includes(value))}
    />
    <SelectField
      name="campaign"
      label="公告"
      empty="全部申请"
      value={campaign}
      options={calls.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
    />
  </Filter>
);

interface CandidateProps {
  readonly roster: Roster;
  readonly campaign: string | null;
  readonly qualified: readonly View[];
  readonly ticked: readonly View[];
  readonly account: staff.Account;
}

/** The qualified by number; ticking some leads on to the pictures and the reason, without script. */
export const Candidates = (props: CandidateProps): JSX.Element => {
  const { roster, campaign, qualified, ticked, account } = props;
  const isTicked = (id: string): boolean => ticked.some((one) => one.id === id);
  return (
    <Section title={`审查合格、等待选定（${qualified.length}人）`}>
      <form method="get" action="/selection" class="form">
        <input type="hidden" name="roster" value={roster} />
        {campaign === null ? null : <input type="hidden" name="campaign" value={campaign} />}
        <Table
          caption="审查合格、等待选定"
          rows={qualified}
          rowKey={({ id }) => id}
          empty="没有等待选定的申请。审查表各栏都签署合格后，会出现在这里。"
          columns={[
            {
              head: '勾选',
              narrow: true,
              cell: ({ id, snapshot }) => (
                <label class="choice">
                  <input type="checkbox" name="tick" value={id} checked={isTicked(id)} />
                  <span>{snapshot.name}</span>
                </label>
              ),
            },
            {
              head: '编号',
              narrow: true,
              cell: ({ id, number }) => <a href={`/applications/${id}`}>{number}</a>,
            },
            { head: '年龄', narrow: true, cell: ({ age }) => `${age}岁` },
            { head: '身份或类别', cell: (one) => namesOf(one).join('、') },
            { head: '单位和地区', cell: placeOf },
            {
              head: '审查意见',
              cell: ({ review }) =>
                review === null ? '' : `${CONCLUSION_WORDS[review.conclusion]}：${review.text}`,
            },
            { head: '说明', cell: (one) => remarks(one, account) },
          ]}
        />
        {qualified.length === 0 ? null : (
          <div class="buttons">
            <button type="submit" class="button plain">
              看结构、填理由
            </button>
          </div>
        )}
      </form>
    </Section>
  );
};

const placeOf = ({ snapshot }: View): string =>
  [snapshot.employer ?? '无单位', snapshot.area].filter((one) => one !== '').join('，');

const remarks = (one: View, account: staff.Account): string => {
  const said = [
    ...one.exceptions.map((exception) => nomination.EXCEPTION_WORDS[exception]),
    ...(isOwnReview(one, account) ? ['您审查过这份申请，由另一位同事选定'] : []),
  ];
  return said.length === 0 ? '—' : said.join('；');
};

const isOwnReview = ({ review, terms }: View, { id }: staff.Account): boolean =>
  terms.entry.onePersonPerLine.value && review?.by === id;

/** What a quota may name: the groups of a supervisor, the category of an expert. */
const namesOf = ({ snapshot, roster }: View): readonly string[] =>
  roster === 'experts' ? [nomination.categoryOf(snapshot) ?? ''] : snapshot.sourceGroups;

interface DecidingProps {
  readonly ticked: readonly View[];
  /** chosen already, in this call where one is looked at */
  readonly chosen: readonly View[];
  readonly call: campaigns.Campaign | null;
  readonly selectors: readonly Role[];
  readonly account: staff.Account;
}

/** One decision with one reason for everybody ticked; each gets a record of its own. */
export const Deciding = (props: DecidingProps): JSX.Element => {
  const { ticked, selectors, account } = props;
  const mayDecide = account.roles.some((role) => selectors.includes(role));
  return (
    <Section title={`对勾选的${ticked.length}人作出决定`} id="decide">
      <p>{ticked.map(({ number, snapshot }) => `${snapshot.name}（${number}）`).join('、')}</p>
      <Overflow {...props} />
      <ExceptionNotice {...props} />
      {mayDecide ? (
        <Form
          name="select"
          submit="作出决定"
          hidden={{ picks: ticked.map(({ id, version }) => `${id}:${version}`).join(',') }}
        >
          <Choices
            kind="one"
            name="verdict"
            label="决定"
            options={[
              { value: 'selected', label: '选定' },
              { value: 'notSelected', label: '不选定' },
            ]}
          />
          <LongField
            name="reason"
            label={ticked.length > 1 ? '理由（对勾选的人都适用）' : '理由'}
            example="熟悉药品管理，所在镇目前没有监督员。"
          />
        </Form>
      ) : (
        <p class="quiet">由{roleWords(selectors)}决定，您可以查看，不能选定。</p>
      )}
    </Section>
  );
};

const ExceptionNotice = ({ ticked, account, selectors }: DecidingProps): JSX.Element | null => {
  const soft = ticked.filter(({ exceptions }) => exceptions.length > 0);
  return soft.length === 0 ? null : (
    <Notice tone="warn">
      {soft.flatMap((one) =>
        one.exceptions.map((exception) => (
          <p key={`${one.id}${exception}`}>
            {one.snapshot.name}：{exceptionLine(one, exception)}
          </p>
        )),
      )}
      <p>
        例外的批准人就是作出选定的人：{account.name}（{roleWords(selectors)}），会记录在案。
      </p>
    </Notice>
  );
};

/** More than the announcement said: a warning, the decision stays with the bureau (GP-5.5). */
const Overflow = ({ ticked, chosen, call }: DecidingProps): JSX.Element | null => {
  if (call === null) return null;
  const count = campaigns.headcountOf(call, [...chosen, ...ticked].map(namesOf));
  const over = count.quotas.filter((one) => one.over > 0);
  if (count.over === 0 && over.length === 0)
    return (
      <p class="quiet">
        公告名额{count.wanted}人，全部选定后共{count.chosen}人。
      </p>
    );
  return (
    <Notice tone="warn">
      {count.over === 0 ? null : (
        <p>
          公告名额{count.wanted}人，全部选定后共{count.chosen}人，超出{count.over}人。
        </p>
      )}
      {over.map(({ name, wanted, chosen: reached, over: more }) => (
        <p key={name}>
          “{name}”名额{wanted}人，全部选定后共{reached}人，超出{more}人。
        </p>
      ))}
      <p>超出名额仍可选定，请确认确有需要。</p>
    </Notice>
  );
};

/** How far a call is filled: its head-count and quotas beside who was chosen for it (GP-5.5). */
export const CallCount = ({ call, chosen }: Pick<DecidingProps, 'call' | 'chosen'>) => {
  if (call === null) return null;
  const own = chosen.filter((one) => one.campaign === call.id).map(namesOf);
  const count = campaigns.headcountOf(call, own);
  return (
    <Section title="公告名额">
      <Table
        caption={`${call.number} ${call.title}`}
        rows={[{ name: '合计', ...count }, ...count.quotas]}
        rowKey={({ name }) => name}
        empty=""
        columns={[
          { head: '类别', cell: ({ name }) => name },
          { head: '名额', narrow: true, cell: ({ wanted }) => `${wanted}人` },
          { head: '已选定', narrow: true, cell: (one) => `${one.chosen}人` },
          {
            head: '还差',
            narrow: true,
            cell: (one) =>
              one.over > 0 ? `超出${one.over}人` : `${Math.max(0, one.wanted - one.chosen)}人`,
          },
        ]}
      />
    </Section>
  );
};
