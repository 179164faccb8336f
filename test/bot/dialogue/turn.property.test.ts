import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Answers, Facts, Field, Form } from '../../../bot/dialogue/flow.ts';
import { applicable } from '../../../bot/dialogue/fields.ts';
import type { Message, Turn } from '../../../bot/dialogue/outcome.ts';
import { EMPTY, readSession, type Session } from '../../../bot/dialogue/session.ts';
import { shownShort } from '../../../bot/dialogue/sentences.ts';
import { turn } from '../../../bot/dialogue/turn.ts';
import { REPERTOIRE } from '../../../bot/flows/index.ts';
import { demoBureaus, GAOPING } from '../../support/app.ts';
import { citizenOf, follower } from '../../support/people.ts';

const gaoping = demoBureaus().get(GAOPING);
if (gaoping === undefined) throw new Error('no gaoping');

const FACTS: Facts = {
  now: new Date('2026-10-12T02:00:00.000Z'),
  bureau: GAOPING,
  bureauName: '高平市医疗保障局',
  actor: follower('somebody', {
    person: 'p1',
    memberships: [{ id: 't1', roster: 'experts' }],
  }),
  name: '李梅',
  bag: 0,
  fresh: 0,
  photos: [],
  calls: [],
  earlier: {},
  offers: [
    { id: 'o1', name: 'drawInvitation', params: { invitation: 'i1', number: 'RW2026-0001' } },
    { id: 'o2', name: 'drawInvitation', params: { invitation: 'i2', number: 'RW2026-0002' } },
    { id: 'o3', name: 'expertConsent', params: { term: 't1' } },
  ],
  institutions: [{ id: 'h2', name: '高平市第二人民医院', names: ['高平市第二人民医院', '市二院'] }],
  tasks: [{ id: 'k1', number: 'RW2026-0001', day: '2026年10月15日' }],
  policy: (section) => gaoping.section(section),
};

const COMMANDS =
  `帮助 菜单 0 取消 算了 上一步 跳过 继续 人工 提交 确认 再说一遍 我的 进度 依据 等会儿再填 退出
改1 改2 改第三项 改10 接受 不能参加 需要回避 无需回避 同意 不同意 已知悉 结束 补充 删除材料`.split(
    /\s/u,
  );
const OPENINGS = `举报 自荐 回避 没空 绑定 解绑 重大 任务 变更 辞聘 你好
举报，昨天在市二院看到空挂床 自荐，我叫王建国，手机13900139001 回避RW2026-0001 没空下周三`.split(
  /\s/u,
);
const ANSWERS = [
  ...'1 2 3 １ ② 三 7 12 1、3 是 不是 好的 没有 李梅 13900139000 昨天 前天上午十点半 9月31号 前阵子 市二院 米山镇 参保群众 医药 无 在职'.split(
    ' ',
  ),
  citizenOf('1985-03-15'),
  '药店用我的医保卡刷了保健品，小票上写的是药品',
  '地点写错了，应该是东关街',
  '李梅，手机13900139000，市二院药剂科的',
  '在市二院住院时，惠民大药房的人来推销',
  '当天有手术排班',
  '我叫赵强，手机13911112222，在高平市中医院工作',
  '大前天下午在城南诊所，大夫多开药',
];
const JUNK = ['', ' ', '\u200b', '👍', '007', '1e3', '<b>', '长'.repeat(5000), '请问', '？'];

const said = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ANSWERS) },
  { weight: 3, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 2, arbitrary: fc.constantFrom(...OPENINGS) },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom(...JUNK), fc.string()) },
);
const message: fc.Arbitrary<Message> = fc.oneof(
  { weight: 12, arbitrary: said.map((text) => ({ kind: 'text' as const, text })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'attachments' as const }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('clue', 'nomination', 'recusal', 'menu', 'gone')
      .map((item) => ({ kind: 'tap' as const, item })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Message>({ kind: 'follow' }, { kind: 'other', what: 'link' }),
  },
);
/** how long after the one before: at once, or two days */
const step = fc.record({ message, days: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 2) });

const forms = REPERTOIRE.conversations.filter((one): one is Form => one.kind === 'form');

