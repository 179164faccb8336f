import type { BureauId } from '../../domain/index.ts';
import type { VolunteerPart } from './cast.ts';

/** Invented people on their way into the expert pool, and how far anybody has come. */

export interface CandidatePart {
  /** the follower one plays in the simulator */
  readonly id: string;
  readonly name: string;
  readonly born: string;
  readonly phone: string;
  readonly unit: string;
  readonly department: string;
  readonly post: string;
  readonly category: string;
  readonly speciality: string;
  readonly titleLevel: string;
  readonly title: string;
  readonly since: string;
  /** waits for its first line; waits for the choice; is shown in public */
  readonly reached: 'submitted' | 'qualified' | 'shown';
}

const ZHANJIANG: readonly CandidatePart[] = [
  {
    id: 'zj-ouyang',
    name: '欧阳明澈',
    born: '1984-02-19',
    phone: '13900002001',
    unit: '演示湾中心医院',
    department: '药学部',
    post: '临床药师',
    category: '药学',
    speciality: '处方点评、抗菌药物合理使用',
    titleLevel: '副高级',
    title: '副主任药师',
    since: '2009-07',
    reached: 'submitted',
  },
  {
    id: 'zj-pan',
    name: '潘予怀',
    born: '1978-11-30',
    phone: '13900002002',
    unit: '演示湾第二人民医院',
    department: '病案室',
    post: '科主任',
    category: '病案编码',
    speciality: '病案首页质控、DRG入组',
    titleLevel: '中级',
    title: '主管技师',
    since: '2003-08',
    reached: 'qualified',
  },
  {
    id: 'zj-shao',
    name: '邵清和',
    born: '1972-06-08',
    phone: '13900002003',
    unit: '演示湾妇幼保健院',
    department: '妇产科',
    post: '副主任',
    category: '临床医护',
    speciality: '产科、围产期医疗费用',
    titleLevel: '正高级',
    title: '主任医师',
    since: '1996-07',
    reached: 'shown',
  },
];

export const candidatesOf = (bureau: BureauId): readonly CandidatePart[] =>
  bureau === 'zhanjiang' ? ZHANJIANG : [];

export const REACHED_WORDS: Readonly<Record<CandidatePart['reached'], string>> = {
  submitted: '已申请专家，等待审查',
  qualified: '专家申请已审查合格，等待择优',
  shown: '拟入库专家，公示中',
};

export const VOLUNTEER_WORDS: Readonly<Record<VolunteerPart['reached'], string>> = {
  applied: '已自荐，等待审核',
  reviewed: '已自荐，正在审核',
  appointed: '社会监督员',
  letter: '社会监督员，已领聘书',
};
