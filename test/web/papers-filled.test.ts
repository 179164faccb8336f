import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { capitalAmount } from '../../web/papers/capital-amount.ts';
import { fillPaper, type PaperName } from '../../web/papers/index.ts';
import { linesOf, partsOf, tablesOf } from './papers-reading.ts';
import { SAMPLES } from './papers-samples.ts';

const fill = (name: PaperName): Promise<Buffer> => fillPaper(name, SAMPLES[name]);

/** Every text and number of a sample, in the words of paper. */
const leaves = (value: unknown): string[] => {
  if (typeof value === 'string')
    return [
      value
        .replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, (_, ...[year, month, date]: string[]) =>
          [year, '年', month, '月', date, '日'].join(''),
        )
        .replace(/^(\d{4})-0?(\d{1,2})$/, '$1年$2月'),
    ];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
};

const KINDS = Object.keys(SAMPLES).filter((name): name is PaperName => name in SAMPLES);

describe('filled papers', () => {
  it.each(KINDS)('%s prints everything it is given', async (name) => {
    const words = (await linesOf(await fill(name))).join('\n');
    const given = leaves(SAMPLES[name]);
    // the bureau of form 3 and of a record is in the title or nowhere
    const missing = given.filter((leaf) => !words.includes(leaf) && leaf !== '湛江市医疗保障局');
    expect(missing).toEqual([]);
    expect(words).not.toMatch(/undefined|[{}]/);
  });

  it('C-10 抽调函 asks the employer and names no institution', async () => {
    const lines = await linesOf(await fill('release-letter'));
    expect(lines.slice(0, 4)).toEqual([
      '湛江市医疗保障局',
      '湛医保函〔2026〕12号',
      '关于抽调专家参加医保基金监管工作的函',
      '霞山区人民医院：',
    ]);
    expect(lines).toContain('一、工作时间。2026年10月19日至2026年10月23日，共5天。');
    expect(lines.slice(-2)).toEqual(['湛江市医疗保障局（印章）', '2026年10月8日']);
    expect(lines.join('')).toContain('根据《湛江市医保基金监管执法专家库管理办法》规定，拟抽调');
  });

  it.each(['release-letter', 'loan-letter', 'certificate', 'task-sheet', 'fee-sheet'] as const)(
    '%s prints a single day once, and leaves room for days that are not known',
    async (name) => {
      const { from: _from, to: _to, ...undated } = SAMPLES[name];
      const day = { from: '2026-10-19', to: '2026-10-19' };
      const single = (await linesOf(await fillPaper(name, { ...undated, ...day }))).join('\n');
      expect(single).toContain('2026年10月19日');
      expect(single).not.toContain('10月19日至');
      const blank = (await linesOf(await fillPaper(name, undated))).join('\n');
      expect(blank).toContain('　　　　年　　月　　日至　　　　年　　月　　日');
    },
  );

  it('a letter under no measure cites none', async () => {
    const lines = await linesOf(await fillPaper('release-letter', { employer: '某医院' }));
    expect(lines.join('')).not.toContain('《');
    expect(lines.join('')).toContain('因医保基金监管工作需要，拟抽调贵单位');
  });

  it('C-10 商请函 lists what is wanted, and people only where they are named', async () => {
    const docx = await fill('loan-letter');
    expect((await tablesOf(docx))[0]).toEqual([
      ['专业类别', '人数', '有关要求'],
      ['病案编码类', '1', '三年以上病案编码工作经验'],
      ['临床医护类', '2', '骨科，副高以上职称'],
    ]);
    const anybody = await linesOf(await fillPaper('loan-letter', { toBureau: '茂名市医疗保障局' }));
    expect(anybody.join('')).not.toContain('拟商请人选');
  });

  it('C-10 参加工作证明 names the institution only when it is disclosed', async () => {
    const open = (await linesOf(await fill('certificate'))).join('');
    expect(open).toContain('被检查单位：东街康复医院。');
    const { disclosedInstitution: _, ...closed } = SAMPLES.certificate;
    const lines = await linesOf(await fillPaper('certificate', closed));
    expect(lines.join('')).not.toContain('被检查单位');
    expect(lines).toContain('特此证明。');
  });
});

describe('劳务费发放表', () => {
  it('ZJ-13.3 pays the rows, adds up to the cent, and leaves out who may not receive', async () => {
    const [sheet = []] = await tablesOf(await fill('fee-sheet'));
    expect(sheet[0]?.map((head) => head.replace(/\n.*/s, ''))).toEqual(
      '序号 姓名 身份证号 单位 职称 天数 标准 应发 个税 实发 开户行 账号 签名'.split(' '),
    );
    expect(sheet[1]?.slice(5, 10)).toEqual(['5', '800.00', '4000.10', '640.03', '3360.07']);
    expect(sheet[3]?.slice(5)).toEqual(['4', '—', '—', '—', '—', '', '', '不得领取：在职公务员']);
    expect(sheet[4]?.slice(1, 4)).toEqual(['6100.30', '900.03', '5200.27']);
    expect(sheet[5]?.[1]).toBe('人民币：伍仟贰佰元贰角柒分');
    expect(sheet).toHaveLength(6);
  });

  it('ZJ-13.3 amounts of somebody who may not receive are neither printed nor counted', async () => {
    const row = { name: '李建国', gross: 900, tax: 0, net: 900, mayNotReceive: '本局工作人员' };
    const [sheet = []] = await tablesOf(await fillPaper('fee-sheet', { rows: [row] }));
    expect(sheet.flat().join('|')).not.toContain('900');
    expect(sheet[2]?.slice(1, 4)).toEqual(['0.00', '0.00', '0.00']);
  });

  it.each([
    [0, '零元整'],
    [0.05, '伍分'],
    [0.5, '伍角整'],
    [10, '壹拾元整'],
    [1005.05, '壹仟零伍元零伍分'],
    [3360.3, '叁仟叁佰陆拾元叁角整'],
    [10_000, '壹万元整'],
    [100_200, '壹拾万零贰佰元整'],
    [1_000_010, '壹佰万零壹拾元整'],
    [100_000_001, '壹亿零壹元整'],
    [20_305_004.4, '贰仟零叁拾万零伍仟零肆元肆角整'],
  ])('%d yuan in capitals', (amount, words) => {
    expect(capitalAmount(amount)).toBe(words);
  });
});

