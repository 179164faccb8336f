import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { faultLine } from '../../domain/index.ts';
import { NOTICES } from '../../domain/notices/index.ts';
import { checked, textOf } from '../support/measures.ts';

const GAOPING = textOf('gaoping');
const LINHAI = textOf('./linhai-measure.yaml');

/** The line, counted from 1, on which a text stands; the test fails when it stands nowhere. */
const lineOf = (text: string, words: string): number => {
  const index = text.split('\n').findIndex((line) => line.includes(words));
  expect(index, words).not.toBe(-1);
  return index + 1;
};

const changed = (text: string, ...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((now, [from, to]) => {
    expect(now, from).toContain(from);
    return now.replace(from, to);
  }, text);

const linesOf = (text: string): readonly string[] => checked(text).faults.map(faultLine);
const warningsOf = (text: string, today?: string): readonly string[] =>
  checked(text, today).warnings.map(faultLine);

describe('measure check: every fault with its line, in both languages', () => {
  it('A-21 an invitation that skips nothing needs the application, and the application needs its conditions', () => {
    const kept = 'skipsReview: false, skipsPublicity: false, application: true';
    const text = changed(LINHAI, [kept, kept.replace('true', 'false')]);
    expect(linesOf(text)).toEqual([
      expect.stringContaining(
        'rosters.supervisors.calls.invitation.value.application: 受邀的人要审查（skipsReview: false），就要交申请表',
      ),
    ]);
    const shown = kept.replace('skipsReview: false', 'skipsReview: true');
    const half = changed(LINHAI, [kept, shown.replace('application: true', 'application: false')]);
    expect(linesOf(half).join()).toContain('受邀的人要公示（skipsPublicity: false）');
    const spared = 'skipsReview: true, skipsPublicity: true, application: false';
    expect(linesOf(changed(LINHAI, [kept, spared]))).toEqual([]);
  });

  it('names line, column, path, what is expected and what was found', () => {
    const text = changed(LINHAI, ['max: 65', 'max: 六十五']);
    const line = lineOf(text, 'max: 六十五');
    const column = text.split('\n')[line - 1]!.indexOf('六十五') + 1;
    expect(linesOf(text)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^my\\.yaml:${line}:${column} rosters\\.supervisors\\.entry\\.age\\.value\\.max: 应是整数或 null，现在是 "六十五" / expected int or null`,
        ),
      ),
      // the experts' section takes the same value along by an alias: it stands on the same line
      expect.stringContaining(`my.yaml:${line}:${column} rosters.experts.entry.age.value.max`),
    ]);
  });

  it('a measure written before there was a ladder has no `notices` and gets the one that ships', () => {
    const start = GAOPING.indexOf('\nnotices:');
    const text = GAOPING.slice(0, start) + GAOPING.slice(GAOPING.indexOf('\nliaison:'));
    expect(text).not.toContain('ladders');
    expect(linesOf(text)).toEqual([]);
    const yaml = (from: string) => NOTICES.shape.parse(parse(from)).notices;
    expect(yaml(text)).toEqual(yaml(GAOPING));
    expect(yaml(text).ladders.value.members.rungs.at(-1)).toBe('sms');
  });

  it('tells all faults of the file at once, in the order of its lines', () => {
    const text = changed(
      GAOPING,
      ["opens: '08:30'", "opens: '25:30'"],
      ['value: soft, clause: GP-8.6h', 'value: sofd, clause: GP-8.6h'],
      [
        'untouchedDays: { value: 2, clause: default }',
        'untouchedDays: { value: 0, clause: default }',
      ],
      ['months: { value: 36, clause: GP-7a }', 'months: 36'],
      ['roster: supervisors', 'roster: supervisor'],
    );
    const { faults } = checked(text);
    const told = faults.map(faultLine).join('\n');
    expect(told).toContain('office.opens');
    expect(told).toContain('是不是“soft”？ / expected one of');
    expect(told).toContain('clues.untouchedDays.value: 应不小于 1 / must be at least 1');
    expect(told).toContain('rosters.supervisors.term.months: 应写成 { value: 值, clause: 条款号 }');
    expect(told).toContain('did you mean "supervisors"?');
    expect(faults).toHaveLength(5);
    const places = faults.map(({ at }) => at?.line ?? 0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('an unknown key is named with the nearest known one, wherever it stands', () => {
    const text = changed(
      LINHAI,
      ['employerOpinion:', 'employerOpinon:'],
      ['rosters:', 'rostrs_note: x\nrosters:'],
      ['titles:', 'titels:'],
    );
    const told = linesOf(text);
    expect(told).toContainEqual(
      expect.stringMatching(/employerOpinon: 不认识“employerOpinon”，是不是“employerOpinion”？/),
    );
    expect(told).toContainEqual(expect.stringContaining('did you mean "titles"?'));
    expect(told).toContainEqual(expect.stringContaining('unknown key "rostrs_note"'));
    expect(told).toContainEqual(
      expect.stringContaining(`my.yaml:${lineOf(text, 'titels:')}:5 rosters.experts.titels`),
    );
  });

  it('a value without its clause: says what a clause is', () => {
    const text = changed(GAOPING, ['{ value: 36, clause: GP-7a }', '{ value: 36 }']);
    expect(linesOf(text)).toEqual([
      expect.stringMatching(
        /^my\.yaml:\d+:\d+ rosters\.supervisors\.term\.months\.clause: 缺少 clause：写明依据的条款号，例如 GP-7a；.*default \/ clause is missing/,
      ),
    ]);
  });

  it('a section that is missing is shown where the one above it stands', () => {
    const text = changed(GAOPING, ['chain:', 'chian:']);
    const line = lineOf(text, '    entry:');
    expect(linesOf(text)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^my\\.yaml:${line}:5 rosters\\.supervisors\\.entry\\.chain: 缺少“chain”`),
      ),
    );
  });

  it('what is no YAML is told with its line; a file of aliases to aliases too', () => {
    const broken = checked('document:\n  title: "没有收尾\n  status: draft\n').faults;
    expect(broken).not.toHaveLength(0);
    expect(broken[0]).toMatchObject({
      file: 'my.yaml',
      path: '',
      at: { line: expect.any(Number) },
    });
    const twice = checked('document: {}\ndocument: {}\n').faults.map(faultLine);
    expect(twice).toEqual([
      expect.stringMatching(/^my\.yaml:2:1: .*YAML.* \/ Map keys must be unique/),
    ]);
    const bomb = `a: &a [${'x,'.repeat(50)}]\n${['b', 'c', 'd', 'e', 'f']
      .map((name, index) => `${name}: &${name} [${`*${'abcdef'[index]},`.repeat(50)}]`)
      .join('\n')}\n`;
    expect(checked(bomb).faults[0]?.english).toContain('alias');
  });

  it('an empty file is a measure with everything missing, not a crash', () => {
    expect(linesOf('').length).toBeGreaterThan(0);
    expect(linesOf('一句话\n').length).toBeGreaterThan(0);
    expect(linesOf('- 1\n- 2\n').length).toBeGreaterThan(0);
  });
});

