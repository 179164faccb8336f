import { docx, OFFICIAL } from './docx.ts';
import { title } from './forms.ts';
import { signature, text } from './letters.ts';
import { paragraph } from './word.ts';

/** 公示 before an appointment, and a published roster (ZJ-8.2b, GP-6.4b). */
export const nameList = (): Buffer =>
  docx({
    margins: OFFICIAL,
    pageNumbers: true,
    body: [
      title('{标题}', 14),
      text('{#正文 [loopOver: "paragraph"]}{段}{/正文}'),
      paragraph('{名单}'),
      text('{#说明 [loopOver: "paragraph"]}{句}{/说明}', { before: 8 }),
      text('{#编号 [loopOver: "paragraph"]}编号：{编号}{/编号}'),
      ...signature,
    ],
  });