/** What the desk does with a turn, as far as the engine sees it. */
const sessionAfter = (led: Turn): Session => {
  switch (led.then) {
    case 'wait':
      return led.session;
    case 'submit':
      return { ...led.session, active: null };
    case 'instant':
      if (led.instant === 'human') return { ...led.session, talking: 'e1' };
      if (led.instant === 'endTalk') return { ...led.session, talking: null };
      return led.instant === 'menu'
        ? {
            ...led.session,
            offered: { kind: 'menu', items: forms.map(({ id }) => ({ id, rest: '' })) },
          }
        : led.session;
    case 'offer':
      return led.session;
  }
};

const answersOf = (session: Session): Map<string, Answers> => {
  const found = new Map(session.drafts.map(({ form, answers }) => [form, answers]));
  if (session.active !== null) found.set(session.active.form, session.active.answers);
  return found;
};

const spoken = (led: Turn): string =>
  [...(led.before ?? []), ...(led.then === 'wait' ? led.say : []), ...(led.also ?? [])].join('\n');

/** Answers that were there and are not, without the reply saying so or the person asking for it. */
const lost = (
  answers: Answers,
  now: Answers | undefined,
  { before, led }: { readonly before: Session; readonly led: Turn },
): readonly string[] => {
  const ids = Object.keys(answers);
  // gone as a whole: after an offer to discard, a 不同意, or begun anew as offered
  if (now === undefined) return /已删除|没有保存您的资料/u.test(spoken(led)) ? [] : ids;
  if (before.offered?.kind === 'resume' && before.active === null) return [];
  const corrected = /已按您说的修改|已加到/u.test(spoken(led));
  return ids.filter((id) => {
    if (now[id] === undefined) return true;
    const mayChange = corrected || before.active?.asked === id;
    return !mayChange && JSON.stringify(now[id].value) !== JSON.stringify(answers[id]?.value);
  });
};

interface Seen {
  readonly before: Session;
  readonly message: Message;
  readonly led: Turn;
  readonly after: Session;
}

/** Plays messages against the pure engine; every turn is shown to `look`. */
const play = (
  steps: readonly { readonly message: Message; readonly days: number }[],
  look: (seen: Seen, facts: Facts) => void,
): Session => {
  let session = EMPTY;
  let now = FACTS.now.getTime();
  for (const { message: next, days } of steps) {
    now += 1000 + days * 86_400_000;
    const photos = next.kind === 'attachments' ? 2 : 0;
    const facts = { ...FACTS, now: new Date(now), bag: photos, fresh: photos };
    const led = turn(session, next, { repertoire: REPERTOIRE, facts });
    const after = sessionAfter(led);
    look({ before: session, message: next, led, after }, facts);
    session = after;
  }
  return session;
};

const talk = fc.array(step, { maxLength: 25 });
const RUNS = { numRuns: 400 };

describe('F13 any talk at all', () => {
  it('is answered without throwing, and the session survives its way to the database and back', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, ({ led, after }) => {
          expect(led.then !== 'wait' || spoken(led) !== '').toBe(true);
          expect(readSession(JSON.parse(JSON.stringify(after)))).toEqual(after);
        });
      }),
      RUNS,
    );
  });

  it('never loses an accepted answer: it is there, corrected, submitted or discarded on request', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, ({ before, led, after }) => {
          if (led.then === 'submit') return;
          const kept = answersOf(after);
          for (const [form, answers] of answersOf(before))
            expect(lost(answers, kept.get(form), { before, led })).toEqual([]);
        });
      }),
      RUNS,
    );
  });

  it('can be left within two turns, from anywhere, and nothing is deleted by that', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        const session = play(steps, () => undefined);
        const facts = { ...FACTS, now: new Date(new Date(session.at).getTime() + 1000) };
        const setting = { repertoire: REPERTOIRE, facts };
        const cancel = { kind: 'text', text: '取消' } as const;
        const once = sessionAfter(turn({ ...session, talking: null }, cancel, setting));
        const twice = once.active === null ? once : sessionAfter(turn(once, cancel, setting));
        expect(twice.active).toBeNull();
        for (const [form, answers] of answersOf(session))
          if (Object.keys(answers).length > 0) expect(answersOf(twice).get(form)).toEqual(answers);
      }),
      RUNS,
    );
  });

  it('reviews exactly what is stored', () => {
    fc.assert(
      fc.property(talk, (steps) => {
        play(steps, ({ led, after }, facts) => {
          const { active } = after;
          if (led.then !== 'wait' || active?.mode !== 'reviewing') return;
          if (!spoken(led).includes('请核对')) return;
          const form = forms.find(({ id }) => id === active.form);
          if (form === undefined) throw new Error('no form');
          applicable(form, active.answers, facts).forEach((field, index) => {
            const value = active.answers[field.id]?.value ?? null;
            const shown = value === null ? '（未填）' : shownShort(field.show(value));
            expect(spoken(led)).toContain(`${index + 1} ${field.label}：${shown}`);
          });
        });
      }),
      RUNS,
    );
  });

  it('a bare digit changes nothing but the question that offered it', () => {
    const digit = fc.constantFrom('1', '２', '三', '④', '5');
    fc.assert(
      fc.property(talk, digit, (steps, text) => {
        const session = { ...play(steps, () => undefined), offered: null, talking: null };
        const facts = { ...FACTS, now: new Date(new Date(session.at).getTime() + 1000) };
        const led = turn(session, { kind: 'text', text }, { repertoire: REPERTOIRE, facts });
        expect(led.then).not.toBe('offer');
        expect(led.then).not.toBe('submit');
        const { active } = session;
        const asked = forms
          .find(({ id }) => id === active?.form)
          ?.fields.find(({ id }) => id === active?.asked);
        const offers = active?.mode === 'cancelling' || (asked !== undefined && takesDigits(asked));
        if (!offers) expect(answersOf(sessionAfter(led))).toEqual(answersOf(session));
      }),
      RUNS,
    );
  });
});

