import type { JSX } from 'preact';
import { z } from 'zod';
import { people } from '../../domain/index.ts';
import { nothing, reason, reasonLike, recordId, ticked, word } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, LongField } from '../ui/form.tsx';
import { Facts, Fold, Moment, Notice, Section } from '../ui/parts.tsx';
import { Empty, Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { newCode, showCode } from './one-time.ts';
import { Tick } from '../ui/choices.tsx';
import { employerOf } from './employer-form.tsx';
import { PersonFields, personForm, words, type PersonForm } from './person-fields.tsx';
import {
  addPost,
  leavePost,
  leaveShape,
  newPostShape,
  Posts,
  postsOf,
  todayOf,
  withFirstEmployer,
} from './person-posts.tsx';
import { currentUnit } from './person-words.ts';
import { Standing, standingOf } from './person-standing.tsx';
import {
  BindingPicture,
  loadCode,
  loadRights,
  RightsTaken,
  wantBindingCode,
  type ShownCode,
} from './qr-code.tsx';
import { RevealForm } from './reveal.tsx';

const query = z.object({ person: recordId, shown: word });

const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  'official-account': '公众号',
  wecom: '企业微信',
  simulator: '模拟微信',
};
const FIELD_WORDS = { citizenNumber: '身份证号', phone: '电话' } as const;

/** 一个人: particulars, chats, what can be done. */
export const personPage = definePage({
  path: '/people/:person',
  roles: ['clerk', 'sectionHead', 'leader', 'liaison', 'discipline'],
  query,
  load: async (visit, { person: id, shown }) => {
    const person = await visit.ask(people.onePerson, { person: id });
    if (person === null) return null;
    const binds = mayWork(visit);
    return {
      person,
      binds,
      bindings: binds ? await visit.ask(people.personBindings, { person: id }) : [],
      code: await loadCode(visit, { purpose: 'bind', subject: id }),
      rights: await loadRights(visit, id),
      standing: await standingOf(visit, id),
      posts: await postsOf(visit, id),
      revealed: shown === '' ? null : await visit.ask(people.revealedValue, { reveal: shown }),
    };
  },
  title: ({ person }) => person.particulars.name,
  view: ({ person, binds, bindings, code, rights, standing, posts, revealed }) => (
    <>
      <p class="crumbs">
        <a href="/people">返回人员名单</a>
        <a href={`/people/${person.id}/recusal`}>登记回避</a>
        <a href={`/people/${person.id}/record`}>履职记录与评价</a>
        {binds ? <a href={`/invitations/new?person=${person.id}`}>提出邀请</a> : null}
      </p>
      {revealed === null ? null : (
        <Notice tone="warn">
          <p>
            {FIELD_WORDS[revealed.field]}：<strong>{revealed.value ?? '没有登记'}</strong>
          </p>
          <p class="hint">已记入审计日志。两分钟后不再显示，请不要抄录到别处。</p>
        </Notice>
      )}
      <RightsTaken at={rights} />
      <Section title="基本情况">
        <Particulars particulars={person.particulars} />
      </Section>
      <RevealForm />
      <Posts facts={posts} version={person.version} works={binds} />
      <Standing standing={standing} />
      {binds ? (
        <>
          <Fold title="更正资料" form="correct">
            <Form name="correct" submit="保存更正" hidden={{ version: String(person.version) }}>
              <PersonFields
                listed={posts.listed}
                known={person.particulars}
                numberHint="不改就留空，原来的号码保持不变。"
              />
              <Tick
                name="wasWrong"
                label="单位是原来写错了，不是换了单位（换了单位的，原单位按今天离任保留，规定期限内仍要回避）"
              />
            </Form>
          </Fold>
          <Bindings bindings={bindings} code={code} at={`/people/${person.id}`} />
        </>
      ) : null}
    </>
  ),
  actions: (form) => ({
    reveal: form(
      z.object({
        field: z.enum(['citizenNumber', 'phone'], { error: '请选择要看电话还是身份证号。' }),
        reason,
      }),
      (visit, { field, reason: why }, { person }) =>
        visit.settle(
          people.revealField,
          { person, field, reason: why },
          {
            to: (events) => {
              const [event] = events;
              const shown = event.type === 'people.revealed' ? event.reveal : '';
              return `/people/${person}?shown=${shown}`;
            },
            say: '已显示完整号码，并记入审计日志。',
          },
        ),
    ),
    correct: form(
      personForm.extend({ version: z.coerce.number().int(), wasWrong: ticked }),
      (visit, body, { person }) => correct(visit, body, person),
    ),
    post: form(newPostShape, (visit, body, { person }) => addPost(visit, body, person)),
    leave: form(leaveShape, (visit, body, { person }) => leavePost(visit, body, person)),
    code: form(nothing, async (visit, _body, { person }) => {
      const code = newCode(visit.random);
      const issued = await visit.settle(
        people.issueBindingCode,
        { person, code },
        {
          to: `/people/${person}`,
          say: `绑定码：${showCode(code)}。请告诉本人：七天内在公众号里发送“绑定 ${code}”。绑定码只显示这一次，只能用一次。`,
        },
      );
      if (issued.kind === 'done') await wantBindingCode(visit, { subject: person, code });
      return issued;
    }),
    unbind: form(
      z.object({ binding: recordId, reason: reasonLike('本人换了微信号') }),
      (visit, body, { person }) =>
        visit.settle(
          people.unbindChat,
          { binding: body.binding, by: 'staff', reason: body.reason },
          { to: `/people/${person}`, say: '已解除绑定。本人需要时可以用新的绑定码重新绑定。' },
        ),
    ),
  }),
});

