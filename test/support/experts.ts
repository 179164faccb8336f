import type {
  Action,
  BureauId,
  DomainEvent,
  FollowerActor,
  Refusal,
  StaffActor,
} from '../../domain/index.ts';
import { draws, institutions, membership, people } from '../../domain/index.ts';
import type { z } from 'zod';
import type { SYSTEM } from './app.ts';
import { ZHANJIANG, type OpenApp } from './app.ts';
import { follower } from './people.ts';

type Asked<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal> = readonly [
  action: Action<S, P, F, E, R>,
  input: unknown,
];

/** An employer of one's own that staff have confirmed as no designated institution. */
const elsewhere = (count: number) => ({ unit: `科技公司${count}号`, outside: true });

/** What a bureau of experts is asked to do in a test; every call is an action of its own. */
export function bureauOf(open: OpenApp, staff: StaffActor, at: BureauId = ZHANJIANG) {
  const perform = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: FollowerActor | StaffActor | typeof SYSTEM,
    ...[action, input]: Asked<S, P, F, E, R>
  ) => open.app.perform(at, action, input, actor);

  /** Performs and expects a yes; the events. */
  const done = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: FollowerActor | StaffActor | typeof SYSTEM,
    ...asked: Asked<S, P, F, E, R>
  ): Promise<readonly [E, ...E[]]> => {
    const outcome = await perform(actor, ...asked);
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.events;
  };

  let count = 0;
  return {
    perform,
    done,

    institution: async (name: string, legalEntity: string | null = null): Promise<string> => {
      const details = { name, kind: 'hospital', legalEntity };
      const input = { details };
      const [event] = await done(staff, institutions.registerInstitution, input);
      if (event.type !== 'institutions.registered') throw new Error(event.type);
      return event.institution;
    },

    /** A registered expert whose consent is given; answers as the person in chat. */
    expert: async (
      categories: readonly [string, ...string[]],
      employments: readonly object[] = [elsewhere(count + 1)],
    ): Promise<{
      readonly person: string;
      readonly term: string;
      readonly chat: FollowerActor;
    }> => {
      count += 1;
      const particulars = { name: `专家${count}`, employments };
      const registering = { source: 'visit', particulars };
      const [known] = await done(staff, people.registerPerson, registering);
      if (known.type !== 'people.registered') throw new Error(known.type);
      const { person } = known;
      const [category, ...furtherCategories] = categories;
      const titleReason = '测试用，职称略';
      const enrolling = { person, category, furtherCategories, titleReason };
      const [invited] = await done(staff, membership.enrollExpert, enrolling);
      if (invited.type !== 'membership.enrolled') throw new Error(invited.type);
      const chat = follower(`chat-${person}`, { person });
      const consenting = { term: invited.term, version: '2026-1' };
      await done(chat, membership.giveExpertConsent, consenting);
      return { person, term: invited.term, chat };
    },

    /** A piece of work on 2026-10-15 at 09:00. */
    task: async (need: Record<string, number>, more: object = {}): Promise<string> => {
      const input = {
        type: '飞行检查',
        words: ['遂溪县某某医院'],
        firstDay: '2026-10-15',
        assembleAt: '09:00',
        place: '医保局门口',
        need,
        ...more,
      };
      const [event] = await done(staff, draws.enterDrawTask, input);
      if (event.type !== 'draws.task-entered') throw new Error(event.type);
      return event.task;
    },

    /** A task's page as this member of staff sees it. */
    view: async (task: string, actor: StaffActor = staff) => {
      const answer = await open.app.ask(at, draws.oneDrawTask, { task }, actor);
      if (answer.kind !== 'found' || answer.value === null) throw new Error('no such task');
      return answer.value;
    },
  };
}

export type Bureau = ReturnType<typeof bureauOf>;