/** A question that a bare digit answers. */
const takesDigits = (field: Field): boolean =>
  (field.choices?.(FACTS).length ?? 0) > 0 || field.digits === true;

describe('a bare digit', () => {
  const questions = forms.flatMap((form) =>
    form.fields
      .filter((field) => !takesDigits(field))
      .map((field) => ({ form: form.id, asked: field.id })),
  );

  it.each(questions)('answers no question without choices: $form $asked', ({ form, asked }) => {
    const active = { form, version: 1, answers: {}, asked, mode: 'asking', misses: 0 } as const;
    const session = { ...EMPTY, active, at: '2026-10-12T01:59:00.000Z' };
    for (const text of ['1', '２', '③', '四', '第一个', '12']) {
      const led = turn(session, { kind: 'text', text }, { repertoire: REPERTOIRE, facts: FACTS });
      expect(led.session.active?.answers).toEqual({});
    }
  });
});

describe('F14 a session of another version', () => {
  const active = {
    form: 'clue',
    version: 1,
    answers: {
      event: { value: '药店卖米', words: '药店卖米' },
      time: { value: 'an older shape', words: '昨天' },
      gone: { value: 1, words: '1' },
    },
    asked: 'gone',
    mode: 'asking',
    misses: 0,
    changing: false,
  };
  const facts = { ...FACTS, now: new Date('2026-10-12T02:00:10.000Z') };

  it('opens: what fits stays, what does not is asked again', () => {
    const session = readSession({
      active,
      drafts: [],
      offered: { kind: 'old' },
      talking: null,
      receipt: null,
      at: '2026-10-12T02:00:00.000Z',
    });
    const led = turn(session, { kind: 'text', text: '继续' }, { repertoire: REPERTOIRE, facts });
    expect(Object.keys(led.session.active?.answers ?? {})).toEqual(['event']);
    expect(spoken(led)).toContain('请核对');
    const next = turn(
      led.session,
      { kind: 'text', text: '提交' },
      { repertoire: REPERTOIRE, facts },
    );
    expect(spoken(next)).toContain('什么时候');
  });

  it('one part that cannot be read never costs the others; a form that is no more is left', () => {
    const draft = {
      form: 'clue',
      version: 1,
      answers: active.answers,
      at: '2026-10-12T02:00:00.000Z',
    };
    const session = readSession({
      active: 'broken',
      drafts: [draft, 7],
      offered: null,
      talking: null,
      receipt: null,
      at: 'never',
    });
    expect(session).toEqual({ ...EMPTY, drafts: [draft] });
    const gone = { ...EMPTY, active: { ...active, form: 'gone', mode: 'asking' as const } };
    const led = turn(gone, { kind: 'text', text: '1' }, { repertoire: REPERTOIRE, facts });
    expect(led.session.active).toBeNull();
  });
});
