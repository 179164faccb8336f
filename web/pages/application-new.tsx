import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { z } from 'zod';
import { campaigns, IDENTITY, nomination, ROSTERS, type Roster } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FormKey, OwnForm, type Typed } from '../ui/form-state.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Fold, Notice } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';
import { errorsByField, settled, type Settled, type Visit } from '../visit.ts';
import { applicationOf, entryShape, type Entry } from './application-entry.ts';
import { Form1Fields, ShortFields, WhoFields } from './application-fields.tsx';
import { historyIn } from './application-history.tsx';
import { beginOf, findKnown, findShape, invitationOf } from './application-prefill.ts';
import { ScanFields } from './application-scan-fields.tsx';
import { adoptEntering, keepEntering, keptWords } from './application-scans.ts';
import { rosterWords } from './application-words.ts';
import { COUNTER_SOURCES } from './clue-words.ts';
import { listedInstitutions, type Listed } from './employer-form.tsx';
import { ownRosters } from './own-rosters.ts';
import { OFFICE_ROLES } from './roles.ts';

const query = z.object({
  /** null: the bureau's own, where it has only one */
  roster: z.enum(ROSTERS).nullable().catch(null),
  /** whose last answers the form begins with (ZJ-20) */
  person: recordId.nullable().catch(null),
});
type Query = z.output<typeof query>;

/** 登记申请: the same application for a person who phones, visits or writes (C-10). */
export const newApplicationPage = definePage({
  path: '/applications/new',
  title: '登记申请',
  roles: OFFICE_ROLES,
  takes: 'each',
  query,
  load: async (visit, { roster: wanted, person }) => {
    const roster = rosterOf(visit, wanted);
    return {
      roster,
      rosters: ownRosters(visit),
      terms: await visit.ask(nomination.entryTerms, { roster }),
      listed: await listedInstitutions(visit),
      areas: areasOf(visit),
      entering: visit.uuid(),
      begin: await beginOf(visit, { roster, person }),
      invitation: await invitationOf(visit, { roster, person }),
    };
  },
  view: ({ rosters, ...found }) => {
    const { roster, terms } = found;
    return (
      <>
        <p class="crumbs">
          <a href="/applications">返回申请列表</a>
          {rosters
            .filter((one) => one !== roster)
            .map((other) => (
              <a key={other} href={`/applications/new?roster=${other}`}>
                改为登记{rosterWords(other)}申请
              </a>
            ))}
        </p>
        {terms === null ? (
          <Empty>
            本单位目前不接受{rosterWords(roster)}
            申请。需要开放时，请联系系统管理员调整管理办法的设置。
          </Empty>
        ) : (
          <>
            <FindKnown />
            <EntryForm {...found} terms={terms} />
          </>
        )}
      </>
    );
  },
  // the fields are judged in here: what was uploaded is kept before a fault sends the form back
  actions: (form) => ({
    enter: form(z.looseObject({}), enter),
    find: form(findShape, (visit, body, { roster }) =>
      findKnown(visit, body, { roster: rosterOf(visit, roster) }),
    ),
  }),
});

const rosterOf = (visit: Visit, wanted: Roster | null): Roster =>
  wanted ?? ownRosters(visit)[0] ?? 'supervisors';

const enter = async (
  visit: Visit,
  body: Readonly<Record<string, unknown>>,
  { roster: wanted }: Query,
): Promise<Settled> => {
  const roster = rosterOf(visit, wanted);
  const { entering } = z.object({ entering: z.string().max(60).catch('') }).parse(body);
  const pieces = await keepEntering(visit, entering);
  const keeping = (errors: Readonly<Record<string, string>>): Settled =>
    withKept({ kind: 'malformed', errors: { ...errors, ...visit.leftOut } }, pieces);
  const read = entryShape.safeParse(body);
  if (!read.success)
    return keeping(
      errorsByField(
        read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      ),
    );
  const history = historyIn(body);
  const application = await judged(visit, read.data, { roster, pieces, history });
  if (!application.ok) return keeping(application.error);
  // whoever chose a file wants it with the application
  if (Object.keys(visit.leftOut).length > 0) return keeping({});
  const input = { source: read.data.source, application: application.value };
  const outcome = await visit.perform(nomination.enterApplication, input);
  const entered = outcome.kind === 'done' ? submittedIn(outcome.events) : null;
  if (entered !== null) await adoptEntering(visit, pieces, entered.application);
  const done = {
    to: `/applications/${entered?.application ?? ''}`,
    say: `申请已登记，编号${entered?.number ?? ''}。请把编号告诉本人，方便查询进度。`,
  };
  return withKept(settled(outcome, done), pieces);
};

interface Came {
  readonly roster: Roster;
  readonly pieces: readonly nomination.Piece[];
  readonly history: ReturnType<typeof historyIn>;
}

const judged = async (visit: Visit, entry: Entry, { roster, pieces, history }: Came) => {
  const terms = await visit.ask(nomination.entryTerms, { roster });
  return applicationOf(entry, {
    roster,
    pieces,
    history,
    campaign: terms?.campaign?.id ?? null,
    isForm1: terms?.entry.form.value === 'form1',
    listed: await listedInstitutions(visit),
    areas: areasOf(visit),
  });
};

