import { z } from 'zod';

const MARKS = /[，,\t]/u;

/** `姓名，证号` lines: two things a line, faults named by line. */
const pairs = (asked: { readonly example: string; readonly most: number }) =>
  z
    .string()
    .max(8000, '内容太长，请分开写短一些。')
    .default('')
    .transform((text, context) => {
      const lines = text
        .split(/\r?\n/)
        .map((line, index) => ({ line: line.trim(), at: index + 1 }))
        .filter(({ line }) => line !== '');
      const read = lines.map(({ line, at }) => {
        const [one = '', ...rest] = line.split(MARKS);
        const other = rest.join('，').trim();
        if (one.trim() === '' || other === '')
          context.addIssue({
            code: 'custom',
            message: `第${at}行要写两项，中间用逗号，例如“${asked.example}”。`,
          });
        return [one.trim(), other] as const;
      });
      if (read.length > asked.most)
        context.addIssue({ code: 'custom', message: `最多写${asked.most}行。` });
      return read;
    });

export const OFFICER_EXAMPLE = '张执法，粤医保执法001';
export const MATERIAL_EXAMPLE = '住院收费明细，三楼阅卷室';

export const officers = pairs({ example: OFFICER_EXAMPLE, most: 20 }).transform((all) =>
  all.map(([name, certificate]) => ({ name, certificate })),
);

export const materials = pairs({ example: MATERIAL_EXAMPLE, most: 50 }).transform((all) =>
  all.map(([name, where]) => ({ name, where })),
);
