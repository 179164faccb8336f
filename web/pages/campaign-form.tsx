import type { JSX } from 'preact';
import { z } from 'zod';
import { dayOf, instantAt, showInstant, type campaigns, type Roster } from '../../domain/index.ts';
import { clockTime, day, needed, text } from '../fields.ts';
import { Choices } from '../ui/choices.tsx';
import { LongField, TextField } from '../ui/form.tsx';
import { rosterNames } from './campaign-words.ts';

const lines = (words: string): readonly string[] =>
  words
    .split(/[\n、;；]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** 参保群众 5人, one a line. */
const quotas = text(1000).transform((words, context): readonly campaigns.Quota[] => {
  const read = lines(words).map((line) => /^(.+?)[\s:：]*(\d+)\s*(?:人|名|位)?$/u.exec(line));
  const wrong = read.findIndex((match) => match === null);
  if (wrong >= 0) {
    context.addIssue({
      code: 'custom',
      message: `第${wrong + 1}行没有看懂，请写成“类别 人数”，例如“参保群众 5”。`,
    });
    return z.NEVER;
  }
  return read.flatMap((match) =>
    match === null ? [] : [{ name: match[1]?.trim() ?? '', count: Number(match[2]) }],
  );
});

export const campaignShape = z
  .object({
    roster: z.enum(['supervisors', 'experts'], { error: '请选择选聘监督员还是征集专家。' }),
    title: needed('请写公告标题，例如 2026年社会监督员选聘公告。', 100),
    text: needed('请写公告正文。', 10_000),
    opensOn: day,
    opensTime: clockTime,
    closesOn: day,
    closesTime: clockTime,
    cutOffDay: day,
    headcount: needed('请写拟聘人数，例如 20。', 4),
    quotas,
    channels: text(1000).transform(lines),
  })
  .transform(({ opensOn, opensTime, closesOn, closesTime, ...rest }) => ({
    ...rest,
    opensAt: instantAt(opensOn, opensTime).toISOString(),
    closesAt: instantAt(closesOn, closesTime).toISOString(),
  }));

const clockOf = (at: Date): string => showInstant(at).slice(-5);

const typedQuotas = (quotasOf: readonly campaigns.Quota[]): string =>
  quotasOf.map(({ name, count }) => `${name} ${count}`).join('\n');

/** The fields of a call; `from` is the draft itself or a former call that is copied (ZJ-8.3). */
export const CampaignFields = ({
  rosters,
  from,
}: {
  readonly rosters: readonly Roster[];
  readonly from: campaigns.Campaign | null;
}): JSX.Element => (
  <>
    <Choices
      kind="one"
      name="roster"
      label="选聘或征集谁"
      options={rosterNames(rosters)}
      chosen={from === null ? rosters.slice(0, 1) : [from.roster]}
    />
    <TextField
      name="title"
      label="标题"
      width="long"
      example="2026年社会监督员选聘公告"
      value={from?.title ?? ''}
    />
    <LongField
      name="text"
      label="正文"
      hint="写明条件、职责和报名要求。报名的起止时间、人数和方式会自动附在后面。"
      rows={10}
      value={from?.text ?? ''}
    />
    <Times from={from} />
    <TextField
      name="headcount"
      label="拟聘人数"
      inputmode="numeric"
      width="short"
      value={from === null ? '' : String(from.headcount)}
    />
    <LongField
      name="quotas"
      label="各类名额"
      required={false}
      hint="一行一类，例如“参保群众 5”。加起来不能超过拟聘人数。"
      rows={3}
      value={from === null ? '' : typedQuotas(from.quotas)}
    />
    <LongField
      name="channels"
      label="发布渠道"
      hint="一行一个，例如：市政府网站、微信公众号、工作联系函。"
      rows={3}
      value={from === null ? '微信公众号' : from.channels.join('\n')}
    />
  </>
);

const Times = ({ from }: { readonly from: campaigns.Campaign | null }): JSX.Element => (
  <>
    <TextField
      name="opensOn"
      label="报名开始日期"
      type="date"
      width="short"
      value={from === null ? '' : dayOf(from.opensAt)}
    />
    <TextField
      name="opensTime"
      label="报名开始时间"
      type="time"
      width="short"
      value={from === null ? '09:00' : clockOf(from.opensAt)}
    />
    <TextField
      name="closesOn"
      label="报名截止日期"
      type="date"
      width="short"
      value={from === null ? '' : dayOf(from.closesAt)}
    />
    <TextField
      name="closesTime"
      label="报名截止时间"
      type="time"
      width="short"
      value={from === null ? '17:30' : clockOf(from.closesAt)}
    />
    <TextField
      name="cutOffDay"
      label="年龄算到哪一天"
      type="date"
      width="short"
      hint="所有报名的人都按这一天算周岁。"
      value={from?.cutOffDay ?? ''}
    />
  </>
);
