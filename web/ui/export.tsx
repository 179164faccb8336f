import type { JSX, VNode } from 'preact';
import { Form } from './form.tsx';

/** A list with the button that hands it out as it is filtered now; or, by its label, a list of the page. */
export const withExport = (list: VNode, address: string, label?: string): JSX.Element => (
  <>
    {list}
    <Form name="export" submit={label ?? '导出Excel'} tone="plain" action={address} />
    <p class="quiet">
      {label === undefined ? '导出的是现在查到的全部内容，不只是这一页。' : ''}
      导出会留下记录，请妥善保管文件。
    </p>
  </>
);