const mayWork = ({ account }: Visit): boolean =>
  account.roles.some((role) => ['clerk', 'sectionHead', 'leader', 'liaison'].includes(role));

type Correction = PersonForm & { readonly version: number; readonly wasWrong: boolean };

/** Blank numbers stay as they were; a changed version becomes the 409 of the two savers (F22). */
const correct = async (
  visit: Visit,
  { version, wasWrong, unit, institution, outside, kind, post, skills, ...typed }: Correction,
  person: string,
): Promise<Settled> => {
  const { listed } = await postsOf(visit, person);
  const employer = employerOf(listed, { unit, institution, outside, kind, post });
  if (!employer.ok) return { kind: 'malformed', errors: employer.error };
  const before = await visit.within((tx) => people.readPerson(tx, person));
  const known = before?.particulars;
  const particulars = {
    ...known,
    ...typed,
    phone: typed.phone ?? known?.phone ?? null,
    citizenNumber: typed.citizenNumber ?? known?.citizenNumber ?? null,
    skills: words(skills),
    employments: withFirstEmployer({
      known: known?.employments ?? [],
      typed: employer.value,
      wasWrong,
      today: todayOf(visit),
    }),
  };
  const input = { person, particulars, expectVersion: version };
  return visit.settle(people.correctPerson, input, {
    to: `/people/${person}`,
    say: '更正已保存。',
  });
};

const Particulars = ({
  particulars,
}: {
  readonly particulars: people.Particulars;
}): JSX.Element => (
  <Facts
    facts={[
      ['姓名', particulars.name],
      ['电话', particulars.phone],
      ['身份证号', particulars.citizenNumber],
      ['工作单位', currentUnit(particulars)],
      ['地区', particulars.area],
      ['职称', particulars.title],
      ['专长', particulars.skills.join('、')],
    ]}
  />
);

interface BindingLine {
  readonly id: string;
  readonly channel: string;
  readonly boundAt: Date;
  readonly unboundAt: Date | null;
}

const Bindings = ({
  bindings,
  code,
  at,
}: {
  readonly bindings: readonly BindingLine[];
  readonly code: ShownCode;
  readonly at: string;
}): JSX.Element => {
  const open = bindings.filter(({ unboundAt }) => unboundAt === null);
  return (
    <Section title="微信绑定">
      {bindings.length === 0 ? (
        <Empty>还没有绑定微信。生成绑定码，请本人在公众号里发送即可。</Empty>
      ) : (
        <Table
          caption="绑定记录"
          rows={bindings}
          rowKey={({ id }) => id}
          empty=""
          columns={[
            { head: '渠道', cell: ({ channel }) => CHANNEL_WORDS[channel] ?? channel },
            { head: '绑定时间', cell: ({ boundAt }) => <Moment at={boundAt} /> },
            { head: '解除时间', cell: ({ unboundAt }) => <Moment at={unboundAt} /> },
          ]}
        />
      )}
      <Form name="code" submit="生成绑定码" tone="plain" />
      <BindingPicture code={code} at={at} />
      {open.map(({ id, channel }) => (
        <Fold
          key={id}
          title={`解除绑定（${CHANNEL_WORDS[channel] ?? channel}）`}
          form="unbind"
          which={id}
        >
          <Form name="unbind" which={id} hidden={{ binding: id }} submit="解除绑定" tone="danger">
            <LongField name="reason" label="理由" example="本人换了微信号" rows={2} />
          </Form>
        </Fold>
      ))}
    </Section>
  );
};
