import type { JSX } from 'preact';
import { z } from 'zod';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import type { campaigns } from '../../domain/index.ts';
import { dayWords, type ExportColumn } from '../export.ts';
import { day, needed, text } from '../fields.ts';
import { FilesField, Form, LongField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Fold, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { ScanLinks } from './campaign-placements.tsx';

export const letterShape = z.object({
  unit: needed('请写单位名称，例如 市总工会。', 100),
  contact: text(100),
  sentOn: day,
});

export const answerShape = z.object({
  answeredOn: day,
  answer: needed('请写复函内容，例如 推荐李某某。', 2000),
});

/** The letters as a spreadsheet. */
export const LETTER_COLUMNS: readonly ExportColumn<campaigns.UnitLetter>[] = [
  { head: '编号', text: ({ number }) => number },
  { head: '单位', text: ({ unit }) => unit, width: 30 },
  { head: '联系人', text: ({ contact }) => contact },
  { head: '发函日期', text: ({ sentOn }) => dayWords(sentOn) },
  { head: '最晚答复', text: ({ answerBy }) => dayWords(answerBy) },
  { head: '复函日期', text: ({ answeredOn }) => dayWords(answeredOn) },
  { head: '复函内容', text: ({ answer }) => answer, width: 40 },
];

interface Letters {
  readonly campaign: campaigns.Campaign;
  readonly letters: readonly campaigns.UnitLetter[];
  readonly pieces: ReadonlyMap<string, readonly AttachmentRow[]>;
  readonly works: boolean;
}

/** 工作联系函: request letters sent to units and their answers (GP-5.3, GP-6.1). */
export const UnitLetters = ({ campaign, letters, pieces, works }: Letters): JSX.Element => (
  <Section title="工作联系函" id="letters">
    <Table
      caption="工作联系函"
      rows={letters}
      rowKey={({ id }) => id}
      empty="还没有给单位发函。请单位协助推荐人选时，在这里登记并打印。"
      columns={[
        { head: '编号', narrow: true, cell: ({ number }) => number },
        {
          head: '单位',
          cell: ({ unit, contact }) => (contact === '' ? unit : `${unit}（${contact}）`),
        },
        { head: '发函', narrow: true, cell: ({ sentOn }) => <DayText day={sentOn} /> },
        {
          head: '复函',
          cell: (letter) => <Answer campaign={campaign} letter={letter} pieces={pieces} />,
        },
        {
          head: '打印',
          narrow: true,
          cell: ({ id }) => <a href={`/campaigns/${campaign.id}/letters/${id}/paper`}>下载函</a>,
        },
      ]}
    />
    {works
      ? letters
          .filter(({ answeredOn }) => answeredOn === null)
          .map((letter) => <AnswerForm key={letter.id} letter={letter} />)
      : null}
    {works && campaign.state !== 'cancelled' ? (
      <Fold title="给单位发函" form="letter">
        <Form name="letter" submit="登记发函">
          <TextField name="unit" label="单位名称" example="市总工会" />
          <TextField name="contact" label="联系人和电话" required={false} />
          <TextField name="sentOn" label="发函日期" type="date" width="short" />
        </Form>
      </Fold>
    ) : null}
  </Section>
);

const Answer = ({
  campaign,
  letter,
  pieces,
}: Pick<Letters, 'campaign' | 'pieces'> & {
  readonly letter: campaigns.UnitLetter;
}): JSX.Element =>
  letter.answeredOn === null ? (
    <Badge tone="wait">还没有复函</Badge>
  ) : (
    <>
      <DayText day={letter.answeredOn} />：<span class="words">{letter.answer}</span>{' '}
      <ScanLinks
        at={`/campaigns/${campaign.id}/scan`}
        scans={letter.scans}
        pieces={pieces.get(letter.id) ?? []}
      />
    </>
  );

/** Under the table: a form in a cell is wider than a phone. */
const AnswerForm = ({ letter }: { readonly letter: campaigns.UnitLetter }): JSX.Element => (
  <Fold title={`登记复函：${letter.number} ${letter.unit}`} form="answer" which={letter.id}>
    <Form files name="answer" which={letter.id} submit="登记复函">
      <TextField name="answeredOn" label="复函日期" type="date" width="short" />
      <LongField name="answer" label="复函内容" example="推荐李某某" rows={2} />
      <FilesField name="files" label="复函扫描件" hint="每份不超过20MB。" />
    </Form>
  </Fold>
);
