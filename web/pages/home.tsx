import type { JSX } from 'preact';
import { dayOf, ROLE_WORDS, showDay, weekdayWord } from '../../domain/index.ts';
import { nothing } from '../fields.ts';
import { definePage } from '../page.ts';
import { Empty } from '../ui/table.tsx';
import { waits, type Wait } from './waiting.ts';

/** 待办: what waits for me. */
export const homePage = definePage({
  path: '/',
  title: '待办',
  roles: 'staff',
  nav: { label: '待办', group: 'work' },
  query: nothing,
  load: async (visit) => ({ waits: await waits(visit), day: dayOf(visit.now) }),
  view: ({ waits: waiting, day }, _query, visit) => (
    <>
      <p class="quiet">
        今天是{showDay(day)}，{weekdayWord(day)}。{visit.account.name}，您的角色是
        {visit.account.roles.map((role) => ROLE_WORDS[role]).join('、')}。
      </p>
      {waiting.length === 0 ? (
        <Empty>现在没有等您处理的事。需要查找或登记时，请从上方菜单进入。</Empty>
      ) : (
        <ul class="waits">
          {waiting.map((wait) => (
            <Waiting key={wait.label} wait={wait} />
          ))}
        </ul>
      )}
    </>
  ),
});

const Waiting = ({ wait }: { readonly wait: Wait }): JSX.Element => (
  <li>
    <a href={wait.href}>
      <strong>
        {wait.label}
        <span class="number">{wait.count}</span>
      </strong>
      <span class="quiet">{wait.hint}</span>
    </a>
  </li>
);
