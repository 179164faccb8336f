import { z } from 'zod';
import { draws, type Json } from '../../domain/index.ts';
import type { Done, Instant, OfferKind } from '../dialogue/flow.ts';
import { unadorned } from '../dialogue/understand/digits.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ draw: z.string(), number: z.string() });

const number = (value: Json): string => params.parse(value).number;

const NOT_YOURS = '这次抽取没有请您见证。';

type No = Parameters<typeof refused>[0];

/** What can no longer be answered is answered for: it is not asked about again. */
const notTaken = (outcome: No): Done => {
  const said = refused(outcome, NOT_YOURS);
  const isSettled =
    outcome.kind === 'refused' &&
    ['draws.attempt-over', 'draws.already-contributed'].includes(outcome.reason.code);
  return isSettled ? finished(said.say) : said;
};

/** 见证 583920: the second party of a draw gives digits from the chat (draw.md, Witnesses; Gaoping 8.4). */
export const drawWitness: OfferKind = {
  kind: 'offer',
  name: 'drawWitness',
  title: (value) => `见证抽取${number(value)}`,
  number,
  remind: (value) =>
    `请您见证抽取${number(value)}：回复“见证”加6位以上数字，例如：见证 583920；已经报过的不用再报。`,
  replies: [
    {
      id: 'witness',
      // 建证, 鉴证: as a keyboard or a voice writes it
      words: ['见证', '我见证', '建证', '鉴证', '见正', '报数'],
      needs: {
        ask: '请报一个6位以上的数字，随意想或掷骰子都可以。',
        example: '583920',
        digits: true,
      },
      answer: async ({ facts, desk }, { params: about, rest }) => {
        const { draw } = params.parse(about);
        const input = { draw, digits: rest };
        const outcome = await desk.app.performIn(
          desk.tx,
          draws.contributeToDraw,
          input,
          facts.actor,
        );
        if (outcome.kind !== 'done') return notTaken(outcome);
        return finished(draws.replyWords(outcome.events[0]) ?? '已收到您报的数字。');
      },
    },
  ],
};

const WATCHING =
  /^(?:好的?|您好|你好|我来|我|[,，。\s])*(?:见证|建证|鉴证|报数)(?:抽取|一下)?[\d零〇一幺二两三四五六七八九\s,，、。.:：!加]*$/u;

const NOBODY_ASKED = '现在没有请您见证的抽取，数字没有记下。收到见证通知后，再回复“见证”加数字。';

/** 见证 from somebody who is not asked for it in chat: staff give their digits on the site only (C-06). */
export const notHere: Instant = {
  kind: 'instant',
  id: 'notHere',
  title: '见证',
  openings: [],
  hears: (text) => (WATCHING.test(plain(unadorned(text))) ? '' : null),
  menu: () => null,
  answer: async ({ facts, desk }) => {
    const { account } = facts.actor;
    if (account === null) return finished(NOBODY_ASKED);
    const asked = await desk.app.askIn(desk.tx, draws.awaitedDigits, { account }, facts.actor);
    const waiting = asked.kind === 'found' ? asked.value : [];
    const which = waiting.length === 0 ? '请您见证的那项任务' : `任务${waiting.join('、')}`;
    return finished(
      '工作人员见证抽取，数字要在工作站点上报，微信里发的数字不算，刚才的没有记下。',
      `请登录工作站点，在“任务与抽取”里打开${which}，在“报数”下面填写数字。`,
    );
  },
};