describe('measure check: values that do not fit each other', () => {
  it.each<readonly [string, readonly [string, string], string]>([
    [
      'ZJ-6.5b a title of a category that is not there',
      ['category: 会计,', 'category: 会记,'],
      '“会记”不在列表中，是不是“会计”？',
    ],
    [
      'ZJ-6.5b two titles of one category',
      ['category: 会计,', 'category: 中医,'],
      '“中医”写了两次',
    ],
    ['two lines of one id', ['id: section,', 'id: check,'], '"check" stands there twice'],
    ['the lower age above the upper', ['min: 18', 'min: 70'], '上限65岁小于下限70岁'],
    [
      'an extension of a hard limit',
      ['soft: false', 'soft: false, extendTo: 68'],
      'extendTo needs soft: true',
    ],
    [
      'A-19 a group that is wanted and excluded',
      ['[定点医药机构人员,', '[志愿者,'],
      '“志愿者”同时写在 sourceGroups 里',
    ],
    [
      'a group first that nobody asks for',
      ['value: [慢病患者代表, 志愿者]', 'value: [慢病患者, 志愿者]'],
      '“慢病患者”不在列表中',
    ],
    [
      'GP-16b a validity that ends before it begins',
      ["expiresOn: '2031-02-28'", "expiresOn: '2026-02-28'"],
      '失效日2026-02-28不晚于施行日2026-03-01',
    ],
    ['a fee of work that is not there', ['type: 飞行检查', 'type: 飞检'], '“飞检”不在列表中'],
  ])('%s', (_what, change, words) => {
    expect(linesOf(changed(LINHAI, change)).join('\n')).toContain(words);
  });

  it('the three sections of applying go together: a route without them leads nowhere', () => {
    const nobody = changed(LINHAI, ['\n    publication:', '\n    x-publication:']);
    expect(linesOf(nobody).join('\n')).toContain('x-publication');
    const text = LINHAI.replace(/\n {4}publication:\n(?: {6}.*\n)+/, '\n');
    expect(linesOf(text).join('\n')).toContain(
      'rosters.supervisors.publication: 社会监督员库缺少 publication',
    );
  });

  it('questions go to a roster that the bureau has', () => {
    const text = changed(GAOPING, ['roster: supervisors', 'roster: experts']);
    expect(linesOf(text)).toEqual([
      expect.stringMatching(/enquiries\.roster: 本局没有“experts”这个库，可以写：supervisors/),
    ]);
  });
});

