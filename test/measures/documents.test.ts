import { describe, expect, it } from 'vitest';
import { basisAnswer, DOCUMENT, IDENTITY } from '../../domain/index.ts';
import { demoBureaus, GAOPING, ZHANJIANG } from '../support/app.ts';
import { linhaiBureau, LINHAI } from '../support/measures.ts';

const gaoping = demoBureaus().get(GAOPING)!;
const zhanjiang = demoBureaus().get(ZHANJIANG)!;
const linhai = linhaiBureau().get(LINHAI)!;

describe('a measure as a document', () => {
  it('GP-1 given somebody asks what it rests on, then all four texts are named, and its purpose by article', () => {
    const { document } = gaoping.section(DOCUMENT);
    const answer = basisAnswer(document, '依据是什么');
    for (const number of [
      '国办发〔2020〕20号',
      '国办发〔2023〕17号',
      '医保发〔2024〕24号',
      '山西省人民政府令第289号',
    ])
      expect(answer).toContain(number);
    expect(basisAnswer(document, '依据 目的')).toMatch(/第一条：\n为加强医疗保障基金监督管理/);
  });

  it('ZJ-1 given an expert asks for the purpose, then article 1 answers, marked as a draft', () => {
    const answer = basisAnswer(zhanjiang.section(DOCUMENT).document, '依据 目的');
    expect(answer).toMatch(/第一条：\n.*医保基金专项治理及飞行检查等工作方面的专业支撑作用/);
    expect(answer).toContain('征求意见稿，以正式印发的文本为准');
  });

  it('ZJ-2 given somebody asks what it is for, then article 2 names its scope', () => {
    const answer = basisAnswer(zhanjiang.section(DOCUMENT).document, '依据 适用范围');
    expect(answer).toContain('第二条：');
    expect(answer).toContain('的建设和管理，以及专家的选用、管理和监督');
  });

  it('ZJ-0 the seven days of comment on the draft are no publicity of candidates: that has no number', () => {
    const { document } = zhanjiang.section(DOCUMENT);
    expect(document).toMatchObject({ status: 'draft', number: { clause: 'ZJ-0' } });
    expect(basisAnswer(document)).toContain('2023年11月20日公示');
    expect(basisAnswer(document)).not.toContain('起施行');
  });

  it('GP-16a ZJ-21 the office that interprets it is named, with its level, and the article by 解释', () => {
    const { document } = gaoping.section(DOCUMENT);
    const { bureau } = gaoping.section(IDENTITY);
    expect(basisAnswer(document, '', bureau)).toContain('解释单位：高平市医疗保障局（县级）');
    expect(basisAnswer(document, '依据 解释')).toContain('第十六条');
    const article = basisAnswer(zhanjiang.section(DOCUMENT).document, '依据 什么时候施行');
    expect(article).toContain('第二十一条');
    expect(article).toContain('有效期三年');
  });

  it('GP-16b C-09 a version says when it was issued, from when to when it holds and what it takes the place of', () => {
    const answer = basisAnswer(linhai.section(DOCUMENT).document);
    expect(answer).toContain('2026年1月15日印发，2026年3月1日起施行，有效期至2031年2月28日');
    expect(answer).toContain('施行后不再执行：林海市社会监督员管理暂行规定');
  });
});
