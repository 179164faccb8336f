import type { JSX } from 'preact';
import { addDays, dayOf, evaluation } from '../../domain/index.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField } from '../ui/form.tsx';
import { Notice } from '../ui/parts.tsx';

interface AskProps {
  readonly voids: readonly evaluation.ShownRound[];
  readonly absent: readonly Absent[];
  readonly now: Date;
}

interface Absent {
  readonly person: string;
  readonly name: string;
  /** asked to come and has not answered yet */
  readonly isAsked: boolean;
  /** the absence is on record */
  readonly isNoted: boolean;
}

const absentWords = ({ name, isAsked, isNoted }: Absent): string => {
  if (isAsked) return `${name}（等待答复）`;
  return isNoted ? `${name}（已记未到场）` : name;
};

/** Who comes late has no vote on what was asked before: somebody must have meant it so (ZJ-13.2a). */
const OnlyPresent = ({ absent }: { readonly absent: readonly Absent[] }): JSX.Element | null =>
  absent.length === 0 ? null : (
    <>
      <Notice tone="warn">
        还没有签到：{absent.map(absentWords).join('、')}。现在发起，他们以后到场也不能表决这个问题。
      </Notice>
      <Tick name="onlyPresent" label="只请已签到的人表决" />
    </>
  );

/** A question to the experts, with the time by which it is to be answered (ZJ-14.1). */
export const AskForm = ({ voids, absent, now }: AskProps): JSX.Element => (
  <Form name="ask" submit="发起合议">
    <TextField name="title" label="问题" width="long" example="是否认定为重复收费" />
    <LongField
      name="text"
      label="内容"
      hint="专家在自己的网页上看到。不要写患者姓名，不要贴检查材料。"
    />
    <Choices
      kind="one"
      name="way"
      label="方式"
      options={evaluation.WAYS.map((value) => ({ value, label: evaluation.WAY_WORDS[value] }))}
      chosen={['page']}
    />
    <TextField
      name="day"
      label="提交期限"
      type="date"
      width="short"
      value={addDays(dayOf(now), 1)}
    />
    <TextField name="at" label="几点前" type="time" width="short" value="17:30" />
    {voids.length === 0 ? null : (
      <SelectField
        name="replaces"
        label="重新进行哪一次合议"
        required={false}
        empty="不是重新进行"
        options={voids.map(({ round }) => ({ value: round.id, label: round.title }))}
      />
    )}
    <OnlyPresent absent={absent} />
  </Form>
);

interface GoneProps {
  readonly gone: readonly { readonly person: string; readonly name: string }[];
}

/** draw-11: whose seat is gone, and whose opinions therefore count no more. */
export const Gone = ({ gone }: GoneProps): JSX.Element => (
  <Notice tone="warn">
    <p>以下专家已更换或回避，意见应当作废，有关合议重新进行：</p>
    {gone.map(({ person, name }) => (
      <Form
        key={person}
        name="gone"
        which={person}
        hidden={{ person }}
        submit={`${name}的意见作废`}
        tone="plain"
        inline
      />
    ))}
  </Notice>
);
