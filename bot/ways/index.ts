import { card } from './card.ts';
import { service } from './service.ts';
import { sms } from './sms.ts';
import { subscription } from './subscription.ts';
import { template } from './template.ts';
import type { Way } from './way.ts';

/** Every way a notice can leave by machine: one line each. Their order is the bureau's (policy `notices.ladder`). */
const WAYS: readonly Way[] = [card, service, template, subscription, sms];

/** The way of this name, null while no channel here has it. */
export const wayNamed = (name: string): Way | null => WAYS.find((way) => way.name === name) ?? null;
