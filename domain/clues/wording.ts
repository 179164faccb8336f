import type { Json } from '../kernel/action.ts';
import type { Notice, Said } from '../kernel/context.ts';
import {
  OUTCOME_WORDS,
  STATUS_WORDS,
  type ClueOutcome,
  type CluesEvent,
  type CluesRefusal,
} from './model.ts';

export const refuse = (refusal: CluesRefusal): string => {
  switch (refusal.code) {
    case 'clues.no-outside-key':
      return '还没有配置转交对象的公钥，不能密封。请系统管理员把对方的公钥写入机构文件（clues.outsideKey）后再试。';
    case 'clues.draft-unknown':
      return '没有这份未写完的线索，可能已经提交或删除。请刷新页面。';
    case 'clues.unknown':
      return '找不到这条线索，请回到线索列表重新选择。';
    case 'clues.changed-meanwhile':
      return '您打开之后，另一位同事已经处理过这条线索。页面上是最新情况，请核对后再决定。';
    case 'clues.not-open':
      return `这条线索${STATUS_WORDS[refusal.status]}，不能再这样处理。`;
    case 'clues.state-secret':
      return `内容可能涉及国家秘密，不能通过微信或网络提交，这里也没有保存为线索。请当面或用机要渠道联系：${refusal.office}。`;
    case 'clues.evidence-needed':
      return '还需要至少一份证据材料（照片、录音或视频）。请发来之后再提交。';
  }
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Coarse words only: no place, no institution, nothing a lock screen should not show (C-02). */
export const say = (kind: string, params: Readonly<Record<string, Json>>): Said | null => {
  const number = text(params.number);
  if (kind === 'clues.accepted')
    return told(
      `您反映的线索${number}已受理，正在核查。办结后会在这里告诉您，也可以随时回复“进度”查看。`,
      number,
      '已受理',
    );
  if (kind === 'clues.closed') {
    const outcome = OUTCOME_WORDS[text(params.outcome) as ClueOutcome];
    return told(
      `您反映的线索${number}已办结，结果：${outcome}。感谢您参与监督。如有疑问，请回复“人工”。`,
      number,
      '已办结',
    );
  }
  if (kind === 'clues.draft-writer-asked')
    return {
      text: '您有一份没写完的内容还替您保管着。要接着写请回复“继续”；不需要了请回复“取消”。30天内没有答复，将按规定删除。',
    };
  if (kind === 'clues.for-discipline')
    return { text: `有一条新线索${number}需要您处理，请登录工作站点查看。` };
  return null;
};

/** Not what kind of matter it is: whoever sees the phone need not learn that its owner reports (C-01, C-02). */
const told = (words: string, number: string, state: string): Said => ({
  text: words,
  template: {
    name: 'progress',
    fields: { subject: `事项${number}`, when: '', place: '', note: state },
  },
});

/** The reporter is told; discipline is told of what only it may see. */
export const announce = (event: CluesEvent): readonly Notice[] => {
  switch (event.type) {
    case 'clues.reported':
      return event.audience === 'discipline' ? [forDiscipline(event)] : [];
    case 'clues.draft-writer-asked':
      return [
        {
          key: `${event.type}:${event.draft}`,
          to: { to: 'chat', identity: event.private.identity },
          kind: event.type,
          params: {},
        },
      ];
    case 'clues.draft-watched':
    case 'clues.left-bureau':
    case 'clues.evidence-added':
      return [];
    case 'clues.accepted':
    case 'clues.closed':
      return toReporter(event);
  }
};

const forDiscipline = (event: Extract<CluesEvent, { type: 'clues.reported' }>): Notice => ({
  key: `clues.for-discipline:${event.clue}`,
  to: { to: 'role', role: 'discipline', except: event.hidden },
  kind: 'clues.for-discipline',
  params: { number: event.number },
  urgent: event.serious,
});

const toReporter = (
  event: Extract<CluesEvent, { type: 'clues.accepted' | 'clues.closed' }>,
): readonly Notice[] => {
  const { identity, person } = event.private.reporter;
  const to =
    identity !== null
      ? ({ to: 'chat', identity } as const)
      : person !== null
        ? ({ to: 'person', person } as const)
        : null;
  if (to === null) return [];
  const params = {
    number: event.number,
    ...(event.type === 'clues.closed' ? { outcome: event.outcome } : {}),
  };
  return [{ key: `${event.type}:${event.clue}`, to, kind: event.type, params }];
};
