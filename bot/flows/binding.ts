import { people, type Tx } from '../../domain/index.ts';
import type { Done, Facts, Instant } from '../dialogue/flow.ts';
import { yesNo } from '../dialogue/understand/commands.ts';
import { finished, refused } from './refused.ts';

const CODE_LENGTH = 8;
const NEXT = { kind: 'next', instant: 'bind' } as const;
const WRONG_CODE =
  '绑定码不对，或者已经用过、过期了。请核对后再发一次；多次不对，请向工作人员重新要一个。';

const digitsOf = (text: string): string => text.normalize('NFKC').replaceAll(/\D/gu, '');

const codeWanted = (rest: string) =>
  finished(
    rest === ''
      ? `请先向工作人员要一个${CODE_LENGTH}位绑定码，然后发过来。`
      : `绑定码是${CODE_LENGTH}位数字，您发的有${digitsOf(rest).length}位，请核对后再发。`,
    '例如：绑定 12345678',
  );

/** 绑定 <code>: joins this chat to a person or a staff account (one-time code from staff). */
export const bind: Instant = {
  kind: 'instant',
  id: 'bind',
  title: '绑定身份',
  openings: ['绑定', '绑定身份', '绑定码'],
  menu: (facts) =>
    facts.actor.person === null && facts.actor.account === null ? '绑定身份' : null,
  expects: (text) => (digitsOf(text).length >= CODE_LENGTH / 2 ? text : null),
  answer: async ({ facts, desk }, rest) => {
    const code = digitsOf(rest);
    if (code.length !== CODE_LENGTH) return { ...codeWanted(rest), offered: NEXT };
    const input = { identity: facts.actor.identity, code };
    const outcome = await desk.app.performIn(desk.tx, people.bindChat, input, facts.actor);
    if (outcome.kind !== 'done')
      return refused(outcome, '绑定没有成功，请联系工作人员重新要一个绑定码。');
    const [event] = outcome.events;
    if (event.type !== 'people.bound') return { ...finished(WRONG_CODE), offered: NEXT };
    return finished(
      `绑定成功${await whose(desk.tx, event.person)}。以后有通知会发到这里。`,
      '回复“我的”查看，回复“0”看菜单。',
    );
  },
};

const whose = async (tx: Tx, person: string | null): Promise<string> => {
  const known = person === null ? null : await people.readPerson(tx, person);
  return known === null ? '' : `，${known.particulars.name}您好`;
};

/** 解除绑定: the person's own wish, on record like the binding. */
export const unbind: Instant = {
  kind: 'instant',
  id: 'unbind',
  title: '解除绑定',
  openings: ['解除绑定', '解绑', '取消绑定'],
  menu: () => null,
  expects: (text) => (yesNo(text) === true || /^确[认定]/u.test(text.trim()) ? '确认' : null),
  answer: async ({ facts, desk }, rest) => {
    if (!/^(?:确[认定]|是)/u.test(rest)) return asked(facts);
    const binding = await people.bindingOfChat(desk.tx, facts.actor.identity);
    const input = { binding: binding?.id ?? '', by: 'self' };
    const outcome = await desk.app.performIn(desk.tx, people.unbindChat, input, facts.actor);
    if (outcome.kind !== 'done') return refused(outcome, '这个微信没有绑定，不需要解除。');
    return finished('已解除绑定，以后的通知不再发到这个微信。需要时可以重新绑定。');
  },
};

const isBound = ({ actor }: Facts): boolean => actor.person !== null || actor.account !== null;

const asked = (facts: Facts): Done =>
  isBound(facts)
    ? {
        kind: 'finished',
        say: '解除后，通知不再发到这个微信。确定要解除，请回复“确认”；不解除请回复“0”。',
        offered: { kind: 'next', instant: 'unbind' },
      }
    : finished('这个微信没有绑定，不需要解除。');
