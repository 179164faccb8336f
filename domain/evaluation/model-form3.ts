/** The three parts of 附件3 with their sentences as the form prints them (F3-08…22). */
export const FORM3 = [
  {
    id: 'skill',
    title: '业务水平',
    items: [
      { id: 'skill-1', text: '具有较高的业务水平和丰富的实践经验。' },
      { id: 'skill-2', text: '熟悉医保工作有关政策、法律、法规等。' },
      { id: 'skill-3', text: '能按规定的程序、方法和标准进行工作。' },
      { id: 'skill-4', text: '未因个人失职或失误造成严重不良影响。' },
      { id: 'skill-5', text: '专业水平和身体状况等能胜任工作要求。' },
    ],
  },
  {
    id: 'duty',
    title: '工作履职',
    items: [
      { id: 'duty-1', text: '有强烈的责任心和事业心,能认真履行职责。' },
      { id: 'duty-2', text: '能提供客观公正的意见结论,不受外来干预。' },
      { id: 'duty-3', text: '能在相关文书上签字,对个人意见承担法律责任。' },
      { id: 'duty-4', text: '服从管理,积极配合,能在规定时间完成任务。' },
      { id: 'duty-5', text: '能准时参加任务,因故不能参加时能提前告知。' },
    ],
  },
  {
    id: 'conduct',
    title: '遵规守纪',
    items: [
      { id: 'conduct-1', text: '政治立场坚定,能公正、诚实、廉洁履行职责。' },
      { id: 'conduct-2', text: '遵守法律法规、工作纪律和专家库管理制度。' },
      { id: 'conduct-3', text: '具有良好的职业道德，能严格遵循回避原则。' },
      { id: 'conduct-4', text: '遵守保密规定,不擅自披露在活动中掌握的信息。' },
      { id: 'conduct-5', text: '无接受有关单位馈赠、宴请或谋取不正当利益。' },
    ],
  },
] as const;

/** The fifteen boxes in the order of the form. */
export const TICKS = [
  'skill-1',
  'skill-2',
  'skill-3',
  'skill-4',
  'skill-5',
  'duty-1',
  'duty-2',
  'duty-3',
  'duty-4',
  'duty-5',
  'conduct-1',
  'conduct-2',
  'conduct-3',
  'conduct-4',
  'conduct-5',
] as const;
export type Tick = (typeof TICKS)[number];
