import type { ComponentChildren, JSX } from 'preact';
import { nomination } from '../../domain/index.ts';
import { Choices } from '../ui/choices.tsx';
import { LongField, SelectField, TextField } from '../ui/form.tsx';
import { HistoryRows } from './application-history.tsx';
import type { Listed } from './employer-form.tsx';

interface Props {
  readonly terms: nomination.EntryTerms;
  readonly listed: Listed;
  readonly areas: readonly string[];
}

const asOptions = (words: readonly string[]) => words.map((value) => ({ value, label: value }));

/** The employer, from the list of institutions where it is one (F1-15). */
const Employer = ({ listed }: Pick<Props, 'listed'>): JSX.Element => (
  <>
    <TextField
      name="unit"
      label="工作单位"
      required={false}
      width="long"
      hint="没有单位就填“无”。"
    />
    <SelectField
      name="institution"
      label="是名单里的哪一家机构"
      required={false}
      empty="不在名单里"
      options={listed.map(({ id, name }) => ({ value: id, label: name }))}
    />
  </>
);

/** Where the pool is looked at by area, one of the list is chosen (GP-6.3). */
const Area = ({
  areas,
  required,
}: Pick<Props, 'areas'> & { readonly required: boolean }): JSX.Element =>
  areas.length === 0 ? (
    <TextField name="area" label="所在乡镇或街道" required={false} width="short" />
  ) : (
    <SelectField
      name="area"
      label="所在乡镇、街道或县区"
      required={required}
      empty="请选择"
      options={asOptions([...areas, '其他'])}
    />
  );

/** Who applies, for either form. */
export const WhoFields = (): JSX.Element => (
  <>
    <TextField name="name" label="姓名" width="short" />
    <TextField name="phone" label="联系电话" type="tel" example="13800138000 或 0759-2222222" />
    <TextField
      name="citizenNumber"
      label="身份证号码"
      hint="18位，末位可以是X。出生日期和性别从号码里算出，不用另填。"
    />
  </>
);

/** The short application (GP-6.2). */
export const ShortFields = ({ terms, listed, areas }: Props): JSX.Element => (
  <>
    <Employer listed={listed} />
    <TextField name="post" label="职务" required={false} />
    <Area areas={areas} required />
    {terms.entry.sourceGroups.value.length === 0 ? null : (
      <Choices
        kind="many"
        name="sourceGroups"
        label="身份（至少选一项）"
        options={asOptions(terms.entry.sourceGroups.value)}
      />
    )}
    {terms.entry.skillTags.value.length === 0 ? null : (
      <Choices
        kind="many"
        name="skills"
        label="专长"
        options={asOptions(terms.entry.skillTags.value)}
      />
    )}
    {terms.categories.length === 0 ? null : (
      <>
        <SelectField
          name="category"
          label="专业类别"
          empty="请选择"
          options={asOptions(terms.categories)}
        />
        <TextField name="title" label="职称" required={false} />
        <LongField name="speciality" label="擅长领域" required={false} rows={2} />
      </>
    )}
    <LongField name="reason" label="申请理由" />
    <LongField name="experience" label="工作经历" required={false} />
  </>
);

/** The boxes of 附件1 in their order, and what the rules need beyond it (F1-02…21, ZJ-6, ZJ-9). */
export const Form1Fields = ({ terms, listed, areas }: Props): JSX.Element => {
  const { entry, categories } = terms;
  const optional = (field: nomination.OptionalField, content: ComponentChildren) =>
    entry.fields.value.includes(field) ? content : null;
  return (
    <>
      <TextField name="nationality" label="国籍" value="中国" width="short" />
      {optional(
        'ethnicGroup',
        <TextField name="ethnicGroup" label="民族" example="汉族" width="short" />,
      )}
      {optional(
        'politicalStatus',
        <TextField name="politicalStatus" label="政治面貌" example="中共党员" width="short" />,
      )}
      {optional(
        'nativePlace',
        <TextField name="nativePlace" label="籍贯" example="广东湛江" width="short" />,
      )}
      {optional(
        'health',
        <TextField name="health" label="健康状况" hint="只写总体情况，不写病情。" example="良好" />,
      )}
      <TextField name="school" label="毕业院校" />
      <TextField name="major" label="所学专业" />
      <TextField name="education" label="学历" example="大学本科" width="short" />
      <TextField name="degree" label="学位" required={false} example="医学学士" width="short" />
      <SelectField
        name="titleLevel"
        label="职称级别"
        empty="请选择"
        options={asOptions(nomination.TITLE_LEVELS)}
      />
      <TextField name="title" label="职称" required={false} example="副主任医师" />
      <Employer listed={listed} />
      {entry.employerTypes.value.length === 0 ? null : (
        <SelectField
          name="employerType"
          label="单位类型"
          required={false}
          empty="请选择"
          options={asOptions([...entry.employerTypes.value, '其他'])}
        />
      )}
      <TextField name="department" label="部门（科室）" required={false} />
      <TextField name="post" label="职务" required={false} hint="有工作单位的必须填。" />
      <Area areas={areas} required={false} />
      <TextField
        name="yearsOfWork"
        label="工作年限（年）"
        inputmode="numeric"
        example="12"
        width="short"
      />
      {optional('homeAddress', <TextField name="homeAddress" label="家庭地址" width="long" />)}
      <HistoryRows />
      <LongField name="speciality" label="擅长领域" rows={3} />
      {optional('awards', <LongField name="awards" label="获奖情况" required={false} rows={3} />)}
      {optional('email', <TextField name="email" label="电子邮箱" required={false} />)}
      <Categories categories={categories} />
      <Choices
        kind="many"
        name="workKinds"
        label="自愿参加的工作（两项都要）"
        options={nomination.WORK_KINDS.map((value) => ({
          value,
          label: nomination.WORK_KIND_WORDS[value],
        }))}
      />
    </>
  );
};

const Categories = ({ categories }: Pick<nomination.EntryTerms, 'categories'>): JSX.Element => (
  <>
    {categories.length === 0 ? (
      <TextField name="category" label="专业类别" />
    ) : (
      <SelectField
        name="category"
        label="专业类别"
        empty="请选择"
        options={asOptions(categories)}
      />
    )}
    {categories.length === 0 ? null : (
      <Choices
        kind="many"
        name="furtherCategories"
        label="兼报类别（可不选）"
        options={asOptions(categories)}
      />
    )}
  </>
);
