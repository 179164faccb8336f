import type { JSX } from 'preact';
import { dayOf, draws, type Role } from '../../domain/index.ts';
import { Section } from '../ui/parts.tsx';
import type { Visit } from '../visit.ts';
import { OFFICE_ROLES } from './roles.ts';

interface Prints {
  readonly task: draws.VisibleTask;
  readonly draw: draws.AttemptView | null;
  readonly roles: readonly Role[];
  readonly isDrawn: boolean;
}

/** 打印: the papers of a piece of work as Word files. */
export const TaskPrints = ({ task, draw, roles, isDrawn }: Prints): JSX.Element | null => {
  const office = roles.some((role) => OFFICE_ROLES.includes(role));
  const sheet = draw?.status === 'drawn';
  if (!sheet && !(office && isDrawn)) return null;
  const at = `/tasks/${task.id}`;
  return (
    <Section title="打印">
      <p class="links">
        {sheet ? <a href={`${at}/draw-sheet`}>抽取记录单</a> : null}
        {office && isDrawn ? (
          <>
            <a href={`${at}/task-sheet`}>任务单</a>
            <a href={`${at}/oath`}>签到表和承诺书</a>
          </>
        ) : null}
      </p>
      <p class="quiet">
        都是Word文件，可以改好再打印；谁打印了什么会留下记录。告知以前，任务单上不写被检查单位。
      </p>
    </Section>
  );
};

/** What a row of the panel offers to print, to those who may. */
export const letters =
  ({ lastDay }: draws.VisibleTask, { account, now }: Pick<Visit, 'account' | 'now'>) =>
  (invitation: draws.Invitation): JSX.Element | null =>
    account.roles.some((role) => OFFICE_ROLES.includes(role)) ? (
      <ExpertPrints invitation={invitation} lastDay={lastDay} now={now} />
    ) : null;

/** The letters about one expert; only what can be printed now. */
const ExpertPrints = ({
  invitation,
  lastDay,
  now,
}: {
  readonly invitation: draws.Invitation;
  readonly lastDay: draws.Task['lastDay'];
  readonly now: Date;
}): JSX.Element | null => {
  const at = `/tasks/${invitation.task}/invitations/${invitation.id}`;
  const about = { invitation, task: { lastDay } };
  const links = LETTERS.filter(([paper]) => draws.mayPrint(paper, about, dayOf(now)));
  if (links.length === 0) return null;
  return (
    <p class="links">
      {links.map(([paper, words]) => (
        <a key={paper} href={`${at}/${paper}`}>
          {words}
        </a>
      ))}
    </p>
  );
};

const LETTERS = [
  ['release-letter', '抽调函'],
  ['loan-letter', '商请函'],
  ['certificate', '参加工作证明'],
] as const;
