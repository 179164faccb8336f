import type { JSX } from 'preact';
import { draws, type evaluation } from '../../domain/index.ts';
import { Form, LongField } from '../ui/form.tsx';
import { Badge, Facts, Fold, Moment } from '../ui/parts.tsx';
import { MATERIAL_EXAMPLE, OFFICER_EXAMPLE } from './work-fields.ts';
import { WORK_TONES, WORK_WORDS } from './work-words.tsx';

interface Found {
  readonly task: Pick<draws.Task, 'type' | 'assembleAt' | 'place' | 'institutionTold'>;
  readonly work: evaluation.Work | null;
  readonly leaderPhone: string;
  readonly targets: readonly string[] | null;
  /** the scope could give the institution away, and this reader may not know it yet */
  readonly isSecret: boolean;
}

/** The task sheet as staff see it; what must not be seen yet says so (ZJ-13.1). */
export const Sheet = ({ found }: { readonly found: Found }): JSX.Element => {
  const { task, work, leaderPhone, targets, isSecret } = found;
  const sheet = work?.sheet ?? BLANK;
  const state = work === null ? 'none' : work.status;
  return (
    <Facts
      facts={[
        [
          '状态',
          <Badge key="state" tone={WORK_TONES[state]}>
            {WORK_WORDS[state]}
          </Badge>,
        ],
        ['工作类型', task.type],
        ['集合', `${task.assembleAt}，${task.place}`],
        ['带队人电话', leaderPhone],
        ['被检查单位', targetWords(task, targets)],
        ['工作范围', isSecret ? UNTOLD : sheet.scope],
        ['依据', sheet.basis],
        ['材料', isSecret ? UNTOLD : <Lines key="materials" lines={materialLines(sheet)} />],
        ['执法人员', <Lines key="officers" lines={officerLines(sheet)} />],
        ['开始时间', <Moment key="started" at={work?.startedAt ?? null} />],
        ['结束归档', <Moment key="closed" at={work?.closedAt ?? null} />],
      ]}
    />
  );
};

const targetWords = (task: Found['task'], targets: Found['targets']): string =>
  targets === null
    ? `告知前不能看（${draws.INSTITUTION_TOLD_WORDS[task.institutionTold]}）`
    : targets.join('、');

const UNTOLD = '告知被检查单位之前不能看';

type SheetOf = evaluation.Work['sheet'];

const BLANK: SheetOf = { scope: '', basis: '', materials: [], officers: [] };

const materialLines = (sheet: SheetOf): readonly string[] =>
  sheet.materials.map(({ name, where }) => `${name}：${where}`);

const officerLines = (sheet: SheetOf): readonly string[] =>
  sheet.officers.map(({ name, certificate }) => `${name}（${certificate}）`);

const Lines = ({ lines }: { readonly lines: readonly string[] }): JSX.Element =>
  lines.length === 0 ? (
    <span class="quiet">未填</span>
  ) : (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );

interface SheetFormProps {
  readonly work: evaluation.Work | null;
  readonly needed: number;
}

export const SheetForm = ({ work, needed: least }: SheetFormProps): JSX.Element => {
  const sheet = work?.sheet ?? null;
  return (
    <Fold title={sheet === null ? '填写任务书' : '修改任务书'} form="prepare">
      <Form name="prepare" submit="保存任务书">
        <LongField name="scope" label="工作范围" rows={3} value={sheet?.scope ?? ''} />
        <LongField name="basis" label="依据的法规和规则" rows={3} value={sheet?.basis ?? ''} />
        <LongField
          name="officers"
          label="持证执法人员"
          hint={`一行一名，至少${least}名，姓名和执法证号中间用逗号。`}
          example={OFFICER_EXAMPLE}
          rows={3}
          value={(sheet?.officers ?? []).map((one) => `${one.name}，${one.certificate}`).join('\n')}
        />
        <LongField
          name="materials"
          label="可以查看的材料"
          hint="一行一份，写名称和在哪里看。材料只在现场看，不通过微信发送。"
          example={MATERIAL_EXAMPLE}
          rows={4}
          required={false}
          value={(sheet?.materials ?? []).map((one) => `${one.name}，${one.where}`).join('\n')}
        />
      </Form>
    </Fold>
  );
};
