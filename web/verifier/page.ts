import * as z from 'zod';
import { PLAIN_HASHING, verifyText, type Step, type Verdict } from '../../domain/vrs/verify.ts';

/** Runs in a browser from a file, without a network: bundled into verify-draw.html by scripts/verifier-page.ts. */

// the page forbids itself to make code out of text
z.config({ jitless: true });

const LARGEST = 100 * 2 ** 20;

const element = (tag: string, text: string, className = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
};

const stepItem = ({ ok, zh }: Step): HTMLElement => {
  const item = element('li', '');
  item.append(
    element('strong', `${ok ? '✓ 相符' : '✗ 不符'}　${zh.name}`, ok ? 'good' : 'bad'),
    element('div', zh.says),
  );
  return item;
};

const headline = ({ firstBad, record }: Verdict): HTMLElement => {
  if (firstBad !== null) {
    const { name, says } = firstBad.zh;
    return element('p', `核对不通过：第一处不符是“${name}”：${says}。`, 'verdict bad');
  }
  return record?.rehearsal === true
    ? element('p', '记录处处相符，但这是一次演练，不是真正的抽取。', 'verdict bad')
    : element('p', '核对通过：这份记录从名单到结果处处相符。', 'verdict good');
};

const STAGES: Readonly<Record<string, string>> = {
  committed: '在揭晓以前放弃',
  drawn: '在抽出结果以后放弃',
};

/** A true record of a draw that counts no more says so, as its chain has it (draw-18). */
const givenUp = ({ record }: Verdict): readonly HTMLElement[] => {
  const event = record?.events.find(({ kind }) => kind === 'voided');
  if (event === undefined) return [];
  const { stage } = event.body;
  const words = typeof stage === 'string' ? STAGES[stage] : undefined;
  const when = words === undefined ? '' : `（${words}）`;
  return [element('p', `注意：这次抽取后来被放弃${when}，结果不作数。`, 'verdict bad')];
};

const LEVELS = {
  A: 'A级：保密随机码和公开开奖号码',
  B: 'B级：保密随机码和两方以上的数字',
  C: 'C级：仅机器随机数，只用于演练',
};

const details = ({ record }: Verdict): readonly HTMLElement[] => {
  if (record === null) return [];
  const facts: readonly (readonly [string, string])[] = [
    ['编号', record.id],
    ['可信级别', LEVELS[record.assurance]],
    ['承诺值（请与当时公布的比对）', record.commit],
    ['名单人数', `${record.list.rows.length}`],
    ['抽中（代号）', record.panel.map((cid) => `${cid}（${record.seats[cid] ?? '–'}）`).join('、')],
    ['记录末尾摘要', record.head],
  ];
  const list = element('dl', '');
  for (const [name, value] of facts) list.append(element('dt', name), element('dd', value));
  return [list];
};

const show = (...parts: readonly HTMLElement[]): void => {
  document.querySelector('#result')?.replaceChildren(...parts);
};

const check = async (file: File): Promise<void> => {
  if (file.size > LARGEST) {
    show(element('p', '文件过大，不是抽取记录。', 'verdict bad'));
    return;
  }
  show(element('p', `正在核对 ${file.name}……`));
  const text = await file.text();
  // lets the line above be seen before the computing begins
  await new Promise((resolve) => setTimeout(resolve, 30));
  const verdict = verifyText(text, PLAIN_HASHING);
  const steps = element('ol', '');
  steps.append(...verdict.steps.map(stepItem));
  show(headline(verdict), ...givenUp(verdict), ...details(verdict), steps);
};

const input = document.querySelector<HTMLInputElement>('#file');
input?.addEventListener('change', () => {
  const file = input.files?.[0];
  if (file !== undefined) void check(file);
});
