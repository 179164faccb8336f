import type { FollowerActor } from '../../domain/index.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** A well-formed citizen number of an area that does not exist, for somebody born that day. */
export function citizenOf(birth: string, order = '005'): string {
  const head = `659099${birth.replaceAll('-', '')}${order}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(head[i]), 0);
  return head + (CHECKS[sum % 11] ?? '');
}

/** Somebody who follows the account, known or not. */
export function follower(
  id: string,
  known: Partial<Omit<FollowerActor, 'kind'>> = {},
): FollowerActor {
  return {
    kind: 'follower',
    identity: { channel: 'simulator', id },
    person: null,
    account: null,
    roles: [],
    memberships: [],
    ...known,
  };
}
