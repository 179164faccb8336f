import type { JSX } from 'preact';
import type { draws, institutions } from '../../domain/index.ts';
import { Group } from '../ui/choices.tsx';
import { Form, LongField, SelectField, TextField, type Option } from '../ui/form.tsx';
import { Fold, Section } from '../ui/parts.tsx';
import { InstitutionPicker } from './institution-picker.tsx';

/** What the forms choose from. */
export interface ChangeOptions {
  readonly types: readonly string[];
  readonly categories: readonly string[];
  readonly institutions: readonly institutions.Institution[];
  readonly colleagues: readonly Option[];
}

interface Props {
  readonly task: draws.Changeable;
  readonly options: ChangeOptions;
  /** people are asked for it already */
  readonly asked: boolean;
}

export const CHANGE_NEED = 'need-';
export const MOVE_EXAMPLE = '台风停工，检查推迟';
export const TARGETS_EXAMPLE = '增加一家关联药店';

/** 更正任务, or once people were asked 改期 and 更正检查对象 (C-07, draw-9). */
export const TaskChange = ({ task, options, asked }: Props): JSX.Element | null => {
  if (task.status === 'cancelled' || task.status === 'committed') return null;
  if (asked)
    return (
      <Section title="改期和更正">
        <Moving task={task} />
        <Targets task={task} options={options} />
      </Section>
    );
  return task.status === 'entered' ? <Correcting task={task} options={options} /> : null;
};

type FormProps = Omit<Props, 'asked'>;

const versionOf = ({ version }: draws.Changeable) => ({ version: String(version) });

const Times = ({ task }: { readonly task: draws.Changeable }): JSX.Element => (
  <>
    <TextField name="firstDay" label="日期" type="date" width="short" value={task.firstDay} />
    <TextField
      name="lastDay"
      label="最后一天"
      type="date"
      width="short"
      required={false}
      hint="只有一天就留空。"
      value={task.lastDay === task.firstDay ? '' : task.lastDay}
    />
    <TextField name="assembleAt" label="集合时间" width="short" value={task.assembleAt} />
    <TextField
      name="place"
      label="集合地点"
      width="long"
      hint="不要写被检查单位的名称，专家会看到。"
      value={task.place}
    />
  </>
);

const Moving = ({ task }: { readonly task: draws.Changeable }): JSX.Element => (
  <Fold title="改期" form="move">
    <p>在任的专家都会收到新的时间地点，要重新答复；到时没空或聘期不够的，自动换人。</p>
    <Form name="move" submit="改期并重新征求答复" hidden={versionOf(task)}>
      <Times task={task} />
      <LongField name="reason" label="理由" rows={2} example={MOVE_EXAMPLE} />
    </Form>
  </Fold>
);

const Inspected = ({ task, options }: FormProps): JSX.Element => (
  <>
    <InstitutionPicker
      label="被检查单位（加密保存）"
      list={options.institutions}
      chosen={task.targets?.institutions ?? []}
    />
    <LongField
      name="words"
      label="名单以外的单位"
      required={false}
      hint="一行一个。"
      rows={2}
      value={task.targets?.words.join('\n') ?? ''}
    />
  </>
);

const Targets = ({ task, options }: FormProps): JSX.Element =>
  task.targets === null ? (
    <p class="quiet">检查对象由登记任务的人或另一位知情人更正。</p>
  ) : (
    <Fold title="更正检查对象" form="aim">
      <p>系统会重新核对回避：要回避的专家自动换人，已经知道检查对象的专家会重新确认。</p>
      <Form name="aim" submit="更正检查对象" hidden={versionOf(task)}>
        <Inspected task={task} options={options} />
        <LongField name="reason" label="理由" rows={2} example={TARGETS_EXAMPLE} />
      </Form>
    </Fold>
  );

const Correcting = ({ task, options }: FormProps): JSX.Element => (
  <Fold title="更正任务" form="change">
    <Form name="change" submit="保存更正" hidden={versionOf(task)}>
      <Group name="need" label="需要的专家人数（不需要的类别留空）">
        <div class="numbers">
          {options.categories.map((category) => (
            <TextField
              key={category}
              name={CHANGE_NEED + category}
              label={category}
              inputmode="numeric"
              width="short"
              required={false}
              value={String(task.need[category] ?? '')}
            />
          ))}
        </div>
      </Group>
      <Times task={task} />
      <TextField
        name="leaderPhone"
        label="带队人电话"
        required={false}
        width="short"
        type="tel"
        value={task.leaderPhone}
      />
      {task.targets === null ? (
        <p class="quiet">工作类型和检查对象由登记任务的人或另一位知情人更正。</p>
      ) : (
        <Sealed task={task} options={options} note={task.targets.note} />
      )}
    </Form>
  </Fold>
);

const Sealed = ({ task, options, note }: FormProps & { readonly note: string }): JSX.Element => (
  <>
    <SelectField
      name="type"
      label="工作类型"
      options={options.types.map((name) => ({ value: name, label: name }))}
      value={task.type}
    />
    <Inspected task={task} options={options} />
    <SelectField
      name="secondAccount"
      label="另一位知情人"
      required={false}
      empty="没有"
      options={options.colleagues}
      value={task.secondAccount}
    />
    <LongField name="note" label="要带的东西和说明" required={false} rows={3} value={note} />
  </>
);
