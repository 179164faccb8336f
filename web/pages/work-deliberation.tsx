import { z } from 'zod';
import { evaluation, instantAt, type Role } from '../../domain/index.ts';
import { clockTime, day, needed, orNull, reasonLike, recordId, text, ticked } from '../fields.ts';
import { notified } from '../office-time.ts';
import { definePage } from '../page.ts';
import { Section } from '../ui/parts.tsx';
import { Empty } from '../ui/table.tsx';
import type { Settled, Visit } from '../visit.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';
import { AskForm, Gone } from './work-ask.tsx';
import { RoundBlock } from './work-round.tsx';
import { scansOf, withScans } from './work-scans.ts';
import { WorkLinks } from './work-words.tsx';

const DECIDERS: readonly Role[] = ['sectionHead', 'leader'];
const EARLY = '有专家逾期没有提交，先行计票';
const TIE = '证据不足，不予认定';
const UNSIGNABLE = '本人已于10月20日去世';
const roundBack = (task: string) => `/work/${task}/deliberation`;

/** 合议: questions, who has answered, results, minorities (ZJ-13.2, ZJ-14.5). */
export const deliberationPage = definePage({
  path: '/work/:task/deliberation',
  roles: READING_ROLES,
  query: z.object({ task: recordId }),
  load: async (visit, { task }) => {
    const found = await visit.ask(evaluation.deliberation, { task });
    if (found === null) return null;
    const scans = await scansOf(
      visit,
      found.rounds.map(({ round }) => round.id),
    );
    return { ...found, scans, now: visit.now };
  },
  title: ({ number }) => `合议 ${number}`,
  view: ({ rounds, status, gone, absent, scans, now }, { task }, { account }) => {
    const running = status === 'started';
    const works = running && account.roles.some((role) => OFFICE_ROLES.includes(role));
    const decides = running && account.roles.some((role) => DECIDERS.includes(role));
    return (
      <>
        <WorkLinks task={task} />
        <p class="links">
          <a href={`/work/${task}/paper/deliberation`}>打印合议笔录</a>
        </p>
        {works && gone.length > 0 ? <Gone gone={gone} /> : null}
        {rounds.length === 0 ? <Empty>还没有合议的问题。</Empty> : null}
        {rounds.map((one) => (
          <RoundBlock
            key={one.round.id}
            shown={one}
            pieces={scans.get(one.round.id) ?? []}
            may={{ works, decides, account: account.id }}
          />
        ))}
        {works ? (
          <Section title="提出一个问题">
            <AskForm
              voids={rounds.filter(({ round }) => round.status === 'void')}
              absent={absent}
              now={now}
            />
          </Section>
        ) : null}
      </>
    );
  },
  actions: (form) => ({
    ask: form(
      z.object({
        title: needed('请写明合议的问题，至少4个字。', 60),
        text: needed('请写明问题的内容，至少4个字。', 4000),
        way: z.enum(evaluation.WAYS, { error: '请选择合议的方式。' }),
        day,
        at: clockTime,
        replaces: orNull(recordId),
        onlyPresent: ticked,
      }),
      (visit, { day: on, at, ...body }, { task }) =>
        visit.settle(
          evaluation.askExperts,
          { task, ...body, dueAt: instantAt(on, at).toISOString() },
          {
            to: roundBack(task),
            say: body.way === 'page' ? '已发给各位专家，请等各人单独提交。' : '合议已发起。',
          },
        ),
    ),
    close: form(z.object({ round: recordId, reason: reasonLike(EARLY) }), (visit, body, { task }) =>
      visit.settle(evaluation.closeOpenRound, body, {
        to: roundBack(task),
        say: '已按现有意见计票。',
      }),
    ),
    paper: form(z.looseObject({ round: recordId }), (visit, { round, ...votes }, { task }) =>
      withScans(visit, {
        act: (scans) =>
          visit.perform(evaluation.enterPaperResult, { round, votes: votesIn(votes), scans }),
        owner: () => round,
        after: { to: roundBack(task), say: '结果已录入，请另一位同事核对笔录后确认。' },
      }),
    ),
    confirm: form(
      z.object({
        round: recordId,
        agrees: z.enum(['yes', 'no'], { error: '请选择和笔录是否一致。' }),
        reason: text(500),
      }),
      (visit, { round, agrees, reason }, { task }) =>
        visit.settle(
          evaluation.confirmPaperResult,
          { round, agrees: agrees === 'yes', reason },
          {
            to: roundBack(task),
            say: agrees === 'yes' ? '已确认，合议有了结果。' : '已退回，请重新录入。',
          },
        ),
    ),
    tie: form(
      z.object({
        round: recordId,
        verdict: z.enum(['for', 'against'], { error: '请选择决定。' }),
        reason: reasonLike(TIE),
      }),
      (visit, body, { task }) =>
        visit.settle(evaluation.decideTiedRound, body, {
          to: roundBack(task),
          say: '已记录决定和理由，原来的票数不变。',
        }),
    ),
    dissent: form(
      z.object({ round: recordId, person: recordId, reasons: needed('请写明理由。', 4000) }),
      (visit, body, { task }) =>
        visit.settle(evaluation.enterDissent, body, {
          to: roundBack(task),
          say: '少数意见和理由已记载，结果不变。',
        }),
    ),
    sign: form(
      z.object({ round: recordId, person: recordId }),
      (visit, { round, person }, { task }) =>
        withScans(visit, {
          act: (scans) => visit.perform(evaluation.noteSignature, { round, person, scans }),
          owner: () => round,
          after: { to: roundBack(task), say: '签字已登记，这份意见不能再改。' },
        }),
    ),
    unsignable: form(unsignableShape, noteUnsignable),
    gone: form(z.object({ person: recordId }), (visit, { person }, { task }) =>
      notified(visit, {
        action: evaluation.voidExpertOpinions,
        input: { task, person },
        to: roundBack(task),
        say: '有关意见已作废并保留，请重新发起合议。',
      }),
    ),
  }),
});

const unsignableShape = z.object({
  round: recordId,
  person: recordId,
  reason: reasonLike(UNSIGNABLE),
});

const noteUnsignable = (
  visit: Visit,
  body: z.output<typeof unsignableShape>,
  { task }: { readonly task: string },
): Promise<Settled> =>
  visit.settle(evaluation.noteSignatureImpossible, body, {
    to: roundBack(task),
    say: '原因已记明，会印在合议笔录上；这份意见照样有效。',
  });

/** `vote-<person>` fields: one for each expert who sat there. */
const votesIn = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields)
    .filter(([name, vote]) => name.startsWith('vote-') && vote !== '')
    .map(([name, vote]) => ({ person: name.slice('vote-'.length), vote }));
