import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  citizenNumberIn,
  nameIn,
  phoneIn,
  spotCitizenNumber,
  spotEmployer,
  spotName,
  spotPhone,
} from '../../../bot/dialogue/understand/people.ts';

const values = (found: readonly { readonly value: string }[]) => found.map(({ value }) => value);
const CITIZEN = '65909919850315005X';

describe('a phone number in a message', () => {
  it.each([
    ['李梅，手机13912345678，市二院药剂科的', ['13912345678']],
    ['电话139 1234 5678谢谢', ['13912345678']],
    ['打我１３９１２３４５６７８', ['13912345678']],
    ['座机0356-5222345，手机+86 13912345678', ['0356-5222345', '13912345678']],
    ['13912345678或者13812345678', ['13912345678', '13812345678']],
    [`身份证${CITIZEN}`, []],
    ['身份证659099 19850315 005X', []],
    ['身份证659099 198 5031 5005X', []],
    ['1391234567', []],
    ['单号139123456789', []],
    ['花了13912元', []],
  ])('%s', (text, wanted) => {
    expect(values(spotPhone(text))).toEqual(wanted);
  });

  it('keeps the words as typed', () => {
    const text = '打我１３９ １２３４ ５６７８吧';
    const [found] = spotPhone(text);
    expect(found?.words).toBe('１３９ １２３４ ５６７８');
    expect(text.slice(...(found?.span ?? [0, 0]))).toBe(found?.words);
  });
});

describe('a citizen number in a message', () => {
  it.each([
    `我的身份证号是${CITIZEN}`,
    '号码是65909919850315005末位小写x',
    '号码是65909919850315005，末位是小写的x',
    '659099 19850315 005x 电话13912345678',
    '６５９０９９１９８５０３１５００５ｘ',
    '65909919850315005小x',
  ])('%s', (text) => {
    expect(values(spotCitizenNumber(text))).toEqual([CITIZEN]);
  });

  it.each(['659099198503150051', '6590991985031500X', '订单1659099198503150051', ''])(
    '%j holds none that is valid',
    (text) => {
      expect(spotCitizenNumber(text)).toEqual([]);
    },
  );
});

describe('a name in a message', () => {
  it.each([
    ['本人李梅，女，在市二院工作', '李梅'],
    ['我叫李梅', '李梅'],
    ['我叫李小梅，手机13912345678', '李小梅'],
    ['我是李梅在市二院上班', '李梅'],
    ['姓名：李梅 电话：13912345678', '李梅'],
    ['姓名：李梅', '李梅'],
    ['姓名是古丽', '古丽'],
    ['李梅，手机13912345678，市二院药剂科的', '李梅'],
    ['李梅13912345678', '李梅'],
    ['欧阳小明，13912345678', '欧阳小明'],
    ['我叫买买提·艾力，手机13912345678', '买买提·艾力'],
    ['您好！我是王建国，想当监督员', '王建国'],
    ['李梅\n13912345678\n市二院', '李梅'],
  ])('%s', (text, name) => {
    const [found, more] = spotName(text);
    expect(found?.value).toBe(name);
    expect(more).toBeUndefined();
    expect(text.slice(...(found?.span ?? [0, 0]))).toBe(name);
  });

  it.each([
    '我是医生',
    '我是高平人',
    '我是高中老师',
    '我叫了救护车',
    '高平市，13912345678',
    '于是，我打了13912345678',
    '我是来举报的',
    '我是患者家属',
    '李医生，13912345678',
    '康民大药房，13912345678',
    '市二院给没住院的人开床位',
    '我是一名退休教师',
    '',
  ])('%j names nobody for sure', (text) => {
    expect(spotName(text)).toEqual([]);
  });
});

