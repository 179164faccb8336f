import type { z } from 'zod';
import {
  campaigns,
  nomination,
  people,
  type Action,
  type Actor,
  type BureauId,
  type DomainEvent,
  type Refusal,
  type StaffActor,
} from '../../domain/index.ts';
import type { OpenApp } from './app.ts';

/** A call for supervisors from 2026-10-10 09:00 to 2026-10-31 17:30, as a clerk would write it. */
export const callInput = (over: object = {}) => ({
  roster: 'supervisors' as const,
  title: '2026年社会监督员选聘公告',
  text: '为加强医保基金监督，现面向社会公开选聘社会监督员，欢迎符合条件的人士报名。',
  opensAt: '2026-10-10T09:00:00+08:00',
  closesAt: '2026-10-31T17:30:00+08:00',
  cutOffDay: '2026-10-10',
  channels: ['市政府网站', '微信公众号'],
  headcount: 20,
  quotas: [{ name: '参保群众', count: 5 }],
  ...over,
});

/** What staff do about calls, letters and invitations; every step is an action of its own. */
export function callingOf(open: OpenApp, at: BureauId, staff: StaffActor) {
  const perform = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: object,
  ) => open.app.perform(at, action, input, actor);

  const done = async <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
    actor: Actor,
    action: Action<S, P, F, E, R>,
    input: object,
  ): Promise<E> => {
    const outcome = await perform(actor, action, input);
    if (outcome.kind !== 'done') throw new Error(`${action.name}: ${JSON.stringify(outcome)}`);
    return outcome.events[0];
  };

  const read = async (campaign: string): Promise<campaigns.Campaign> => {
    const answer = await open.app.ask(at, campaigns.oneCampaign, { campaign }, staff);
    if (answer.kind !== 'found' || answer.value === null) throw new Error('no such campaign');
    return answer.value.campaign;
  };

  return {
    perform,
    done,
    read,

    draft: async (over: object = {}): Promise<string> => {
      const event = await done(staff, campaigns.draftCampaign, callInput(over));
      if (event.type !== 'campaigns.drafted') throw new Error(event.type);
      return event.campaign;
    },

    /** Published and, when its opening has come, open. */
    published: async (by: StaffActor, over: object = {}): Promise<campaigns.Campaign> => {
      const drafted = await done(staff, campaigns.draftCampaign, callInput(over));
      if (drafted.type !== 'campaigns.drafted') throw new Error(drafted.type);
      const { campaign } = drafted;
      await done(by, campaigns.publishCampaign, { campaign, expectVersion: 1 });
      return read(campaign);
    },

    person: async (particulars: object): Promise<string> => {
      const registering = { source: 'visit', particulars };
      const event = await done(staff, people.registerPerson, registering);
      if (event.type !== 'people.registered') throw new Error(event.type);
      return event.person;
    },

    /** Proposed; the id of the invitation. */
    proposed: async (person: string, over: object = {}): Promise<string> => {
      const input = { roster: 'supervisors', person, why: '长期关注医保工作', ...over };
      const event = await done(staff, nomination.inviteMember, input);
      if (event.type !== 'campaigns.invitation-proposed') throw new Error(event.type);
      return event.invitation;
    },

    approved: async (invitation: string, by: StaffActor): Promise<void> => {
      await done(by, campaigns.approveInvitation, { invitation, expectVersion: 1 });
    },

    invitation: async (invitation: string): Promise<campaigns.InvitationView> => {
      const answer = await open.app.ask(at, campaigns.oneInvitation, { invitation }, staff);
      if (answer.kind !== 'found' || answer.value === null) throw new Error('no such invitation');
      return answer.value;
    },
  };
}

export type Calling = ReturnType<typeof callingOf>;