const areasOf = ({ app, bureau }: Visit): readonly string[] =>
  app.bureauOf(bureau).section(IDENTITY).bureau.areas.value;

const withKept = (result: Settled, pieces: readonly nomination.Piece[]): Settled => {
  if (pieces.length === 0) return result;
  const words = keptSentence(pieces);
  if (result.kind === 'refused') return { ...result, sentence: `${result.sentence}${words}` };
  if (result.kind !== 'malformed') return result;
  return { ...result, errors: { ...renamed(result.errors), kept: words } };
};

/** The domain calls the employer by another name than the page. */
const renamed = (errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, words]) => [field === 'employer' ? 'unit' : field, words]),
  );

const keptSentence = (pieces: readonly nomination.Piece[]): string =>
  `已收到的扫描件都保留着（${keptWords(pieces)}），不用再选。`;

const submittedIn = (events: readonly nomination.NominationEvent[]) =>
  events.find((event) => event.type === 'nomination.submitted') ?? null;

interface FormProps {
  readonly roster: Roster;
  readonly terms: nomination.EntryTerms;
  readonly listed: Listed;
  readonly areas: readonly string[];
  readonly entering: string;
  readonly begin: Typed;
  /** what the person has said yes to, as far as the page knows who it is */
  readonly invitation: nomination.OpenInvitation | null;
}

/** 续聘 or coming back: the last answers are a start (ZJ-20, B-18). */
const FindKnown = (): JSX.Element => (
  <Fold title="本人以前申请过或已登记：带出上次内容" form="find">
    <Form name="find" submit="查找并带出" tone="plain">
      <TextField name="known" label="身份证号" hint="填写完整的18位号码。" />
    </Form>
  </Fold>
);

const EntryForm = ({
  roster,
  terms,
  listed,
  areas,
  entering,
  begin,
  invitation,
}: FormProps): JSX.Element => {
  const { entry, calls, campaign } = terms;
  return (
    <div class="card">
      <p>
        登记{rosterWords(roster)}申请
        {invitation === null
          ? underWords(campaign)
          : `。本人已接受邀请${invitation.number}，这份申请按邀请办理：${campaigns.nextStepWords(calls.invitation.value)}`}
      </p>
      <Form files name="enter" submit="登记申请" begin={begin}>
        <Entering fresh={entering} />
        <Choices kind="one" name="source" label="来源" options={COUNTER_SOURCES} />
        {calls.routes.value.includes('recommendation') ? (
          <Fold title="单位推荐的，填这里" form="enter">
            <TextField name="recommendedUnit" label="推荐单位" required={false} width="long" />
            <TextField name="recommendedContact" label="单位联系人和电话" required={false} />
          </Fold>
        ) : null}
        <WhoFields />
        {entry.form.value === 'form1' ? (
          <Form1Fields terms={terms} listed={listed} areas={areas} />
        ) : (
          <ShortFields terms={terms} listed={listed} areas={areas} />
        )}
        <Promises terms={terms} invitation={invitation} />
        <ScanFields terms={terms} />
      </Form>
    </div>
  );
};

const underWords = (campaign: nomination.EntryTerms['campaign']): string =>
  campaign === null
    ? '。现在没有正在进行的公告。'
    : `，计入公告“${campaign.title}”（${campaign.number}）。`;

/** Under this name the scans of the form lie while it is being mended. */
const Entering = ({ fresh }: { readonly fresh: string }): JSX.Element => {
  const own = useContext(OwnForm);
  const kept = own?.errors.kept;
  const id = `${useContext(FormKey)}-kept`;
  return (
    <>
      <input type="hidden" name="entering" value={own?.values.entering?.[0] ?? fresh} />
      {kept === undefined ? null : (
        <div id={id}>
          <Notice tone="info">
            <p>{kept}</p>
          </Notice>
        </div>
      )}
    </>
  );
};

const Promises = ({
  terms: { entry, calls },
  invitation,
}: Pick<FormProps, 'terms' | 'invitation'>): JSX.Element => (
  <>
    <Choices
      kind="many"
      name="declarations"
      label="本人承诺（逐条念给本人听，同意的勾选）"
      options={entry.declarations.value.map(({ id, text: label }) => ({ value: id, label }))}
    />
    <p class="words quiet">{entry.consent.value.text}</p>
    <Tick
      name="consent"
      value={entry.consent.value.version}
      label="已把上面的个人信息说明念给本人，本人同意"
    />
    <p class="words quiet">{entry.publication.value.text}</p>
    <Tick
      name="publication"
      value={entry.publication.value.version}
      label={
        isShown(calls, invitation)
          ? '本人同意公示（公示是必经程序，不同意不能提交）'
          : '本人同意公示（不同意也可以申请）'
      }
    />
  </>
);

/** Whether the candidate is shown in public before the appointment: the measure may spare the invited. */
const isShown = (
  { publicity, invitation: spared }: nomination.EntryTerms['calls'],
  invitation: FormProps['invitation'],
): boolean => publicity.value === 'before' && !(invitation !== null && spared.value.skipsPublicity);
