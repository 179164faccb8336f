import { z } from 'zod';
import { campaigns, nomination, ROSTERS, type Roster } from '../../domain/index.ts';
import { many, needed, recordId } from '../fields.ts';
import { leavingWords } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Notice } from '../ui/parts.tsx';
import { refusedBy, type Settled, type Visit } from '../visit.ts';
import { everyApplication } from './application-turns.ts';
import { CompositionPictures } from './composition.tsx';
import { ownRosters } from './own-rosters.ts';
import { OFFICE_ROLES } from './roles.ts';
import { CallCount, Candidates, Deciding, RosterChoice } from './selection-parts.tsx';

const query = z.object({
  /** null: the first of the bureau's own in which somebody waits */
  roster: z.enum(ROSTERS).nullable().catch(null),
  campaign: recordId.nullable().catch(null),
  tick: many(recordId).catch([]),
});

const pick = z.string().regex(/^[A-Za-z0-9_-]{1,64}:\d{1,6}$/);

/**
 * 择优选定: everybody found qualified, by number and never ranked, beside what the pool looks like; each yes
 * and no has its reason (GP-6.3, ZJ-8.2a, PIPL 24).
 */
export const selectionPage = definePage({
  path: '/selection',
  title: '择优选定',
  roles: OFFICE_ROLES,
  nav: { label: '择优选定', group: 'selection' },
  query,
  exportAs: (sheet) =>
    sheet({
      name: '择优选定',
      read: async (visit, { roster, campaign }, { page, size }) =>
        visit.ask(nomination.listApplications, {
          roster: await chosenRoster(visit, roster),
          campaign,
          states: ['qualified'],
          page,
          size,
        }),
      columns: [
        { head: '编号', text: ({ number }) => number },
        { head: '姓名', text: ({ snapshot }) => snapshot.name, width: 12 },
        { head: '单位', text: ({ snapshot }) => snapshot.employer ?? '无', width: 30 },
        { head: '地区', text: ({ snapshot }) => snapshot.area },
        { head: '年龄', text: ({ age }) => String(age) },
      ],
    }),
  load: async (visit, { roster: wanted, campaign, tick }) => {
    const roster = await chosenRoster(visit, wanted);
    const found = await visit.ask(nomination.entryTerms, { roster });
    const qualified = await everyApplication(visit, { roster, campaign, states: ['qualified'] });
    const call = campaign === null ? null : await visit.ask(campaigns.oneCampaign, { campaign });
    const { rows: calls } = await visit.ask(campaigns.listCampaigns, { roster });
    return {
      roster,
      rosters: ownRosters(visit),
      selectors: found?.entry.selection.value ?? [],
      priority: found?.entry.priorityGroups.value ?? [],
      calls,
      call: call?.campaign ?? null,
      // without one asked for, the newest that was published is looked at
      counted: call?.campaign ?? calls.find(isPublic) ?? null,
      qualified,
      ticked: qualified.filter(({ id }) => tick.includes(id)),
      chosen: await everyApplication(visit, { roster, campaign, states: ['selected', 'approved'] }),
      pool: await visit.ask(nomination.poolComposition, { roster }),
    };
  },
  view: (found, { campaign }, { account }) => {
    const { pool, ticked, selectors } = found;
    const traits = (ids: readonly string[]) =>
      pool.candidates.filter(({ application }) => ids.includes(application));
    const waiting = pool.candidates.filter(({ state }) => state === 'selected');
    return (
      <>
        <RosterChoice {...found} campaign={campaign} />
        <Notice tone="info">
          <p>
            下面按申请编号排列，不评分、不排序。是否选定由人决定，每一个“选定”和“不选定”都要写明理由，理由留档；不选定的理由申请人会看到。
          </p>
          {found.priority.length === 0 ? null : (
            <p>同等条件下优先：{found.priority.join('、')}（只作提示）。</p>
          )}
        </Notice>
        <Candidates {...found} campaign={campaign} account={account} />
        <CallCount call={found.counted} chosen={found.chosen} />
        <CompositionPictures
          now={[...pool.memberTraits, ...waiting]}
          named={pool.named}
          added={traits(ticked.map(({ id }) => id))}
        />
        {ticked.length === 0 ? null : (
          <Deciding
            ticked={ticked}
            chosen={found.chosen}
            call={found.call}
            selectors={selectors}
            account={account}
          />
        )}
      </>
    );
  },
  actions: (form) => ({
    select: form(
      z.object({
        picks: z.string().transform((value) => value.split(',').filter(isPick)),
        verdict: z.enum(['selected', 'notSelected'], { error: '请选择选定还是不选定。' }),
        reason: needed('请写明理由，至少4个字。', 1000),
      }),
      decideAll,
    ),
  }),
});

/** The one asked for, where the bureau has it; else the first of its own in which somebody waits. */
const chosenRoster = async (visit: Visit, wanted: Roster | null): Promise<Roster> => {
  const own = ownRosters(visit);
  if (wanted !== null && own.includes(wanted)) return wanted;
  for (const roster of own) {
    const asked = { roster, states: ['qualified'], size: 1 };
    if ((await visit.ask(nomination.listApplications, asked)).total > 0) return roster;
  }
  return own[0] ?? 'supervisors';
};

const isPublic = ({ state }: campaigns.Campaign): boolean =>
  state === 'published' || state === 'closed';

const isPick = (value: string): boolean => pick.safeParse(value).success;

interface Choice {
  readonly picks: readonly string[];
  readonly verdict: 'selected' | 'notSelected';
  readonly reason: string;
}

/** One after the other, so that whom the rule refuses does not hold up the rest; each has its own event. */
const decideAll = async (
  visit: Visit,
  { picks, verdict, reason }: Choice,
  { roster, campaign }: z.output<typeof query>,
): Promise<Settled> => {
  let done = 0;
  let refused: Settled | null = null;
  for (const one of picks) {
    const [application = '', expectVersion = ''] = one.split(':');
    const input = { application, expectVersion, verdict, reason };
    const outcome = await visit.perform(nomination.selectApplication, input);
    if (outcome.kind === 'done') done += 1;
    else if (outcome.kind === 'refused') refused = refusedBy(outcome.reason);
  }
  const back = addressOf({ roster, campaign });
  if (done === 0) return refused ?? { kind: 'malformed', errors: { reason: NOBODY } };
  const words = verdict === 'selected' ? `已选定${done}人` : `已决定不选定${done}人`;
  const left =
    refused?.kind === 'refused' ? `还有${picks.length - done}人没有办成：${refused.sentence}` : '';
  return { kind: 'done', to: back, say: `${words}。${left}${await leavingWords(visit)}` };
};

const addressOf = ({ roster, campaign }: Pick<z.output<typeof query>, 'roster' | 'campaign'>) => {
  const asked = new URLSearchParams({
    ...(roster === null ? {} : { roster }),
    ...(campaign === null ? {} : { campaign }),
  }).toString();
  return asked === '' ? '/selection' : `/selection?${asked}`;
};

const NOBODY = '请先在名单里勾选人员。';
