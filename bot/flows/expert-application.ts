import { applicationForm } from './application.ts';

/** 申请专家: an application to the expert pool, by form 1 where the measure has it (ZJ-7.1, ZJ-8.1). */
export const expertApplication = applicationForm({
  id: 'expert',
  roster: 'experts',
  version: 1,
  title: '专家申请',
  opening: '申请专家',
  openings: [
    '申请专家',
    '申请当专家',
    '自荐专家',
    '自荐当专家',
    '当专家',
    '申请加入专家库',
    '加入专家库',
    '申请入库',
    '入库申请',
    '报名专家',
    '报名当专家',
    '专家申请',
    '专家报名',
  ],
  recommended: ['推荐专家', '单位推荐专家'],
  menu: '申请加入专家库',
  closed: '本局没有征集专家。回复“0”看可以办的事。',
  intro: () => '欢迎申请加入专家库。一条消息可以答几项；中途停下，回复“继续”接着填。',
});
