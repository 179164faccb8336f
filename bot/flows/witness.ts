import { z } from 'zod';
import { draws, type Json } from '../../domain/index.ts';
import type { OfferKind } from '../dialogue/flow.ts';
import { finished, refused } from './refused.ts';

const params = z.object({ draw: z.string(), number: z.string() });

const number = (value: Json): string => params.parse(value).number;

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
      words: ['见证', '我见证', '报数'],
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
        if (outcome.kind !== 'done') return refused(outcome, '这次抽取没有请您见证。');
        return finished(draws.replyWords(outcome.events[0]) ?? '已收到您报的数字。');
      },
    },
  ],
};
