import type {
  ApplicationPaper,
  CertificatePaper,
  DeliberationPaper,
  DrawRecordPaper,
  EvaluationPaper,
  FeeSheet,
  LoanLetter,
  OathPaper,
  PaperData,
  ReleaseLetter,
  ReviewPaper,
  TaskSheet,
  WrittenApplication,
} from '../../web/papers/index.ts';

const bureau = '湛江市医疗保障局';
const task = '2026年第三季度定点医疗机构专项检查';
const digest = (eight: string): string => eight.repeat(8);

const letter = {
  bureau,
  number: '湛医保函〔2026〕12号',
  measure: '湛江市医保基金监管执法专家库管理办法',
  from: '2026-10-19',
  to: '2026-10-23',
  days: 5,
  answerBy: '2026-10-12',
  contact: '陈志强',
  phone: '0759-3366026',
  day: '2026-10-08',
};

const evaluation: EvaluationPaper = {
  bureau,
  name: '阿依古丽·买买提',
  idNumber: '659099196812120026',
  employer: '霞山区人民医院药剂科',
  category: '药学类',
  title: '副主任药师',
  phone: '13900000002',
  task,
  skill: [true, true, true, true, true],
  duty: [true, true, true, true, false],
  discipline: [true, true, true, true, true],
  conclusion: '工作认真，业务熟练，能独立提出意见。',
  remarks: '建议继续聘用。',
  leaderOpinion: '同意。',
  leader: '林小燕',
  leaderDay: '2026-10-28',
  unit: '湛江市医疗保障局基金监管科',
  day: '2026-10-27',
};

const releaseLetter: ReleaseLetter = {
  ...letter,
  employer: '霞山区人民医院',
  name: '阿依古丽·买买提',
  title: '副主任药师',
  category: '药学类',
};

const loanLetter: LoanLetter = {
  ...letter,
  toBureau: '茂名市医疗保障局',
  names: '张小兵、李小梅',
  wanted: [
    { category: '病案编码类', seats: 1, requirement: '三年以上病案编码工作经验' },
    { category: '临床医护类', seats: 2, requirement: '骨科，副高以上职称' },
  ],
};

const certificate: CertificatePaper = {
  bureau,
  number: '湛医保证〔2026〕7号',
  name: '王秀兰',
  idNumber: '659099********0026',
  employer: '赤坎区中心医院',
  title: '主任医师',
  work: task,
  from: '2026-10-19',
  to: '2026-10-23',
  days: 5,
  disclosedInstitution: '东街康复医院',
  day: '2026-11-02',
};

const feeSheet: FeeSheet = {
  bureau,
  number: '湛医保劳〔2026〕3号',
  task,
  from: '2026-10-19',
  to: '2026-10-23',
  rows: [
    {
      name: '王秀兰',
      idNumber: '659099196812120026',
      employer: '赤坎区中心医院',
      title: '主任医师',
      days: 5,
      rate: 800,
      gross: 4000.1,
      tax: 640.03,
      net: 3360.07,
      bank: '工商银行赤坎支行',
      account: '6222020000000000001',
    },
    {
      name: '阿依古丽·买买提',
      idNumber: '659099197012120027',
      employer: '霞山区人民医院',
      title: '副主任药师',
      days: 3,
      rate: 700,
      gross: 2100.2,
      tax: 260,
      net: 1840.2,
      bank: '农业银行霞山支行',
      account: '6228480000000000002',
    },
    {
      name: '李建国',
      idNumber: '659099197512120028',
      employer: '霞山区医疗保障局',
      title: '科员',
      days: 4,
      mayNotReceive: '在职公务员',
    },
  ],
  preparedBy: '陈志强',
  checkedBy: '林小燕',
  leader: '何大勇',
  day: '2026-11-02',
};