describe('an employer in a message', () => {
  it.each([
    ['李梅，手机13912345678，市二院药剂科的', '市二院药剂科'],
    ['李梅，13912345678，市二院药剂科', '市二院药剂科'],
    ['姓名李梅 单位市二院 电话13912345678', '市二院'],
    ['我是市二院的', '市二院'],
    ['单位是高平市人民医院，做护士', '高平市人民医院'],
    ['工作单位：湛江市第一中学', '湛江市第一中学'],
    ['我在市二院药剂科工作', '市二院药剂科'],
    ['本人在康民大药房上班', '康民大药房'],
    ['我叫李梅，就职于信达会计师事务所工作', '信达会计师事务所'],
    ['目前在县中医院当护士', '县中医院'],
  ])('%s', (text, wanted) => {
    const [found, more] = spotEmployer(text);
    expect(found?.value).toBe(wanted);
    expect(more).toBeUndefined();
    expect(text.slice(...(found?.span ?? [0, 0]))).toBe(wanted);
  });

  it.each([
    '我在市二院看到他们挂床',
    '他在市二院工作',
    '市二院给没住院的人开床位',
    '单位是什么意思',
    '市二院',
    '',
  ])('%j names none', (text) => {
    expect(spotEmployer(text)).toEqual([]);
  });
});

describe('the answer to "your name"', () => {
  it.each([
    ['李梅', '李梅'],
    ['我叫李梅', '李梅'],
    ['我叫李梅。', '李梅'],
    ['姓名：李梅', '李梅'],
    ['本人姓名李梅', '李梅'],
    ['我的名字是李梅', '李梅'],
    ['本人李梅，谢谢', '李梅'],
    ['买买提•艾力', '买买提·艾力'],
    ['John Smith', 'John Smith'],
    ['李梅，手机13912345678', '李梅'],
    ['逄锦', '逄锦'],
    ['李梅，女，1985年3月生', '李梅'],
  ])('%s', (text, name) => {
    expect(nameIn(text)).toEqual({ ok: true, value: name });
  });

  it.each([
    ['', 'empty', 0],
    ['我叫', 'empty', 0],
    ['13912345678', 'digits', 11],
    ['李', 'short', 1],
    ['李'.repeat(31), 'long', 31],
    ['为什么要姓名', 'characters', 6],
    ['我是李梅的丈夫', 'characters', 5],
    ['李梅@', 'characters', 3],
  ])('%j is refused: %s', (text, reason, given) => {
    expect(nameIn(text)).toEqual({ ok: false, error: { reason, given } });
  });
});

describe('wrapped answers', () => {
  it('to "your citizen number" keep their reason', () => {
    expect(citizenNumberIn('号码是65909919850315005末位小写x')).toMatchObject({ ok: true });
    expect(citizenNumberIn('我的身份证号是6590991985031500X')).toEqual({
      ok: false,
      error: { reason: 'length', given: 17 },
    });
    expect(citizenNumberIn('我的身份证号是659099198503150051。')).toMatchObject({
      error: { reason: 'checksum', part: '1' },
    });
    expect(citizenNumberIn('老号码659099850315005')).toMatchObject({
      error: { reason: 'fifteen' },
    });
    expect(citizenNumberIn('不想给')).toMatchObject({ error: { reason: 'characters' } });
  });

  it('to "your phone" keep theirs', () => {
    expect(phoneIn('我的电话是139 1234 5678')).toMatchObject({ value: { phone: '13912345678' } });
    expect(phoneIn('电话是1391234567')).toEqual({
      ok: false,
      error: { reason: 'length', given: 10 },
    });
    expect(phoneIn('没有')).toMatchObject({ error: { reason: 'characters' } });
  });
});

describe('any message', () => {
  it('is searched without throwing, and every span holds its words', () => {
    const part = fc.constantFrom(
      ...'我叫李梅本人姓名单位是在市二院工作的，,：: 139123456780X·男\u200b１'.split(''),
      CITIZEN,
      '13912345678',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (message) => {
        nameIn(message);
        phoneIn(message);
        citizenNumberIn(message);
        for (const spot of [spotPhone, spotCitizenNumber, spotName, spotEmployer]) {
          for (const { words, span } of spot(message)) expect(message.slice(...span)).toBe(words);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of ten thousand characters is searched at once', () => {
    for (const unit of ['在', '市', '1', '李梅', '科室', 'a ', '单位', '我在市']) {
      const start = performance.now();
      const text = unit.repeat(10_000 / unit.length);
      for (const spot of [spotPhone, spotCitizenNumber, spotName, spotEmployer]) spot(text);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
