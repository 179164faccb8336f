import type { JSX } from 'preact';
import type { nomination } from '../../domain/index.ts';
import { FilesField } from '../ui/form.tsx';

interface Props {
  readonly terms: nomination.EntryTerms;
}

const LIMIT = '照片（JPG、PNG）或PDF，所有扫描件一次最多10份，每份不超过20MB。';

/** Each scan under what it is (C-10). */
export const ScanFields = ({ terms: { entry, calls } }: Props): JSX.Element => (
  <>
    {entry.form.value === 'form1' && entry.fields.value.includes('photo') ? (
      <FilesField name="photo" label="证件照" required hint="JPG或PNG，近期正面照。" />
    ) : null}
    <FilesField
      name="paper"
      label="签字的书面申请"
      required={entry.signature.value === 'paper'}
      hint={`${entry.employerOpinion.value === 'employed' ? '有工作单位的，要有单位意见和公章。' : ''}${LIMIT}`}
    />
    {calls.routes.value.includes('recommendation') ? (
      <FilesField name="recommendation" label="单位推荐函" hint="单位推荐的必须上传。" />
    ) : null}
    <FilesField name="proof" label="其他证明材料" hint="职称证书等。不要上传身份证照片。" />
  </>
);