const deliberation: DeliberationPaper = {
  bureau,
  number: 'R-2026-0012',
  task,
  place: '局三楼会议室',
  time: '2026年10月23日 09:00至11:30',
  chair: '陈志强',
  recorder: '何大勇',
  participants: [
    { name: '王秀兰', employer: '赤坎区中心医院', category: '临床医护类', role: '专家组长' },
    { name: '阿依古丽·买买提', employer: '霞山区人民医院', category: '药学类', role: '组员' },
  ],
  officers: [
    { name: '陈志强', certificate: '粤医保执法0001' },
    { name: '林小燕', certificate: '粤医保执法0002' },
  ],
  questions: [
    {
      question: '“低标准入院”的认定是否成立',
      discussion: '查阅抽查的30份病历，逐份说明意见。',
      agree: 4,
      against: 2,
      abstain: 1,
      result: '认定成立。',
      dissents: [
        { name: '阿依古丽·买买提', opinion: '其中4份入院指征充分。', reason: '夜间急诊入院。' },
        { name: '李建国', opinion: '其中1份应当重审。', reason: '缺检验报告。' },
      ],
    },
    { question: '药品加成是否超过规定', discussion: '核对票据。', agree: 7, result: '未超过。' },
  ],
};

const drawRecord: DrawRecordPaper = {
  bureau,
  number: 'R-2026-0012',
  time: '2026年10月9日 15:04',
  seats: '临床医护类2名、药学类1名、财务类1名',
  poolCount: 128,
  candidateCount: 96,
  assurance: 'B（局方秘密值和两人现场随机数）',
  rehearsal: true,
  commitment: digest('258e1c73'),
  operatorEntropy: digest('0af91122'),
  witnessEntropy: '4.5.6./',
  key: digest('ff96bcc7'),
  panel: Array.from({ length: 15 }, (_, at) => ({ code: `x${at}y`, category: '临床医护类' })),
  headHash: digest('1ac783ff'),
  operator: '陈志强',
  witness: '刘芳（社会监督员）',
};

const taskSheet: TaskSheet = {
  bureau,
  number: 'R-2026-0012',
  task,
  kind: '专项检查',
  from: '2026-10-19',
  to: '2026-10-23',
  assemblyTime: '2026年10月19日 08:30',
  assemblyPlace: '局一楼大厅',
  leader: '陈志强',
  leaderPhone: '13900000001',
  institutions: '东街康复医院',
  scope: '2025年1月1日至2026年6月30日住院医保结算数据、病历。',
  rules: '《医疗保障基金使用监督管理条例》',
  members: [
    { name: '王秀兰', employer: '赤坎区中心医院', category: '临床医护类', duty: '查病历' },
    { name: '阿依古丽·买买提', employer: '霞山区人民医院', category: '药学类', duty: '查药品' },
  ],
  notes: '自带身份证。',
  day: '2026-10-18',
};

const oath: OathPaper = {
  bureau,
  number: 'R-2026-0012',
  task,
  place: '局一楼大厅',
  day: '2026-10-19',
  people: [
    { name: '王秀兰', employer: '赤坎区中心医院', role: '专家' },
    { name: '陈志强', employer: '湛江市医疗保障局', role: '执法人员' },
  ],
};

const appointmentLetter: PaperData<'appointment-letter'> = {
  bureau,
  number: 'PS2026-0007',
  name: '王秀兰',
  post: '高平市医疗保障基金社会监督员',
  from: '2026-10-12',
  to: '2029-10-12',
  day: '2026-10-12',
  address: 'https://jiandu.example.cn/letter/gaoping.aaaabbbbccccddddeeeeffffgggghhhh',
};

const expert = {
  bureau,
  name: '阿依古丽·买买提',
  idNumber: '659099196812120026',
  phone: '13900000002',
  title: '副主任药师',
  titleLevel: '副高级',
  years: 32,
  unit: '霞山区人民医院',
};

const applicationForm: ApplicationPaper = {
  ...expert,
  day: '2026-11-22',
  ethnicGroup: '维吾尔族',
  politicalStatus: '群众',
  nativePlace: '新疆喀什',
  health: '良好',
  school: '广东药科大学',
  major: '药学',
  education: '本科',
  degree: '理学学士',
  department: '药剂科',
  post: '主任',
  homeAddress: '湛江市霞山区海滨大道1号3栋2单元501',
  history: [
    { from: '1991-07', to: '1999-12', unit: '赤坎区中心医院', post: '药师' },
    { from: '2000-01', to: '2012-06', unit: '霞山区人民医院', post: '主管药师' },
    { from: '2012-07', to: null, unit: '霞山区人民医院药剂科', post: '副主任药师、主任' },
  ],
  speciality: '医院药品管理、处方点评、药品加成核查',
  awards: '2019年获市卫生健康系统先进个人',
};