describe('records of the work', () => {
  it('ZJ-13.2b 合议笔录 keeps the dissent with its reason and the result as it is', async () => {
    const docx = await fill('deliberation');
    const lines = await linesOf(docx);
    const at = lines.indexOf('问题1：“低标准入院”的认定是否成立');
    expect(lines.slice(at + 2, at + 8)).toEqual([
      '表决情况：同意4人，不同意2人，弃权1人。',
      '表决结果：认定成立。',
      '少数意见（阿依古丽·买买提）：其中4份入院指征充分。',
      '理由：夜间急诊入院。',
      '少数意见（李建国）：其中1份应当重审。',
      '理由：缺检验报告。',
    ]);
    expect(lines).toContain('少数意见：无专家要求记载少数意见。');
    const tables = await tablesOf(docx);
    expect(tables[2]?.slice(1)).toEqual([
      ['1', '陈志强', '粤医保执法0001'],
      ['2', '林小燕', '粤医保执法0002'],
    ]);
    expect(tables.at(-1)?.map(([role, name]) => `${role ?? ''} ${name ?? ''}`)).toEqual([
      '身份 姓名',
      '专家 王秀兰',
      '专家 阿依古丽·买买提',
      '执法人员 陈志强',
      '执法人员 林小燕',
      '记录人 何大勇',
    ]);
  });

  it('ZJ-10 抽取记录单 carries digests, panel and the code of the head', async () => {
    const docx = await fill('draw-record');
    const tables = await tablesOf(docx);
    expect(tables[1]?.slice(1, 3)).toEqual([
      ['x0y', '临床医护类', 'x1y', '临床医护类'],
      ['x2y', '临床医护类', 'x3y', '临床医护类'],
    ]);
    expect(tables[1]?.at(-1)).toEqual(['x14y', '临床医护类', '', '']);
    expect(tables[2]?.at(-1)).toEqual(['链末摘要', SAMPLES['draw-record'].headHash]);
    const media = [...(await partsOf(docx)).keys()].filter((part) => part.endsWith('.png'));
    expect(media).toHaveLength(1);
  });

  it('a rehearsal is marked, a real draw is not', async () => {
    const mark = '演练，结果不作为抽取依据';
    expect(await linesOf(await fill('draw-record'))).toContain(mark);
    const real = { ...SAMPLES['draw-record'], rehearsal: false };
    expect(await linesOf(await fillPaper('draw-record', real))).not.toContain(mark);
  });

  it('ZJ-15 任务单 reminds of all seven rules; ZJ-11 承诺书 asks everybody for ties', async () => {
    const sheet = await linesOf(await fill('task-sheet'));
    expect(sheet.filter((line) => /^\d\. 不得/.test(line))).toHaveLength(7);
    const [signIn, pledges] = await tablesOf(await fill('oath'));
    expect(signIn?.slice(1)).toEqual([
      ['1', '王秀兰', '赤坎区中心医院', '专家', '', ''],
      ['2', '陈志强', '湛江市医疗保障局', '执法人员', '', ''],
    ]);
    expect(pledges?.map(([name]) => name)).toEqual(['姓名', '王秀兰', '陈志强']);
    expect(pledges?.[1]?.[1]).toBe('□无  □有，情形：');
  });
});

const found = (program: string): boolean => {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const ONE_PAGE: readonly PaperName[] = [
  'evaluation',
  'release-letter',
  'loan-letter',
  'certificate',
  'fee-sheet',
  'draw-record',
  'task-sheet',
  'call-announcement',
  'unit-letter',
  'appointment-letter',
  'application-form',
  'review-form',
];

describe.skipIf(!found('soffice'))('on the page', () => {
  it('what is meant for one page is one page', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'papers-'));
    try {
      for (const name of ONE_PAGE)
        writeFileSync(path.join(folder, `${name}.docx`), await fill(name));
      const files = ONE_PAGE.map((name) => path.join(folder, `${name}.docx`));
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const convert = ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder, ...files];
      await promisify(execFile)('soffice', convert);
      const pages = ONE_PAGE.map((name) => {
        const pdf = readFileSync(path.join(folder, `${name}.pdf`), 'latin1');
        return [name, pdf.match(/\/Type\s*\/Page\b/g)?.length];
      });
      expect(pages).toEqual(ONE_PAGE.map((name) => [name, 1]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
