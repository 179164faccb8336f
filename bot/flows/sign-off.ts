import { nomination, type StaffActor } from '../../domain/index.ts';
import { issueFormLink } from '../../domain/exchange/index.ts';
import type { Doing, Instant } from '../dialogue/flow.ts';
import { finished } from './refused.ts';

const SHOWN = 3;
const OPEN_HOURS = 72;
const HOUR = 3_600_000;

/** Form 2 is the office's: a chat bound to an account reads it with the roles of that account. */
const staffOf = ({ facts }: Doing): StaffActor | null => {
  const { account, roles } = facts.actor;
  return account === null ? null : { kind: 'staff', account, roles };
};

/** The line of form 2 this account is to sign; null: another's turn, signed already, or none. */
export const dueLine = (
  application: nomination.ApplicationView,
  { account, roles }: StaffActor,
): nomination.ChainLine | null => {
  const line = application.nextLine;
  if (line === null || hasSigned(application, account)) return null;
  return roles.some((role) => line.roles.includes(role)) ? line : null;
};

const hasSigned = (
  { terms, review, lines }: nomination.ApplicationView,
  account: string,
): boolean =>
  terms.entry.onePersonPerLine.value &&
  (review?.by === account || lines.some(({ by }) => by === account));

interface Due {
  readonly id: string;
  readonly number: string;
  readonly line: nomination.ChainLine;
}

const PAGES = 10;

/** The first few that are due; the list comes in pages. */
const dueFor = async ({ desk }: Doing, staff: StaffActor): Promise<readonly Due[]> => {
  const due: Due[] = [];
  for (let page = 1; page <= PAGES && due.length <= SHOWN; page += 1) {
    const asked = { states: ['reviewed'], page };
    const answer = await desk.app.askIn(desk.tx, nomination.listApplications, asked, staff);
    const rows = answer.kind === 'found' ? answer.value.rows : [];
    if (rows.length === 0) break;
    for (const one of rows) {
      const line = dueLine(one, staff);
      if (line !== null) due.push({ id: one.id, number: one.number, line });
    }
  }
  return due;
};

/** 签署: a new page for each line of form 2 that waits for this account; nobody is named (F2-11, C-02). */
export const signOff: Instant = {
  kind: 'instant',
  id: 'signOff',
  title: '签署审查意见',
  openings: ['签署', '签署意见', '签意见', '签署审查意见'],
  menu: (facts) => (facts.actor.account === null ? null : '签署审查意见'),
  answer: async (context) => {
    const { facts, desk } = context;
    const staff = staffOf(context);
    if (staff === null) return finished('这里由工作人员签署审查意见。回复“0”看您可以办的事。');
    const due = await dueFor(context, staff);
    if (due.length === 0) return finished('现在没有等您签署的申请。有了会发消息给您。');
    const validUntil = new Date(facts.now.getTime() + OPEN_HOURS * HOUR);
    const lines: string[] = [];
    for (const { id, number, line } of due.slice(0, SHOWN)) {
      const { account: person } = staff;
      const invite = { kind: nomination.SIGN_OFF_FORM, person, subject: id, validUntil };
      const fresh = { seed: desk.app.seed(), now: facts.now };
      lines.push(`申请${number}：${line.label}`);
      lines.push(`${desk.app.publicUrl ?? ''}${await issueFormLink(desk.tx, invite, fresh)}`);
    }
    return finished(
      due.length > SHOWN ? '等您签署的申请，先办这几份：' : '等您签署的申请：',
      ...lines,
      '网页只能用您自己的手机打开一次，请不要转发。',
    );
  },
};