const reviewForm: ReviewPaper = {
  ...expert,
  unitPhone: '0759-2222222',
  practice: '医院药学',
  findings: [
    { condition: '具有中华人民共和国国籍，政治立场坚定', found: '符合' },
    { condition: '关心医疗保障事业，熟悉有关政策', found: '符合' },
    { condition: '自愿参加现场检查和重大争议案件审核处理', found: '待核实', note: '已电话询问' },
    { condition: '无违法、违规、违纪等不良记录', found: '符合' },
    { condition: '年龄、身体、职称和工作经验要求', found: '不符合', note: '职称低于一般要求' },
  ],
  remarks: '材料齐全。',
  conclusion: { label: '审查结论', text: '合格', name: '陈志强', day: '2026-11-23' },
  lines: [
    { label: '科室意见', text: '拟同意。', name: '何大勇', day: '2026-11-24' },
    { label: '领导意见', text: '同意。', name: '林小燕', day: '2026-11-25' },
  ],
};

const writtenApplication: WrittenApplication = {
  bureau,
  post: '社会监督员',
  number: 'SQ2026-0007',
  confirmed: '2026年11月22日 09:10，微信',
  rows: [
    { label: '姓名', value: '王秀兰' },
    { label: '申请理由', value: '愿意为医保基金安全出一份力' },
  ],
  declarations: ['我填写的内容真实，如有不实愿意承担后果。'],
  consents: ['我自愿申请担任社会监督员。'],
};

const callAnnouncement: PaperData<'call-announcement'> = {
  bureau,
  number: 'GG2026-0001',
  title: '2026年医保基金监管专家征集公告',
  paragraphs: ['为充实专家库，现面向全市公开征集专家。', '一、征集范围：药学、财务、法律。'],
  opens: '2026年10月12日 09:00',
  closes: '2026年10月30日 17:30',
  headcount: 20,
  quotas: '药学5人、财务3人',
  cutOff: '2026-10-12',
  apply: '申请专家',
  contact: '陈某某',
  phone: '0759-5550101',
  day: '2026-10-12',
};

const unitLetter: PaperData<'unit-letter'> = {
  bureau,
  number: 'H2026-0001',
  unit: '湛江市总工会',
  measure: '湛江市医保基金监管执法专家库管理办法',
  call: '2026年医保基金监管专家征集公告',
  member: '专家',
  headcount: 20,
  closes: '2026年10月30日 17:30',
  answerBy: '2026-10-26',
  contact: '陈某某',
  phone: '0759-5550101',
  day: '2026-10-12',
};

const nameList: PaperData<'name-list'> = {
  bureau,
  number: 'GS2026-0001',
  title: '湛江市医疗保障局医保基金监管执法专家库拟入库专家公示',
  paragraphs: ['经资格审查和择优选定，现将拟入库专家公示如下。'],
  heads: ['姓名', '工作单位', '专业类别'],
  rows: [
    ['梁某某', '霞山区人民医院', '药学'],
    ['黄某某', '赤坎区中心医院', '财务'],
  ],
  remarks: ['公示时间：2026年10月12日至2026年10月19日。'],
  day: '2026-10-12',
};

/** One paper of each kind with every field filled. */
export const SAMPLES = {
  evaluation,
  'release-letter': releaseLetter,
  'loan-letter': loanLetter,
  certificate,
  'fee-sheet': feeSheet,
  deliberation,
  'draw-record': drawRecord,
  'task-sheet': taskSheet,
  oath,
  'appointment-letter': appointmentLetter,
  'application-form': applicationForm,
  'review-form': reviewForm,
  'written-application': writtenApplication,
  'call-announcement': callAnnouncement,
  'unit-letter': unitLetter,
  'name-list': nameList,
};
