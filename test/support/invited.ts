import { membership, people, type StaffActor } from '../../domain/index.ts';
import { GAOPING, ZHANJIANG } from './app.ts';
import type { Chat } from './chat.ts';
import type { Scene } from './dialects.ts';
import { drawFor } from './drawing.ts';
import { bureauOf, type Bureau } from './experts.ts';

let codes = 10_000_000;

/** A binding code for somebody, issued by staff. */
export async function codeFor({ open }: Scene, staff: StaffActor, to: object): Promise<string> {
  const code = String((codes += 1));
  const bureau = 'account' in to ? GAOPING : ZHANJIANG;
  const issued = await open.app.perform(bureau, people.issueBindingCode, { ...to, code }, staff);
  if (issued.kind !== 'done') throw new Error(JSON.stringify(issued));
  return code;
}

interface Pool {
  readonly task: string;
  readonly number: string;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
  /** who was drawn, bound to a chat */
  readonly drawn: Chat;
  /** everybody of the pool, by person */
  readonly chats: ReadonlyMap<string, Chat>;
}

/** Experts of the talks before, who could still be drawn. */
const earlier = new WeakMap<Scene, readonly string[]>();

/** The pool of a talk is its own two: whoever took part in another one is away on the day. */
async function sendAway(scene: Scene, { done }: Bureau, clerk: StaffActor): Promise<void> {
  const away = { since: '2026-10-15', until: '2026-10-15', by: 'staff' };
  for (const person of earlier.get(scene) ?? [])
    await done(clerk, membership.setMemberUnavailable, { person, ...away });
}

/** A task with one expert drawn, who talks in a bound chat and has the invitation. */
export async function invited(scene: Scene): Promise<Pool> {
  const clerk = await scene.open.member(ZHANJIANG, 'clerk');
  const bureau = bureauOf(scene.open, clerk);
  await sendAway(scene, bureau, clerk);
  const chats = new Map<string, Chat>();
  for (let n = 0; n < 2; n += 1) {
    const { person } = await bureau.expert(['药学']);
    const chat = scene.stranger();
    await chat.says(`绑定 ${await codeFor(scene, clerk, { person })}`);
    chats.set(person, chat);
  }
  earlier.set(scene, [...chats.keys()]);
  const task = await bureau.task({ 药学: 1 });
  await drawFor(scene.open, clerk, task);
  await scene.office.settle();
  const view = await bureau.view(task);
  const drawn = chats.get(view.panel[0]?.invitation.person ?? '');
  if (drawn === undefined) throw new Error('somebody of another talk was drawn');
  return { task, number: view.task.number, clerk, bureau, drawn, chats };
}
