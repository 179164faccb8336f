import type { Roster } from './world.ts';

/** 经办人、科室负责人、分管领导、联络员、纪检、审计、系统管理员 (glossary: staff roles). */
export const ROLES = [
  'clerk',
  'sectionHead',
  'leader',
  'liaison',
  'discipline',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  clerk: '经办人',
  sectionHead: '科室负责人',
  leader: '分管领导',
  liaison: '联络员',
  discipline: '纪检',
  auditor: '审计',
  administrator: '系统管理员',
};

/** Who wrote, as a channel knows them: an openid is only unique within its channel. */
export interface ChatIdentity {
  readonly channel: string;
  readonly id: string;
}

/** A staff member at the site or, bound, in chat. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly account: string;
  readonly roles: readonly Role[];
}

/** Somebody in chat: perhaps a known person, perhaps a member, perhaps staff too. */
export interface FollowerActor {
  readonly kind: 'follower';
  readonly identity: ChatIdentity;
  readonly person: string | null;
  readonly account: string | null;
  readonly roles: readonly Role[];
  readonly memberships: readonly { readonly id: string; readonly roster: Roster }[];
}

/** A timed duty, a follow-up, the command line. */
export interface SystemActor {
  readonly kind: 'system';
  readonly duty: string;
}

export type Actor = StaffActor | FollowerActor | SystemActor;

/** True where the actor holds one of the roles (site or chat alike). */
export const holds = (actor: Actor, ...roles: readonly Role[]): boolean =>
  actor.kind !== 'system' && actor.roles.some((role) => roles.includes(role));

/** The staff account behind the actor, or null. */
export const accountOf = (actor: Actor): string | null =>
  actor.kind === 'system' ? null : actor.account;

/** How the audit log names an actor: ids only, a chat identity never in the clear. */
export const actorRef = (actor: Actor): string => {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.account}`;
    case 'follower':
      return followerRef(actor);
    case 'system':
      return `system:${actor.duty}`;
  }
};

const followerRef = (actor: FollowerActor): string => {
  if (actor.account !== null) return `staff:${actor.account}`;
  return actor.person === null ? 'follower' : `person:${actor.person}`;
};
