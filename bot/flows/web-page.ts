import { conversationId, conversationSubject, issueFormLink } from '../../domain/exchange/index.ts';
import type { Instant } from '../dialogue/flow.ts';
import { WEB_PAGE } from '../dialogue/forms.ts';
import { finished } from './refused.ts';

const OPEN_HOURS = 72;
const HOUR = 3_600_000;

/** 网页: the link to the web page of a draft; the one before opens nothing any more. */
export const webPage: Instant = {
  kind: 'instant',
  id: WEB_PAGE,
  title: '网页',
  openings: [],
  menu: () => null,
  answer: async ({ facts, desk }, form) => {
    const { app, tx } = desk;
    const subject = conversationSubject(conversationId(tx, facts.actor.identity));
    const validUntil = new Date(facts.now.getTime() + OPEN_HOURS * HOUR);
    const invite = { kind: `draft-${form}`, person: '', subject, validUntil };
    const path = await issueFormLink(tx, invite, { seed: app.seed(), now: facts.now });
    return finished(
      '请点开网页填写，和聊天里是同一份，填好的都会带过去：',
      `${app.publicUrl ?? ''}${path}`,
      '网页只能用您自己的手机打开，三天内有效，请不要转发。填完在网页里提交，或回到这里回复“继续”。',
    );
  },
};
