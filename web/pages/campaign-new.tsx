import { z } from 'zod';
import { campaigns } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';
import { CampaignFields, campaignShape } from './campaign-form.tsx';
import { OFFICE_ROLES } from './roles.ts';
import { keepScans, settleScans } from './scans.ts';
import { settled } from '../visit.ts';

/** 起草公告, from nothing or from a former one (GP-5.1, ZJ-8.3). */
export const newCampaignPage = definePage({
  path: '/campaigns/new',
  title: '起草公告',
  roles: OFFICE_ROLES,
  query: z.object({ from: recordId.nullable().catch(null) }),
  load: async (visit, { from }) => {
    const copied =
      from === null ? null : await visit.ask(campaigns.oneCampaign, { campaign: from });
    const { rosters } = await visit.ask(campaigns.callTerms, {});
    return { rosters, from: copied?.campaign ?? null };
  },
  view: ({ rosters, from }) => (
    <>
      <p class="crumbs">
        <a href="/campaigns">返回公告列表</a>
      </p>
      {rosters.length === 0 ? (
        <Empty>本单位目前没有开放选聘。需要开放时，请联系系统管理员调整管理办法的设置。</Empty>
      ) : (
        <div class="card">
          {from === null ? null : (
            <Notice tone="info">
              <p>内容抄自{from.number}，请把日期和人数改成这一次的。</p>
            </Notice>
          )}
          <Form files name="draft" submit="保存草稿">
            <CampaignFields rosters={rosters} from={from} />
          </Form>
        </div>
      )}
    </>
  ),
  actions: (form) => ({
    draft: form(campaignShape, async (visit, body) => {
      const kept = await keepScans(visit);
      const input = { ...body, attachments: kept.map(({ id }) => id) };
      const outcome = await visit.perform(campaigns.draftCampaign, input);
      const drafted = outcome.kind === 'done' ? outcome.events[0] : null;
      const id = drafted?.type === 'campaigns.drafted' ? drafted.campaign : null;
      await settleScans(visit, kept, id);
      const say = '草稿已保存。核对后请科室负责人或分管领导公布。';
      return settled(outcome, { to: id === null ? '/campaigns' : `/campaigns/${id}`, say });
    }),
  }),
});
