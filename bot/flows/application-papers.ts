import { z } from 'zod';
import { err, nomination, sm3Hex, type Json, type Roster } from '../../domain/index.ts';
import { fillPaper } from '../../web/papers/index.ts';
import type { Answers, Facts, Field, Printed } from '../dialogue/flow.ts';
import {
  entryOf,
  isEmployed,
  isForm1,
  isRecommended,
  keeps,
  listOf,
  needsPaper,
  needsSeal,
  wordsOf,
} from './application-entry.ts';
import { rowsIn } from './application-history.ts';
import { employerListed } from './application-work.ts';

/** Photos that belong to an application, and the paper that is printed from it. */

const PAPERS = { section: '照片和材料' } as const;
const SIGNING = { section: '打印、签字、盖章' } as const;

const photos = (value: Json): number => (Array.isArray(value) ? value.length : 0);

const photoField = (
  told: Pick<Field, 'id' | 'label' | 'names' | 'ask'> & Partial<Field>,
): Field => ({
  takes: 'photo',
  sensitive: true,
  example: '',
  otherWay: '也可以回复“网页”，在网页里传；或者到医保局窗口办理。',
  shape: z.array(z.string()).min(1),
  show: (value) => `已收到${photos(value)}张`,
  parse: () => err('请直接发照片（点聊天框旁的“＋”选照片或拍摄）；也可以回复“网页”在网页里传。'),
  ...told,
});

export const pieceFields = (roster: Roster): readonly Field[] => [
  photoField({
    id: 'photo',
    label: nomination.PIECE_ROLE_WORDS.photo,
    names: ['照片', '相片', '一寸照', '二寸照', '本人照片'],
    ask: () => '请发一张近期正面免冠证件照。不要发身份证照片。',
    when: (_answers, facts) => keeps(facts, roster, 'photo'),
    onPage: { ...PAPERS, accepts: 'images', hint: () => '近期正面免冠。不要传身份证照片。' },
  }),
  photoField({
    id: 'letter',
    label: nomination.PIECE_ROLE_WORDS.recommendation,
    names: ['推荐函', '推荐信'],
    ask: () => '请把单位推荐函拍照发来，盖章要看得清。',
    several: true,
    when: isRecommended,
    onPage: { ...PAPERS, accepts: 'scans' },
  }),
  photoField({
    id: 'proof',
    label: nomination.PIECE_ROLE_WORDS.proof,
    names: ['证明', '证书', '职称证', '资格证'],
    ask: () => '有职称证书、资格证书等证明材料的，请拍照发来。',
    several: true,
    optional: true,
    // the short form does not ask for it: whoever has professional knowledge may show it (GP-4.5)
    volunteered: (facts) => !isForm1(facts, roster),
    onPage: { ...PAPERS, accepts: 'scans' },
  }),
];

/** Signed, and sealed by the unit of whoever is employed (F1-22, F1-23, A-20): the last thing of all. */
export const paperField = (roster: Roster): Field =>
  photoField({
    id: 'paper',
    label: nomination.PIECE_ROLE_WORDS.paper,
    names: ['申请表', '签字', '盖章'],
    ask: (answers, facts) =>
      `${answers.paper === undefined ? '其他都填好了。最后请打印申请表' : CHANGED}：回复“网页”，在网页里点“打印申请表”。${howTo(answers, facts, roster)}拍照发到这里。`,
    several: true,
    bound: (answers, facts) => digestOf(answers, facts, roster),
    when: (answers, facts) => needsPaper(answers, facts, roster),
    onPage: {
      ...SIGNING,
      accepts: 'scans',
      prints: true,
      hint: (answers, facts) =>
        `其他各项填好后再打印。${howTo(answers, facts, roster)}拍照传到这里。`,
    },
  });

const CHANGED = '签字的申请表是改动之前打印的，和现在填的不一样了。请重新打印（先前那张不再用）';

const DIGEST_LETTERS = 16;

/** What the paper shows of the draft; the photo is not signed for. */
const digestOf = (answers: Answers, facts: Facts, roster: Roster): string => {
  const shown = isForm1(facts, roster)
    ? form1Of(answers, facts, null)
    : writtenOf(answers, facts, roster);
  return sm3Hex(JSON.stringify(shown)).slice(0, DIGEST_LETTERS);
};

