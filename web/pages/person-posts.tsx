import type { JSX } from 'preact';
import { z } from 'zod';
import { dayOf, people, recusal, type Day } from '../../domain/index.ts';
import { day, orNull } from '../fields.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, DayText, Fold, Notice, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import {
  EmployerFields,
  employerOf,
  employerShape,
  listedInstitutions,
  type Listed,
} from './employer-form.tsx';

/** A person's employers, each with what it is known to be. */
export const postsOf = async (visit: Visit, person: string) => ({
  posts: await visit.ask(recusal.employersOfPerson, { person }),
  listed: await listedInstitutions(visit),
});

type Facts = Awaited<ReturnType<typeof postsOf>>;

const TONES = { listed: 'plain', outside: 'plain', unresolved: 'bad' } as const;
const WORDS = {
  listed: '定点医药机构',
  outside: '不是定点医药机构',
  unresolved: '待核实',
} as const;

interface Props {
  readonly facts: Facts;
  readonly version: number;
  readonly works: boolean;
}

/** 任职: several at once, 返聘 and 多点执业 included, and those of the years before (ZJ-11.2, ZJ-11.3). */
export const Posts = ({ facts: { posts, listed }, version, works }: Props): JSX.Element => (
  <Section title="任职">
    {posts.every(({ state }) => state !== 'unresolved') && posts.length > 0 ? null : (
      <Notice tone="warn">
        <p>
          {posts.length === 0 ? '还没有登记工作单位。' : '有工作单位还没有核实。'}
          核实之前，涉及被检查单位的工作不安排本人。
          {works ? <NextStep none={posts.length === 0} /> : null}
        </p>
      </Notice>
    )}
    <Table
      caption="任职"
      rows={posts.map((post, place) => ({ ...post, place }))}
      rowKey={({ place }) => String(place)}
      empty="没有任职记录。"
      columns={[
        {
          head: '单位',
          cell: ({ employment: { unit }, listed: name }) =>
            name === null || name === unit ? unit : `${unit}（${name}）`,
        },
        {
          head: '方式和职务',
          cell: ({ employment: { kind, post } }) =>
            [people.EMPLOYMENT_KIND_WORDS[kind], post].filter((one) => one !== '').join('，'),
        },
        {
          head: '是否定点',
          cell: ({ state }) => <Badge tone={TONES[state]}>{WORDS[state]}</Badge>,
        },
        {
          head: '开始',
          narrow: true,
          cell: ({ employment }) => <DayText day={employment.since} />,
        },
        {
          head: '离任',
          narrow: true,
          cell: ({ employment: { until }, place }) =>
            until !== null || !works ? (
              <DayText day={until} />
            ) : (
              <Leaving place={place} version={version} />
            ),
        },
      ]}
    />
    {works ? <Adding listed={listed} version={version} first={posts.length === 0} /> : null}
  </Section>
);

/** Without any employer there is nothing to look up yet: it is entered here first (draw-7). */
const NextStep = ({ none }: { readonly none: boolean }): JSX.Element =>
  none ? (
    <>
      请在下面打开“登记任职”，填写工作单位；退休或没有工作单位的，不填单位，勾选“已核实：不是定点医药机构，或没有工作单位”。
    </>
  ) : (
    <a href="/employers">去核实</a>
  );

const Leaving = (props: { readonly place: number; readonly version: number }): JSX.Element => {
  const which = String(props.place);
  return (
    <Fold title="登记离任" form="leave" which={which}>
      <Form
        name="leave"
        which={which}
        hidden={{ place: which, version: String(props.version) }}
        submit="登记离任"
        tone="plain"
      >
        <TextField name="until" label="最后一天" type="date" />
      </Form>
    </Fold>
  );
};

interface AddingProps {
  readonly listed: Listed;
  readonly version: number;
  readonly first: boolean;
}

const Adding = (props: AddingProps): JSX.Element => (
  <Fold
    title={props.first ? '登记任职' : '再登记一处任职（返聘、多点执业、兼职、以前的单位）'}
    form="post"
  >
    <Form name="post" hidden={{ version: String(props.version) }} submit="登记任职">
      <EmployerFields listed={props.listed} />
      <TextField name="since" label="开始日期" type="date" required={false} />
      <TextField
        name="until"
        label="离任日期"
        type="date"
        required={false}
        hint="现在还在任职就留空。"
      />
    </Form>
  </Fold>
);

const version = z.coerce.number().int();

export const newPostShape = z.object({
  ...employerShape,
  version,
  since: orNull(day),
  until: orNull(day),
});
export const leaveShape = z.object({ version, place: z.coerce.number().int().min(0), until: day });

interface Saving {
  readonly person: string;
  readonly version: number;
  readonly change: (employments: people.Employment[]) => Partial<people.Employment>[];
}

const save = async (
  visit: Visit,
  { person, version: expectVersion, change }: Saving,
): Promise<Settled> => {
  const known = await visit.within((tx) => people.readPerson(tx, person));
  const employments = change(known?.particulars.employments ?? []);
  const input = { person, expectVersion, particulars: { ...known?.particulars, employments } };
  return visit.settle(people.correctPerson, input, {
    to: `/people/${person}`,
    say: '任职已保存。以后的抽取按它回避。',
  });
};

export const addPost = async (
  visit: Visit,
  { version: seen, since, until, ...typed }: z.output<typeof newPostShape>,
  person: string,
): Promise<Settled> => {
  const employer = employerOf(await listedInstitutions(visit), typed);
  if (!employer.ok) return { kind: 'malformed', errors: employer.error };
  const post = employer.value;
  if (post === null) return { kind: 'malformed', errors: { unit: '请填写工作单位。' } };
  if (since !== null && until !== null && until < since)
    return { kind: 'malformed', errors: { until: '离任日期早于开始日期，请核对。' } };
  const change = (known: people.Employment[]) => [...known, { ...post, since, until }];
  return save(visit, { person, version: seen, change });
};

export const leavePost = (
  visit: Visit,
  { version: seen, place, until }: z.output<typeof leaveShape>,
  person: string,
): Promise<Settled> => {
  const change = (known: people.Employment[]) =>
    known.map((one, at) => (at === place ? { ...one, until } : one));
  return save(visit, { person, version: seen, change });
};

interface Changing {
  readonly known: readonly people.Employment[];
  readonly typed: Partial<people.Employment> | null;
  /** the name was wrong before: nobody has left anything */
  readonly wasWrong: boolean;
  readonly today: Day;
}

/**
 * The first current employment as the form of a person shows it. Another unit means that the person has
 * left the one before, which still bars for the look-back (ZJ-11.2), unless it was a slip of the pen.
 */
export const withFirstEmployer = ({
  known,
  typed,
  wasWrong,
  today,
}: Changing): Partial<people.Employment>[] => {
  const at = known.findIndex(({ until }) => until === null);
  const first = known[at];
  if (first === undefined) return typed === null ? [...known] : [typed, ...known];
  const others = known.filter((_one, place) => place !== at);
  if (typed !== null && (wasWrong || typed.unit === first.unit))
    return [{ ...first, ...typed }, ...others];
  const left = wasWrong ? [] : [{ ...first, until: today }];
  return [...(typed === null ? [] : [typed]), ...others, ...left];
};

export const todayOf = (visit: Visit): Day => dayOf(visit.now);
