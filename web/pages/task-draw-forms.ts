import { z } from 'zod';
import { draws, type Role } from '../../domain/index.ts';
import { needed, nothing, orNull, reasonLike, recordId, text } from '../fields.ts';
import { leavingWords } from '../office-time.ts';
import type { FormMaker } from '../page.ts';
import type { Visit } from '../visit.ts';
import { VOID_EXAMPLE } from './task-draw.tsx';
import { LOTTERY_WORDS_EXAMPLE } from './task-lottery.tsx';

/** Who presses the buttons of a draw. */
export const canOperate = (roles: readonly Role[]): boolean =>
  roles.some((role) => role === 'clerk' || role === 'sectionHead');

const VOIDING: readonly Role[] = ['clerk', 'sectionHead', 'leader', 'discipline'];

/** Before the draw those who run it; what was drawn is undone by a leader alone (draw-18). */
export const mayVoid = (roles: readonly Role[], drawn: boolean): boolean =>
  drawn ? roles.includes('leader') : roles.some((role) => VOIDING.includes(role));

export const lotteriesOf = (visit: Visit): readonly string[] =>
  visit.app.bureaus
    .get(visit.bureau)
    ?.section(draws.DRAWS)
    .draws.lotteries.value.map(({ name }) => name) ?? [];

const witness = z
  .string({ error: '请选择见证人。' })
  .regex(/^(?:account|person):/, '请选择见证人。')
  .transform((value) => {
    const [kind = '', id = ''] = value.split(':');
    return { kind, id };
  });

const digits = z.object({ draw: recordId, digits: needed('请报一个6位以上的数字。', 400) });

const lottery = digits.extend({
  words: needed(`请写明期号、日期和来源，例如 ${LOTTERY_WORDS_EXAMPLE}。`, 100),
});

/** The forms of a draw: freeze, digits, reveal, rehearse, void. */
export const drawing = <Q extends { readonly task: string }>(form: FormMaker<Q>) => ({
  commit: form(z.object({ witness, lottery: orNull(text(20)) }), (visit, body, { task }) =>
    visit.settle(
      draws.commitDraw,
      { task, ...body },
      {
        to: `/tasks/${task}`,
        say: '名单已冻结，承诺值已生成。请您报数，并请见证人报数。',
      },
    ),
  ),
  digits: form(digits, (visit, body, { task }) =>
    visit.settle(draws.contributeToDraw, body, {
      to: `/tasks/${task}`,
      say: '已收到您报的数，并已封存。双方都报完后就可以揭晓。',
    }),
  ),
  lottery: form(lottery, (visit, body, { task }) =>
    visit.settle(draws.enterLottery, body, {
      to: `/tasks/${task}`,
      say: '开奖号码已登记。',
    }),
  ),
  draw: form(nothing, async (visit, _body, { task }) => {
    const later = await leavingWords(visit);
    return visit.settle(
      draws.drawPanel,
      { task },
      {
        to: `/tasks/${task}`,
        say: (events) => `已抽取，正在邀请抽中的专家。${events.some(isWaiting) ? later : ''}`,
      },
    );
  }),
  rehearse: form(nothing, (visit, _body, { task }) =>
    visit.settle(
      draws.rehearseDraw,
      { task },
      { to: `/tasks/${task}`, say: '演练完成，结果在“历次抽取”里。没有邀请任何人，不作数。' },
    ),
  ),
  void: form(z.object({ reason: reasonLike(VOID_EXAMPLE) }), (visit, { reason }, { task }) =>
    visit.settle(
      draws.voidDrawAttempt,
      { task, reason },
      { to: `/tasks/${task}`, say: '这次抽取已作废。需要时请重新冻结名单。' },
    ),
  ),
});

/** An invitation that is not urgent waits for office hours. */
const isWaiting = (event: draws.DrawsEvent): boolean =>
  event.type === 'draws.invited' && !event.urgent;
