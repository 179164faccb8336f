import { applicationForm } from './application.ts';

/** 自荐: an application as social supervisor, taken all year (GP-4, GP-5.4, GP-6.2). */
export const nomination = applicationForm({
  id: 'nomination',
  roster: 'supervisors',
  version: 2,
  title: '自荐申请',
  opening: '自荐',
  openings: [
    '自荐',
    '自荐社会监督员',
    '自荐当社会监督员',
    '当社会监督员',
    '当监督员',
    '报名',
    '报名当监督员',
  ],
  recommended: ['单位推荐', '推荐监督员', '推荐社会监督员'],
  menu: '自荐当社会监督员',
  closed: '本局没有开展社会监督员自荐。回复“0”看可以办的事。',
  instead: { id: 'expert', roster: 'experts' },
  intro: () => '欢迎自荐社会监督员，全年都可以报名，大约5分钟填完。中途停下，回复“继续”接着填。',
});
