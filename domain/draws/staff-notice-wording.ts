import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import type { PanelEvent } from './model-events.ts';

type Of<T extends PanelEvent['type']> = Extract<PanelEvent, { type: T }>;
type Reported = Of<'draws.silenced'> | Of<'draws.exhausted'> | Of<'draws.filled'>;

/** How the panel stands, to whoever entered the work: one notice for one moment, never two that differ. */
export const tellStaff = (event: Reported): readonly Notice[] => {
  // that nobody follows is told with the seats that stay open
  if (event.type === 'draws.silenced' && event.next === 'nobody') return [];
  const to = whoEntered(event);
  return [{ key: keyOf(event), to, kind: event.type, params: paramsOf(event) }];
};

const whoEntered = ({ enteredBy }: Pick<Reported, 'enteredBy'>): Notice['to'] =>
  enteredBy === null ? { to: 'role', role: 'clerk' } : { to: 'account', account: enteredBy };

/** Whoever read that nobody was left reads that somebody is asked after all (draw-35). */
export const tellRefilled = ({
  task,
  number,
  refills,
}: Of<'draws.replaced'>): readonly Notice[] => {
  if (refills === null) return [];
  const key = `draws.refilled:${task}:${refills.asked}`;
  return [{ key, to: whoEntered(refills), kind: 'draws.refilled', params: { task, number } }];
};

const keyOf = (event: Reported): string => {
  switch (event.type) {
    case 'draws.silenced':
      return `draws.silenced:${event.invitation}`;
    case 'draws.exhausted':
      return `draws.exhausted:${event.task}:${event.dueAt}:${openOf(event)}`;
    case 'draws.filled':
      return `draws.filled:${event.task}`;
  }
};

/** Two refusals of one weekend fall due at one moment, and the second leaves more open. */
const openOf = ({ open }: Of<'draws.exhausted'>): string =>
  Object.entries(open)
    .map(([category, count]) => `${category}${count}`)
    .join('')
    .slice(0, 60);

const paramsOf = (event: Reported): Notice['params'] => {
  const { number } = event;
  switch (event.type) {
    case 'draws.silenced':
      return { number, next: event.next };
    case 'draws.exhausted':
      return {
        number,
        task: event.task,
        open: event.open,
        silent: event.silent,
        asked: event.asked,
      };
    case 'draws.filled':
      return { number };
  }
};

type Params = Readonly<Record<string, Json>>;

/** Null: it is none of these. Of several that wait for one person only the latest is true (F41). */
export const sayToStaff = (kind: string, params: Params): Said | null => {
  const number = typeof params.number === 'string' ? params.number : '';
  const words = WORDS[kind];
  return words === undefined
    ? null
    : { text: `${number} ${words(params)}`, about: `panel ${number}` };
};

const CALL = '请打开“电话联系名单”打电话问一下';

const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  'draws.silenced': ({ next }) =>
    next === 'draw'
      ? `有专家逾期没有答复，名额还空着。${CALL}。`
      : `有专家逾期没有答复，已按次序请下一位，等待答复。${CALL}。`,
  'draws.exhausted': (params) =>
    [
      silentWords(params),
      `还差专家（${openWords(params)}），名单里已经没有可以递补的人。`,
      count(params, 'silent') > 0 ? `${CALL}，` : '请',
      '调整工作安排或增补专家。',
    ].join(''),
  'draws.refilled': () =>
    '前面说还差的专家，现在又有人可以递补，已发出邀请，等待答复。不用再调整工作安排或增补专家。',
  'draws.filled': () => '的专家都已接受邀请。',
};

const silentWords = (params: Params): string => {
  const [silent, asked] = [count(params, 'silent'), count(params, 'asked')];
  const followed = asked === 0 ? '' : `已按次序请了${asked}位，`;
  return silent === 0 ? followed : `有${silent}位专家逾期没有答复，${followed}`;
};

const count = (params: Params, name: string): number => {
  const value = params[name];
  return typeof value === 'number' ? value : 0;
};

const openWords = ({ open }: Params): string => {
  if (typeof open !== 'object' || open === null || Array.isArray(open)) return '';
  return Object.entries(open)
    .map(([category, seats]) => `${category}${typeof seats === 'number' ? seats : ''}人`)
    .join('、');
};
