import { Fragment, type JSX } from 'preact';
import { z } from 'zod';
import {
  campaigns,
  dayOf,
  instantAt,
  membership,
  showInstant,
  type Day,
  type Roster,
} from '../../domain/index.ts';
import { clockTime, dayNamed, many, needed, text } from '../fields.ts';
import { Choices } from '../ui/choices.tsx';
import { FilesField, LongField, TextField } from '../ui/form.tsx';
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

interface Moments {
  readonly opensOn: Day;
  readonly opensTime: string;
  readonly closesOn: Day;
  readonly closesTime: string;
}

/** Told at its field, where the other days could be read. */
const reversed = (
  { opensOn, opensTime, closesOn, closesTime }: Moments,
  context: z.RefinementCtx,
): void => {
  if (instantAt(closesOn, closesTime) > instantAt(opensOn, opensTime)) return;
  const message = '报名截止要晚于报名开始，请改这里或者改开始日期。';
  context.addIssue({ code: 'custom', path: ['closesOn'], message });
};

export const campaignShape = z
  .object({
    roster: z.enum(['supervisors', 'experts'], { error: '请选择选聘监督员还是征集专家。' }),
    title: needed('请写公告标题，例如 2026年社会监督员选聘公告。', 100).min(
      4,
      '公告标题太短了，至少4个字。',
    ),
    text: needed('请写公告正文。', 10_000).min(10, '公告正文太短了，至少10个字。'),
    opensOn: dayNamed('报名开始日期'),
    opensTime: clockTime,
    closesOn: dayNamed('报名截止日期'),
    closesTime: clockTime,
    cutOffDay: dayNamed('年龄算到哪一天'),
    headcount: needed('请写拟聘人数，例如 20。', 4).regex(
      /^[1-9]\d*$/u,
      '拟聘人数写成数字，至少1人，例如 20。',
    ),
    routes: many(z.enum(membership.ROUTES)),
    quotas,
    channels: text(1000)
      .transform(lines)
      .refine((all) => all.length > 0, '请至少写一个发布渠道，例如“微信公众号”。'),
  })
  .superRefine(reversed)
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
    <Choices
      kind="many"
      name="routes"
      label="选聘方式（公告里写明，可多选）"
      hint="只能选本局管理办法有的方式。"
      options={membership.ROUTES.map((value) => ({ value, label: campaigns.ROUTE_WORDS[value] }))}
      chosen={from === null ? ['openCall'] : from.routes}
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
    <FilesField
      name="files"
      label="附件"
      required={false}
      hint="随公告一并发布的表格、说明等（PDF或图片）。已有的附件保留。"
    />
  </>
);

const MOMENTS = [
  { name: 'opens', label: '报名开始', at: 'opensAt', time: '09:00' },
  { name: 'closes', label: '报名截止', at: 'closesAt', time: '17:30' },
] as const;

const Times = ({ from }: { readonly from: campaigns.Campaign | null }): JSX.Element => (
  <>
    {MOMENTS.map(({ name, label, at, time }) => (
      <Fragment key={name}>
        <TextField
          name={`${name}On`}
          label={`${label}日期`}
          type="date"
          width="short"
          value={from === null ? '' : dayOf(from[at])}
        />
        <TextField
          name={`${name}Time`}
          label={`${label}时间`}
          type="time"
          width="short"
          value={from === null ? time : clockOf(from[at])}
        />
      </Fragment>
    ))}
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
