import type { JSX } from 'preact';
import type { campaigns, Role, Roster } from '../../domain/index.ts';
import { Form, LongField, TextField } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { CampaignFields } from './campaign-form.tsx';
import { OFFICE_ROLES } from './roles.ts';

const DECIDING: readonly Role[] = ['sectionHead', 'leader'];

interface Steps {
  readonly campaign: campaigns.Campaign;
  readonly rosters: readonly Roster[];
  readonly roles: readonly Role[];
}

/** What can be done with a call now, by whom. */
export const CampaignSteps = (props: Steps): JSX.Element | null => {
  const { campaign, roles } = props;
  const decides = roles.some((role) => DECIDING.includes(role));
  const works = roles.some((role) => OFFICE_ROLES.includes(role));
  if (!works) return null;
  switch (campaign.state) {
    case 'draft':
      return <DraftSteps {...props} decides={decides} />;
    case 'published':
      return decides ? <PublishedSteps campaign={campaign} /> : null;
    case 'closed':
    case 'cancelled':
      return null;
  }
};

const versionOf = ({ version }: campaigns.Campaign) => ({ version: String(version) });

const DraftSteps = ({
  campaign,
  rosters,
  decides,
}: Steps & { readonly decides: boolean }): JSX.Element => (
  <Section title="公布">
    {decides ? (
      <>
        <p>公布以后内容不能再改，只能改截止时间、提前结束或取消。</p>
        <Form name="publish" submit="公布" hidden={versionOf(campaign)} />
      </>
    ) : (
      <p>草稿已保存，请科室负责人或分管领导在这里公布。</p>
    )}
    <Fold title="修改草稿" form="change">
      <Form files name="change" submit="保存修改" tone="plain" hidden={versionOf(campaign)}>
        <CampaignFields rosters={rosters} from={campaign} />
      </Form>
    </Fold>
    {decides ? <Cancel campaign={campaign} /> : null}
  </Section>
);

const PublishedSteps = ({ campaign }: { readonly campaign: campaigns.Campaign }): JSX.Element => (
  <Section title="变更">
    <Fold title="改截止时间" form="move">
      <Form name="move" submit="改截止时间" tone="plain" hidden={versionOf(campaign)}>
        <TextField name="closesOn" label="新的截止日期" type="date" width="short" />
        <TextField name="closesTime" label="新的截止时间" type="time" width="short" value="17:30" />
        <LongField name="reason" label="原因" hint="会留在记录里，请同样公告出去。" rows={2} />
      </Form>
    </Fold>
    <Fold title="提前结束或办结报名" form="close">
      <Form name="close" submit="结束报名" tone="plain" hidden={versionOf(campaign)}>
        <LongField name="reason" label="原因" example="报名时间已到，转入审核" rows={2} />
      </Form>
    </Fold>
    <Cancel campaign={campaign} />
  </Section>
);

const Cancel = ({ campaign }: { readonly campaign: campaigns.Campaign }): JSX.Element => (
  <Fold title="取消公告" form="cancel">
    <p>取消以后不再接受报名，不能恢复。已经收到的申请仍要逐份处理。</p>
    <Form name="cancel" submit="取消公告" tone="danger" hidden={versionOf(campaign)}>
      <LongField name="reason" label="原因" rows={2} />
    </Form>
  </Fold>
);
