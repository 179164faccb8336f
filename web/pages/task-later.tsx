import type { JSX } from 'preact';
import type { draws, Role } from '../../domain/index.ts';
import { EntryChecks } from './entry-checks.tsx';
import { TaskChange } from './task-change.tsx';
import { TaskChoices } from './task-choices.tsx';
import type { laterOf } from './task-later-forms.ts';
import { LotteryChanges } from './task-lottery.tsx';

interface Props {
  readonly task: draws.VisibleTask;
  readonly draw: draws.AttemptView | null;
  readonly panel: readonly draws.PanelRow[];
  readonly later: Awaited<ReturnType<typeof laterOf>>;
  readonly me: { readonly id: string; readonly roles: readonly Role[] };
}

/** All that may happen after, or instead of, the draw of one task. */
export const TaskLater = ({ task, draw, panel, later, me }: Props): JSX.Element => {
  const stands = panel.some(({ invitation: { status } }) => isStanding(status));
  const operates = me.roles.some((role) => role === 'clerk' || role === 'sectionHead');
  return (
    <>
      {draw !== null && operates ? <LotteryChanges draw={draw} /> : null}
      <EntryChecks checks={later.checks} />
      {later.choices === null ? null : <TaskChoices task={task} choices={later.choices} me={me} />}
      {later.change === null ? null : (
        <TaskChange
          task={later.change}
          options={later.options}
          asked={task.status !== 'entered' || stands}
        />
      )}
    </>
  );
};

const isStanding = (status: draws.InvitationStatus): boolean =>
  status === 'invited' || status === 'accepted';
