import { describe, expect, it } from 'vitest';
import { basisAnswer, DOCUMENT } from '../../domain/index.ts';
import { GAOPING, ZHANJIANG, demoBureaus } from '../support/app.ts';

const bureaus = demoBureaus();
const gaoping = bureaus.get(GAOPING)!.section(DOCUMENT).document;
const zhanjiang = bureaus.get(ZHANJIANG)!.section(DOCUMENT).document;

describe('依据 (GP-1, GP-16a, ZJ-1, ZJ-2, C-09)', () => {
  it('GP-1 GP-16a names title, number, status, interpreter and what it rests on', () => {
    const answer = basisAnswer(gaoping);
    expect(answer).toContain('《高平市医疗保障基金社会监督员管理办法》');
    expect(answer).toContain('已经印发施行');
    expect(answer).toContain('解释单位：高平市医疗保障局');
    expect(answer).toContain('国办发〔2020〕20号');
    expect(answer).toContain('回复“依据 年龄”');
  });

  it('C-09 ZJ-0 a draft says that it is one, beside every article too', () => {
    expect(basisAnswer(zhanjiang)).toContain('征求意见稿');
    expect(basisAnswer(zhanjiang)).toContain('没有正式印发');
    expect(basisAnswer(zhanjiang, '依据 回避')).toContain('以正式印发的文本为准');
  });

  it.each([
    ['年龄', '第四条', '25岁以上70岁以下'],
    ['多大岁数可以报名', '第四条', '25岁以上70岁以下'],
    ['聘期', '第七条', '聘期三年'],
    ['回避', '第九条第三项', '应当回避'],
    ['线索', '第八条第六项', '时间、地点、事件'],
    ['奖励', '第十三条', '举报奖励办法'],
    ['辞聘', '第十四条第四项', '提前1个月'],
  ])('GP-1 依据 %s answers with the article itself', (topic, article, words) => {
    const answer = basisAnswer(gaoping, `依据 ${topic}？`);
    expect(answer).toContain(article);
    expect(answer).toContain(words);
  });

  it.each([
    ['ZJ-13.4', '权利', '第十三条', '其他依法应当享有的权利'],
    ['ZJ-14.6', '义务', '第十四条', '其他依法应当履行的义务'],
  ])('%s an expert who asks 依据 %s reads the whole article', (_id, topic, article, words) => {
    const answer = basisAnswer(zhanjiang, `依据 ${topic}`);
    expect(answer).toContain(article);
    expect(answer).toContain(words);
  });

  it('a topic that is not there gets the overview with the topics', () => {
    expect(basisAnswer(gaoping, '依据 天气')).toContain('可查：年龄、');
  });

  it('GP-16b ZJ-21 an issued measure says since when and until when', () => {
    const dated = {
      ...zhanjiang,
      status: 'issued' as const,
      issuedOn: gaopingDay('2024-01-01'),
      expiresOn: gaopingDay('2026-12-31'),
    };
    expect(basisAnswer(dated)).toContain('2024年1月1日起施行，有效期至2026年12月31日');
  });
});

const gaopingDay = (text: string) =>
  DOCUMENT.shape.parse({ document: { ...gaoping, issuedOn: text } }).document.issuedOn!;
