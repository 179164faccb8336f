import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { campaigns, instantAt, ROSTER_WORDS } from '../../domain/index.ts';
import { clockTime, day, needed, nothing, reasonLike, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Badge, DayText, Facts, Moment, Section } from '../ui/parts.tsx';
import { settled, type Settled, type Visit } from '../visit.ts';
import { campaignShape } from './campaign-form.tsx';
import { CampaignPlacements, ScanLinks } from './campaign-placements.tsx';
import { CampaignSteps } from './campaign-steps.tsx';
import { callState, quotaWords, routeWords } from './campaign-words.ts';
import { CallCode, loadCode, wantCallCode } from './qr-code.tsx';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';
import { answerShape, LETTER_COLUMNS, letterShape, UnitLetters } from './unit-letters.tsx';

const version = z.coerce.number().int();
const why = reasonLike('报名人数不足，延长报名');

/** 一份公告: what it says, its steps, where it stood, letters to units (GP-5.1, GP-5.3, GP-6.1). */
export const campaignPage = definePage({
  path: '/campaigns/:campaign',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId }),
  load: async (visit, { campaign }) => {
    const view = await visit.ask(campaigns.oneCampaign, { campaign });
    if (view === null) return null;
    const { rosters } = await visit.ask(campaigns.callTerms, {});
    const owners = [campaign, ...view.letters.map(({ id }) => id)];
    const pieces = await visit.within(async (tx) => {
      const found = new Map<string, Awaited<ReturnType<typeof adoptedBy>>>();
      for (const owner of owners) found.set(owner, await adoptedBy(tx, owner));
      return found;
    });
    const code = await loadCode(visit, { purpose: 'call', subject: campaign });
    return { ...view, rosters, pieces, code };
  },
  title: ({ campaign }) => `公告 ${campaign.number}：${campaign.title}`,
  view: ({ campaign, letters, rosters, pieces, code }, _query, { account, now }) => {
    const { tone, words } = callState(campaign, now);
    const works = account.roles.some((role) => OFFICE_ROLES.includes(role));
    return (
      <>
        <p class="crumbs">
          <a href="/campaigns">返回公告列表</a>
        </p>
        <Section title="公告内容">
          <Facts
            facts={[
              [
                '状态',
                <Badge key="state" tone={tone}>
                  {words}
                </Badge>,
              ],
              ['对象', ROSTER_WORDS[campaign.roster].member],
              ['报名开始', <Moment key="opens" at={campaign.opensAt} />],
              ['报名截止', <Moment key="closes" at={campaign.closesAt} />],
              ['年龄算到', <DayText key="age" day={campaign.cutOffDay} />],
              ['拟聘人数', `${campaign.headcount}人`],
              ['各类名额', campaign.quotas.length === 0 ? '不分类' : quotaWords(campaign.quotas)],
              ['选聘方式', campaign.routes.length === 0 ? '没有写明' : routeWords(campaign)],
              ['发布渠道', campaign.channels.join('、')],
              [
                '附件',
                campaign.attachments.length === 0 ? (
                  '没有'
                ) : (
                  <ScanLinks
                    key="attachments"
                    at={`/campaigns/${campaign.id}/scan`}
                    scans={campaign.attachments}
                    pieces={pieces.get(campaign.id) ?? []}
                  />
                ),
              ],
              ['公布时间', <Moment key="published" at={campaign.publishedAt} />],
              ['推送给关注的人', <Moment key="told" at={campaign.announcedAt} />],
              [
                '正文',
                <span key="text" class="words">
                  {campaign.text}
                </span>,
              ],
            ]}
          />
          <p>
            <a href={`/campaigns/${campaign.id}/paper`}>下载公告（Word）</a>
            {works ? (
              <>
                {'　'}
                <a href={`/campaigns/new?from=${campaign.id}`}>照这份再起草一份</a>
              </>
            ) : null}
          </p>
        </Section>
        <CampaignSteps campaign={campaign} rosters={rosters} roles={account.roles} />
        {campaign.state === 'published' ? (
          <CallCode code={code} works={works} at={`/campaigns/${campaign.id}`} />
        ) : null}
        <CampaignPlacements
          campaign={campaign}
          pieces={pieces.get(campaign.id) ?? []}
          works={works}
        />
        <UnitLetters campaign={campaign} letters={letters} pieces={pieces} works={works} />
      </>
    );
  },
  exportLabel: '导出工作联系函（Excel）',
  exportAs: (sheet) =>
    sheet({
      name: '工作联系函',
      read: async (visit, { campaign }) => {
        const rows = (await visit.ask(campaigns.oneCampaign, { campaign }))?.letters ?? [];
        return { rows, total: rows.length };
      },
      columns: LETTER_COLUMNS,
    }),
  actions: (form) => ({
    change: form(campaignShape.and(z.object({ version })), changeDraft),
    publish: form(z.object({ version }), (visit, body, { campaign }) =>
      visit.settle(
        campaigns.publishCampaign,
        { campaign, expectVersion: body.version },
        {
          to: `/campaigns/${campaign}`,
          say: '已公布。报名开始后会推送给能收到消息的关注者，其他人下次来信时会看到。',
        },
      ),
    ),
    move: form(
      z.object({ version, closesOn: day, closesTime: clockTime, reason: why }),
      (visit, { version: expectVersion, closesOn, closesTime, reason }, { campaign }) =>
        visit.settle(
          campaigns.moveClosing,
          {
            campaign,
            expectVersion,
            closesAt: instantAt(closesOn, closesTime).toISOString(),
            reason,
          },
          { to: `/campaigns/${campaign}`, say: '截止时间已改。请把变更同样公告出去。' },
        ),
    ),
    close: form(z.object({ version, reason: why }), (visit, body, { campaign }) =>
      visit.settle(
        campaigns.closeCampaign,
        { campaign, expectVersion: body.version, reason: body.reason },
        { to: `/campaigns/${campaign}`, say: '报名已结束。' },
      ),
    ),
    cancel: form(z.object({ version, reason: why }), (visit, body, { campaign }) =>
      visit.settle(
        campaigns.cancelCampaign,
        { campaign, expectVersion: body.version, reason: body.reason },
        { to: `/campaigns/${campaign}`, say: '公告已取消。已经收到的申请不受影响，请逐份处理。' },
      ),
    ),
    place: form(
      z.object({
        where: needed('请写发布在哪里，例如 市政府网站。', 100),
        url: text(500),
        day,
      }),
      async (visit, body, { campaign }) => {
        const kept = await keepScans(visit);
        const input = { campaign, ...body, scans: kept.map(({ id }) => id) };
        const outcome = await visit.perform(campaigns.noteCampaignPlacement, input);
        await settleScans(visit, kept, outcome.kind === 'done' ? campaign : null);
        return settled(outcome, { to: `/campaigns/${campaign}`, say: '发布情况已登记。' });
      },
    ),
    qr: form(nothing, (visit, _body, { campaign }) => wantCallCode(visit, campaign)),
    letter: form(letterShape, async (visit, body, { campaign }) => {
      const view = await visit.ask(campaigns.oneCampaign, { campaign });
      const input = { ...body, campaign, roster: view?.campaign.roster };
      return visit.settle(campaigns.sendUnitLetter, input, {
        to: `/campaigns/${campaign}`,
        say: '发函已登记，可以下载打印。10个工作日没有复函会提醒您。',
      });
    }),
    answer: form(
      answerShape.extend({ which: recordId }),
      async (visit, { which: letter, ...body }, { campaign }) => {
        const kept = await keepScans(visit);
        const input = { letter, ...body, scans: kept.map(({ id }) => id) };
        const outcome = await visit.perform(campaigns.noteUnitAnswer, input);
        await settleScans(visit, kept, outcome.kind === 'done' ? letter : null);
        return settled(outcome, { to: `/campaigns/${campaign}`, say: '复函已登记。' });
      },
    ),
  }),
});

const changeDraft = async (
  visit: Visit,
  {
    version: expectVersion,
    ...body
  }: z.output<typeof campaignShape> & { readonly version: number },
  { campaign }: { readonly campaign: string },
): Promise<Settled> => {
  const kept = await keepScans(visit);
  const before = (await visit.ask(campaigns.oneCampaign, { campaign }))?.campaign;
  const attachments = [...(before?.attachments ?? []), ...kept.map(({ id }) => id)];
  const input = { campaign, expectVersion, ...body, attachments };
  const outcome = await visit.perform(campaigns.changeCampaign, input);
  await settleScans(visit, kept, outcome.kind === 'done' ? campaign : null);
  return settled(outcome, { to: `/campaigns/${campaign}`, say: '草稿已改好。' });
};
