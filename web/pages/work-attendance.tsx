import type { JSX } from 'preact';
import type { AttachmentRow } from '../../domain/exchange/index.ts';
import { dayOf, evaluation, showInstant, type Day } from '../../domain/index.ts';
import { Choices, Tick } from '../ui/choices.tsx';
import { FilesField, Form, LongField, TextField } from '../ui/form.tsx';
import { Badge, DayText, Fold, Section, type Tone } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';

interface Props {
  readonly task: { readonly id: string; readonly firstDay: Day; readonly lastDay: Day };
  readonly experts: readonly evaluation.ExpertRow[];
  readonly scans: ReadonlyMap<string, readonly AttachmentRow[]>;
  readonly enters: boolean;
  readonly now: Date;
}

const TONES: Readonly<Record<evaluation.Attendance['kind'], Tone>> = {
  present: 'good',
  absent: 'bad',
  left: 'wait',
};

/** 签到与承诺: one block an expert, a line a day. */
export const Attendance = ({ task, experts, scans, enters, now }: Props): JSX.Element => (
  <Section title="签到与承诺">
    <p class="links">
      <a href={`/tasks/${task.id}/oath`}>打印签到承诺书</a>
      <a href={`/tasks/${task.id}/task-sheet`}>打印任务单</a>
    </p>
    {experts.length === 0 ? <Empty>还没有专家接受邀请。</Empty> : null}
    {experts.map(({ invitation, name, days }) => (
      <div class="card" key={invitation.id}>
        <h3>
          {name} <span class="quiet">{invitation.category}</span>
        </h3>
        {invitation.status === 'accepted' ? null : (
          <p class="error">已更换或回避，意见作废，不再参加。</p>
        )}
        {days.length === 0 ? <p class="quiet">还没有签到或缺席记录。</p> : null}
        {days.map((one) => (
          <DayLine key={one.id} one={one} task={task.id} pieces={scans.get(one.id) ?? []} />
        ))}
        {enters && invitation.status === 'accepted' ? (
          <>
            <SignIn invitation={invitation.id} cleared={invitation.clearedAt !== null} now={now} />
            <Absence invitation={invitation.id} now={now} />
          </>
        ) : null}
      </div>
    ))}
  </Section>
);

const DayLine = ({
  one,
  task,
  pieces,
}: {
  readonly one: evaluation.Attendance;
  readonly task: string;
  readonly pieces: readonly AttachmentRow[];
}): JSX.Element => (
  <p>
    <DayText day={one.day} />{' '}
    <Badge tone={TONES[one.kind]}>{evaluation.ATTENDANCE_WORDS[one.kind]}</Badge>{' '}
    <span class="quiet">
      {showInstant(one.at)}
      {one.oath === null ? '' : `，${evaluation.OATH_WORDS[one.oath]}`}
      {one.told === null ? '' : `，${evaluation.TOLD_WORDS[one.told]}`}
      {one.affected ? '，影响了工作进度' : ''}
    </span>
    {one.words === null || one.words.reason === '' ? null : <span>。理由：{one.words.reason}</span>}
    {pieces.map(({ id }, index) => (
      <>
        {' '}
        <a key={id} href={`/work/${task}/scan/${id}`}>
          扫描件{index + 1}
        </a>
      </>
    ))}
  </p>
);

const clockOf = (now: Date): string => showInstant(now).slice(-5);

interface EntryProps {
  readonly invitation: string;
  readonly now: Date;
}

const SignIn = ({
  invitation,
  cleared,
  now,
}: EntryProps & { readonly cleared: boolean }): JSX.Element => (
  <Fold title="登记签到" form="signIn" which={invitation}>
    <Form files name="signIn" which={invitation} hidden={{ invitation }} submit="登记签到">
      <TextField name="day" label="日期" type="date" width="short" value={dayOf(now)} />
      <TextField name="at" label="到场时间" type="time" width="short" value={clockOf(now)} />
      <Choices
        kind="one"
        name="oath"
        label="签到和承诺"
        hint="纸质的要上传签字页；在屏幕上签的，请本人当面读完承诺再登记。"
        options={evaluation.OATHS.map((value) => ({ value, label: evaluation.OATH_WORDS[value] }))}
        chosen={['paper']}
      />
      {cleared ? null : <Tick name="declared" label="本人已当场声明没有需要回避的情形" />}
      <FilesField name="files" label="签字页扫描件或照片" />
    </Form>
  </Fold>
);

const Absence = ({ invitation, now }: EntryProps): JSX.Element => (
  <Fold title="记录缺席或中途离开" form="absent" which={invitation}>
    <p class="hint">只记事实，不作结论。没有接受、没有答复或没有联系上的专家不在这里记录。</p>
    <Form name="absent" which={invitation} hidden={{ invitation }} submit="记录事实" tone="plain">
      <Choices
        kind="one"
        name="kind"
        label="情况"
        options={[
          { value: 'absent', label: evaluation.ATTENDANCE_WORDS.absent },
          { value: 'left', label: evaluation.ATTENDANCE_WORDS.left },
        ]}
      />
      <TextField name="day" label="日期" type="date" width="short" value={dayOf(now)} />
      <TextField name="at" label="时间" type="time" width="short" value={clockOf(now)} />
      <Choices
        kind="one"
        name="told"
        label="有没有告知"
        options={evaluation.TOLD.map((value) => ({ value, label: evaluation.TOLD_WORDS[value] }))}
      />
      <TextField
        name="toldAt"
        label="什么时候、向谁告知"
        required={false}
        example="10月15日 08:20 电话告知经办人"
      />
      <LongField name="reason" label="本人说的理由" rows={2} required={false} />
      <Tick name="affected" label="影响了工作进度" />
      <LongField name="effect" label="有什么影响" rows={2} required={false} />
    </Form>
  </Fold>
);
