import { nomination, type App, type BureauId, type Roster } from '../../domain/index.ts';
import type { MenuButton } from './sending.ts';

/** Which conversation takes the applications of a roster, and what its button says. */
const APPLYING: readonly (MenuButton & { readonly roster: Roster })[] = [
  { roster: 'supervisors', item: 'nomination', label: '我要自荐' },
  { roster: 'experts', item: 'expert', label: '申请专家' },
];

/** The buttons under the chat: only what this bureau has; WeChat's own menu holds three. */
export const menuOf = (app: App, bureau: BureauId): readonly MenuButton[] => {
  const { rosters } = app.bureauOf(bureau).section(nomination.NOMINATION);
  const applying = APPLYING.find(({ roster }) => rosters[roster] !== undefined);
  return [
    { item: 'clue', label: '举报线索' },
    ...(applying === undefined ? [] : [{ item: applying.item, label: applying.label }]),
    { item: 'mine', label: '我的' },
  ];
};