const howTo = (answers: Answers, facts: Facts, roster: Roster): string =>
  needsSeal(answers, facts, roster)
    ? '打印后本人签字，请单位写意见并盖公章，'
    : '打印后本人签字，没有单位的不用盖章，';

const ROLES: Readonly<Record<string, nomination.PieceRole>> = {
  photo: 'photo',
  letter: 'recommendation',
  proof: 'proof',
  paper: 'paper',
};

/** What was handed in, with what each is. */
export const piecesIn = (answers: Answers): readonly nomination.Piece[] =>
  Object.entries(ROLES).flatMap(([id, role]) =>
    listOf(answers, id).map((attachment) => ({ attachment, role })),
  );

/** 入库申请表, or the plain written application, filled from the draft as it is (GP-6.2, ZJ-8.1). */
export const printFrom =
  (roster: Roster) =>
  async (answers: Answers, facts: Facts, photo: Uint8Array | null): Promise<Printed> => {
    const bytes = isForm1(facts, roster)
      ? await fillPaper('application-form', form1Of(answers, facts, photo))
      : await fillPaper('written-application', writtenOf(answers, facts, roster));
    return { name: `申请表-${wordsOf(answers, 'name')}.docx`, bytes };
  };

type Form1Paper = Parameters<typeof fillPaper<'application-form'>>[1];

const form1Of = (answers: Answers, facts: Facts, photo: Uint8Array | null): Form1Paper => {
  const words = (id: string): string => wordsOf(answers, id);
  const years = answers.yearsOfWork?.value;
  return {
    bureau: facts.bureauName,
    name: words('name'),
    phone: words('phone'),
    idNumber: words('citizenNumber'),
    ethnicGroup: words('ethnicGroup'),
    politicalStatus: words('politicalStatus'),
    nativePlace: words('nativePlace'),
    health: words('health'),
    school: words('school'),
    major: words('major'),
    education: words('education'),
    degree: words('degree'),
    titleLevel: words('titleLevel'),
    title: words('title'),
    unit: unitOf(answers, facts),
    department: words('department'),
    post: words('post'),
    ...(typeof years === 'number' ? { years } : {}),
    homeAddress: words('homeAddress'),
    history: [...rowsIn(answers.history?.value ?? [])],
    speciality: words('speciality'),
    awards: words('awards'),
    ...(photo === null ? {} : { photo: Uint8Array.from(photo) }),
  };
};

/** As the institution is listed, where the employer is one: so it stands in the application, too (F1-15). */
const unitOf = (answers: Answers, facts: Facts): string => {
  if (!isEmployed(answers)) return '';
  const said = wordsOf(answers, 'employer');
  const listed = facts.institutions.find(({ id }) => id === employerListed(said, facts)?.id);
  if (listed === undefined) return said;
  const { name, names } = listed;
  return nomination.employerName(said, { name, popularNames: [...names], formerNames: [] }) ?? said;
};

const SHORT_ROWS: readonly (readonly [string, string])[] = [
  ['姓名', 'name'],
  ['身份证号码', 'citizenNumber'],
  ['联系电话', 'phone'],
  ['工作单位', 'employer'],
  ['居住地', 'area'],
  ['专业类别', 'category'],
  ['职称', 'title'],
  ['擅长领域', 'speciality'],
  ['申请理由', 'reason'],
];

type WrittenPaper = Parameters<typeof fillPaper<'written-application'>>[1];

const writtenOf = (answers: Answers, facts: Facts, roster: Roster): WrittenPaper => ({
  bureau: facts.bureauName,
  post: roster === 'experts' ? '专家' : '社会监督员',
  rows: SHORT_ROWS.filter(([, id]) => wordsOf(answers, id) !== '').map(([label, id]) => ({
    label,
    value: id === 'employer' && isEmployed(answers) ? unitOf(answers, facts) : wordsOf(answers, id),
  })),
  declarations: (entryOf(facts, roster)?.declarations.value ?? []).map(({ text }) => text),
});