describe('measure check: warnings stop nothing', () => {
  it('A-22 publicity before the appointment without a number of days', () => {
    const text = textOf('zhanjiang');
    expect(checked(text).faults).toEqual([]);
    expect(warningsOf(text)).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^my\\.yaml:${lineOf(text, 'publicityDays:')}:\\d+ rosters\\.experts\\.calls\\.publicityDays: 聘任前要公示`,
        ),
      ),
    );
    const set = changed(text, [
      'publicityDays: { value: null',
      'publicityDays: { value: { count: 5, unit: workingDays }',
    ]);
    expect(warningsOf(set).join('\n')).not.toContain('publicityDays');
  });

  it('C-09 a draft, and one that has expired, are named', () => {
    expect(warningsOf(textOf('zhanjiang')).join('\n')).toContain(
      'document.status: 办法还是征求意见稿',
    );
    const expired = changed(LINHAI, ['status: issued', 'status: expired']);
    expect(warningsOf(expired).join('\n')).toContain('the measure has expired');
  });

  it('ZJ-21 warns from the set number of days before the validity ends, and after', () => {
    expect(warningsOf(LINHAI, '2030-11-29')).toEqual([]);
    expect(warningsOf(LINHAI, '2030-11-30')).toEqual([
      expect.stringContaining('document.expiresOn: 有效期将在2031年2月28日届满'),
    ]);
    expect(warningsOf(LINHAI, '2031-03-01')[0]).toContain('有效期已在2031年2月28日届满');
  });

  it('GP-16b an issued measure without its day of issue cannot say since when it is in force', () => {
    expect(warningsOf(GAOPING)).toEqual([expect.stringContaining('document.issuedOn')]);
  });
});

describe("a bureau's file over a measure", () => {
  const BUREAU = 'slug: somewhere\nname: 某某局\nmeasure: gaoping\n';

  it('a fault is shown in the file where the value stands', () => {
    const own = `${BUREAU}policy:\n  rosters:\n    supervisors:\n      term: { months: { value: 0, clause: default } }\n`;
    expect(linesOf(own)).toEqual([
      expect.stringMatching(/^my\.yaml:7:32 rosters\.supervisors\.term\.months\.value: 应不小于 1/),
    ]);
    const unknown = `${BUREAU}policy:\n  clues:\n    untouchdDays: { value: 3, clause: default }\nchanels: {}\n`;
    expect(linesOf(unknown)).toEqual([
      expect.stringMatching(/^my\.yaml:6:5 clues\.untouchdDays: .*是不是“untouchedDays”？/),
      expect.stringMatching(/^my\.yaml:7:1 chanels: .*是不是“channels”？/),
    ]);
  });

  it('channels: secrets are never repeated, what comes from the environment is only a reminder', () => {
    const text = `${BUREAU}channels:\n  officialAccount: { appId: wx1234, secret: "\${SECRET_OF_IT}", token: "not a token", encodingAesKey: abcSECRETabc }\n`;
    const { faults, warnings } = checked(text);
    expect(faults.map(({ path }) => path)).toEqual([
      'channels.officialAccount.token',
      'channels.officialAccount.encodingAesKey',
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/SECRETabc|not a token/);
    expect(warnings.map(faultLine)).toContainEqual(expect.stringContaining('SECRET_OF_IT'));
  });

  it('a measure that is not there is named at its line', () => {
    expect(linesOf('slug: somewhere\nname: 某某局\nmeasure: gaopin\n')).toEqual([
      'my.yaml:3:10 measure: 找不到管理办法文件“gaopin” / no such measure: gaopin',
    ]);
  });
});
