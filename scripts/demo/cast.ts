import type { Role } from '../../domain/index.ts';

/** The demo's invented people and places: no real person, no real number, no existing county. */

export interface StaffPart {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Three or more people hold seven roles, as in any county (C-05). */
export const STAFF: readonly StaffPart[] = [
  { login: 'admin', name: '陈建树', roles: ['administrator'] },
  { login: 'clerk', name: '李秀禾', roles: ['clerk'] },
  { login: 'section', name: '赵致远', roles: ['sectionHead'] },
  { login: 'leader', name: '周文澜', roles: ['leader'] },
  { login: 'liaison', name: '孙丽桐', roles: ['liaison', 'clerk'] },
  { login: 'discipline', name: '吴正榕', roles: ['discipline'] },
  { login: 'auditor', name: '郑明柏', roles: ['auditor'] },
];

export const PASSWORD = 'jiandu-demo-2026';

export interface InstitutionPart {
  readonly name: string;
  readonly popularNames: readonly string[];
  readonly kind: 'hospital' | 'clinic' | 'pharmacy';
  readonly area: string;
  /** which legal entity owns it: parts with the same number share one */
  readonly entity: number;
}

export const INSTITUTIONS: Readonly<Record<string, readonly InstitutionPart[]>> = {
  gaoping: [
    {
      name: '演示市第一人民医院',
      popularNames: ['市一院', '县医院'],
      kind: 'hospital',
      area: '东城街',
      entity: 1,
    },
    {
      name: '演示市第一人民医院北院区',
      popularNames: ['北院'],
      kind: 'hospital',
      area: '北城街',
      entity: 1,
    },
    {
      name: '演示市第二人民医院',
      popularNames: ['市二院', '二院'],
      kind: 'hospital',
      area: '南城街',
      entity: 2,
    },
    { name: '演示市中医院', popularNames: ['中医院'], kind: 'hospital', area: '东城街', entity: 3 },
    {
      name: '惠民大药房演示店',
      popularNames: ['惠民药房', '老车站药店'],
      kind: 'pharmacy',
      area: '东城街',
      entity: 4,
    },
  ],
  zhanjiang: [
    {
      name: '演示湾中心医院',
      popularNames: ['中心医院'],
      kind: 'hospital',
      area: '赤坎',
      entity: 5,
    },
    {
      name: '演示湾中心医院海东分院',
      popularNames: ['海东分院'],
      kind: 'hospital',
      area: '坡头',
      entity: 5,
    },
    {
      name: '演示湾第二人民医院',
      popularNames: ['二院', '市二院'],
      kind: 'hospital',
      area: '霞山',
      entity: 6,
    },
    { name: '演示湾妇幼保健院', popularNames: ['妇幼'], kind: 'hospital', area: '赤坎', entity: 7 },
    { name: '南桥社区诊所', popularNames: ['南桥诊所'], kind: 'clinic', area: '赤坎', entity: 8 },
    {
      name: '海风大药房演示店',
      popularNames: ['海风药房'],
      kind: 'pharmacy',
      area: '霞山',
      entity: 9,
    },
  ],
};

export interface ExpertPart {
  /** the follower one plays in the simulator */
  readonly id: string;
  readonly name: string;
  readonly born: string;
  readonly category: string;
  readonly further?: readonly string[];
  readonly speciality: string;
  readonly unit: string;
  readonly title: string;
  /** false: has been invited and not yet answered */
  readonly consented?: boolean;
}

const expert = (
  id: string,
  name: string,
  born: string,
  rest: Omit<ExpertPart, 'id' | 'name' | 'born'>,
): ExpertPart => ({ id, name, born, ...rest });

export const EXPERTS: Readonly<Record<string, readonly ExpertPart[]>> = {
  gaoping: [
    expert('gp-he', '何映川', '1978-04-12', {
      category: '临床医护',
      speciality: '骨科',
      unit: '演示市中医院',
      title: '副主任医师',
    }),
    expert('gp-luo', '罗淑筠', '1984-09-30', {
      category: '病案编码',
      speciality: '病案管理',
      unit: '演示市第二人民医院',
      title: '主管技师',
    }),
    expert('gp-qin', '秦望舒', '1980-02-14', {
      category: '药学',
      speciality: '临床药学',
      unit: '演示市第一人民医院',
      title: '副主任药师',
    }),
    expert('gp-bai', '白景行', '1987-06-01', {
      category: '药学',
      speciality: '药事管理',
      unit: '惠民大药房演示店',
      title: '执业药师',
    }),
    expert('gp-jia', '贾明徽', '1976-12-08', {
      category: '药学',
      speciality: '药品价格',
      unit: '演示市药学会',
      title: '主任药师',
    }),
  ],
  zhanjiang: [
    expert('zj-lin', '林砚秋', '1975-03-18', {
      category: '临床医护',
      speciality: '心血管内科',
      unit: '演示湾中心医院',
      title: '主任医师',
    }),
    expert('zj-huang', '黄梓涵', '1980-11-02', {
      category: '临床医护',
      speciality: '普外科',
      unit: '演示湾第二人民医院',
      title: '副主任医师',
    }),
    expert('zj-liang', '梁稼轩', '1983-06-25', {
      category: '临床医护',
      further: ['医技'],
      speciality: '影像',
      unit: '演示湾妇幼保健院',
      title: '副主任医师',
    }),
    expert('zj-chen', '陈默然', '1979-01-09', {
      category: '临床医护',
      speciality: '肾内科',
      unit: '演示湾医学院',
      title: '主任医师',
    }),
    expert('zj-wu', '吴颂雅', '1986-08-14', {
      category: '药学',
      speciality: '临床药学',
      unit: '演示湾第二人民医院',
      title: '主管药师',
    }),
    expert('zj-deng', '邓可为', '1982-12-21', {
      category: '药学',
      speciality: '药事管理',
      unit: '海风大药房演示店',
      title: '执业药师',
    }),
    expert('zj-su', '苏半夏', '1990-05-03', {
      category: '病案编码',
      speciality: 'DRG编码',
      unit: '演示湾妇幼保健院',
      title: '编码员',
    }),
    expert('zj-ye', '叶知秋', '1988-10-17', {
      category: '病案编码',
      speciality: '病案质控',
      unit: '演示湾医学院',
      title: '编码员',
    }),
    expert('zj-mai', '麦方舟', '1985-02-28', {
      category: '信息技术',
      speciality: '数据分析',
      unit: '演示湾数据公司',
      title: '工程师',
    }),
    expert('zj-feng', '冯有年', '1977-07-07', {
      category: '财务',
      speciality: '审计',
      unit: '演示湾会计师事务所',
      title: '注册会计师',
    }),
    expert('zj-zhong', '钟律行', '1981-04-30', {
      category: '法律',
      speciality: '行政法',
      unit: '演示湾律师事务所',
      title: '律师',
    }),
    expert('zj-tan', '谭问渠', '1976-09-09', {
      category: '医保管理',
      speciality: '支付方式',
      unit: '演示湾医学院',
      title: '副教授',
      consented: false,
    }),
  ],
};

export interface VolunteerPart {
  readonly id: string;
  readonly name: string;
  readonly born: string;
  readonly phone: string;
  readonly unit: string | null;
  /** has applied and waits; reviewed, waits for the next line; a supervisor already, with the letter in hand or not */
  readonly reached: 'applied' | 'reviewed' | 'appointed' | 'letter';
}

export const VOLUNTEERS: Readonly<Record<string, readonly VolunteerPart[]>> = {
  gaoping: [
    {
      id: 'gp-zhang',
      name: '张桂兰',
      born: '1961-05-20',
      phone: '13900000001',
      unit: null,
      reached: 'letter',
    },
    {
      id: 'gp-niu',
      name: '牛福田',
      born: '1958-02-11',
      phone: '13900000002',
      unit: '演示市退休教师协会',
      reached: 'appointed',
    },
    // one person in both rosters
    {
      id: 'gp-he',
      name: '何映川',
      born: '1978-04-12',
      phone: '13900000003',
      unit: '演示市中医院',
      reached: 'appointed',
    },
    {
      id: 'gp-qiao',
      name: '乔晚晴',
      born: '1990-08-08',
      phone: '13900000004',
      unit: '演示市广播站',
      reached: 'applied',
    },
    {
      id: 'gp-ji',
      name: '冀青禾',
      born: '1973-10-26',
      phone: '13900000005',
      unit: '演示市第三中学',
      reached: 'reviewed',
    },
  ],
  zhanjiang: [],
};

/** Somebody nobody knows yet. */
export const STRANGERS: readonly {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}[] = [
  { id: 'wang', name: '王大爷', about: '65岁，一个手指打字，第一次来' },
  { id: 'liu', name: '刘女士', about: '参保群众，想反映一件事' },
];
