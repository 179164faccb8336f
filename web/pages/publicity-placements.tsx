import type { JSX } from 'preact';
import { z } from 'zod';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import type { campaigns, Day } from '../../domain/index.ts';
import { day, needed, text } from '../fields.ts';
import { FilesField, Form, TextField } from '../ui/form.tsx';
import { DayText, Fold, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { ScanLinks } from './campaign-placements.tsx';

export const placementShape = z.object({
  where: needed('请写发布在哪里，例如 市政府网站。', 100),
  url: text(500),
  day,
});

interface Props {
  /** the record's address */
  readonly at: string;
  readonly placements: readonly campaigns.Placement[];
  readonly pieces: readonly AttachmentRow[];
  readonly works: boolean;
  readonly today: Day;
}

/** 发布情况: where it stood, with the proof; a notice without one cannot end (ZJ-8.2b, GP-6.4b). */
export const Placements = ({ at, placements, pieces, works, today }: Props): JSX.Element => (
  <Section title="发布情况">
    <Table
      caption="发布情况"
      rows={placements.map((placement, index) => ({ placement, index }))}
      rowKey={({ index }) => String(index)}
      empty="还没有登记发布在哪里。发布以后，请登记日期，并附网址或截图。"
      columns={[
        { head: '发布在', cell: ({ placement }) => placement.where },
        { head: '日期', narrow: true, cell: ({ placement }) => <DayText day={placement.day} /> },
        { head: '网址', cell: ({ placement }) => placement.url },
        {
          head: '截图',
          cell: ({ placement }) => (
            <ScanLinks at={`${at}/scan`} scans={placement.scans} pieces={pieces} />
          ),
        },
      ]}
    />
    {works ? (
      <Fold title="登记发布情况" form="place">
        <Form files name="place" submit="登记">
          <TextField name="where" label="发布在哪里" example="市政府网站" />
          <TextField
            name="url"
            label="网址"
            width="long"
            required={false}
            hint="网址和截图至少要有一样，作为已经发布的证明。"
          />
          <TextField name="day" label="发布日期" type="date" width="short" value={today} />
          <FilesField name="files" label="截图或照片" hint="每份不超过20MB。" />
        </Form>
      </Fold>
    ) : null}
  </Section>
);
