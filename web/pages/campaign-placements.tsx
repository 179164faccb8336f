import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import type { campaigns } from '../../domain/index.ts';
import { FilesField, Form, TextField } from '../ui/form.tsx';
import { DayText, Fold, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

/** Links to kept scans, numbered. */
export const ScanLinks = ({
  at,
  scans,
  pieces,
}: {
  readonly at: string;
  readonly scans: readonly string[];
  readonly pieces: readonly AttachmentRow[];
}): JSX.Element => (
  <>
    {pieces
      .filter(({ id }) => scans.includes(id))
      .map(({ id }, index) => (
        <a key={id} href={`${at}/${id}`}>
          扫描件{index + 1}{' '}
        </a>
      ))}
  </>
);

/** 发布留痕: where the announcement stood, with the proof (GP-6.1). */
export const CampaignPlacements = ({
  campaign,
  pieces,
  works,
}: {
  readonly campaign: campaigns.Campaign;
  readonly pieces: readonly AttachmentRow[];
  readonly works: boolean;
}): JSX.Element | null =>
  campaign.state === 'draft' || campaign.state === 'cancelled' ? null : (
    <Section title="发布情况">
      <Table
        caption="发布情况"
        rows={campaign.placements.map((placement, index) => ({ placement, index }))}
        rowKey={({ index }) => String(index)}
        empty="还没有登记发布在哪里。在网站、媒体发布后，请登记日期、网址和截图。"
        columns={[
          { head: '发布在', cell: ({ placement }) => placement.where },
          { head: '日期', narrow: true, cell: ({ placement }) => <DayText day={placement.day} /> },
          { head: '网址', cell: ({ placement }) => placement.url },
          {
            head: '截图',
            cell: ({ placement }) => (
              <ScanLinks
                at={`/campaigns/${campaign.id}/scan`}
                scans={placement.scans}
                pieces={pieces}
              />
            ),
          },
        ]}
      />
      {works ? (
        <Fold title="登记发布情况" form="place">
          <Form files name="place" submit="登记">
            <TextField name="where" label="发布在哪里" example="市政府网站" />
            <TextField name="url" label="网址" width="long" required={false} />
            <TextField name="day" label="发布日期" type="date" width="short" />
            <FilesField name="files" label="截图或扫描件" hint="每份不超过20MB。" />
          </Form>
        </Fold>
      ) : null}
    </Section>
  );
