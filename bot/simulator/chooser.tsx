import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { BureauId } from '../../domain/index.ts';
import type { Assets } from './assets.ts';
import { Avatar, Seal } from './avatar.tsx';
import type { Guest } from './phones.ts';

/** An invented person one can play. */
export interface FollowerCard {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

interface Bureau {
  readonly id: BureauId;
  readonly name: string;
  readonly followers: readonly FollowerCard[];
  readonly guests: readonly Guest[];
}

interface ChooserProps {
  readonly bureaus: readonly Bureau[];
  readonly assets: Assets;
  readonly longestName: number;
}

/** Whose phone do you want to hold? */
export const chooserHtml = (props: ChooserProps): string =>
  `<!doctype html>\n${renderToString(<Chooser {...props} />)}`;

const Chooser = ({ bureaus, assets, longestName }: ChooserProps): JSX.Element => (
  <html lang="zh-CN">
    <Head title="模拟手机 - 监督通" assets={assets} />
    <body class="chooser">
      <header class="banner">
        <h1>模拟手机</h1>
        <p>
          选一个人，拿起他的手机和公众号聊天。人和号码都是编的，只用于演示和开发。每个人会在自己的标签页里打开，可以同时扮演几个人。
        </p>
      </header>
      <main class="bureaus">
        {bureaus.map((bureau) => (
          <BureauCard key={bureau.id} bureau={bureau} longestName={longestName} />
        ))}
      </main>
    </body>
  </html>
);

const BureauCard = ({
  bureau,
  longestName,
}: {
  readonly bureau: Bureau;
  readonly longestName: number;
}): JSX.Element => (
  <section class="bureau" aria-labelledby={`bureau-${bureau.id}`}>
    <h2 id={`bureau-${bureau.id}`}>
      <Seal bureau={bureau.name} />
      {bureau.name}
    </h2>
    <PeopleList bureau={bureau.id} people={bureau.followers} />
    <form method="post" action={`/simulator/${bureau.id}`} class="invent">
      <label for={`name-${bureau.id}`}>新的关注者</label>
      <div class="row">
        <input
          id={`name-${bureau.id}`}
          name="name"
          maxLength={longestName}
          placeholder="随便起个名字"
          autocomplete="off"
        />
        <button type="submit" class="go">
          扮演
        </button>
      </div>
    </form>
    {bureau.guests.length === 0 ? null : (
      <details class="guests">
        <summary>以前新来的人（{bureau.guests.length}）</summary>
        <PeopleList
          bureau={bureau.id}
          people={bureau.guests.toReversed().map((guest) => ({ ...guest, about: '' }))}
        />
      </details>
    )}
  </section>
);

/** One tab a person: the same person is found again in the tab that is open already. */
export const PeopleList = ({
  bureau,
  people,
}: {
  readonly bureau: BureauId;
  readonly people: readonly FollowerCard[];
}): JSX.Element => (
  <ul class="people">
    {people.map((person) => (
      <li key={person.id}>
        <a href={`/simulator/${bureau}/${person.id}`} target={`phone-${bureau}-${person.id}`}>
          <Avatar name={person.name} id={person.id} />
          <span class="who">
            <strong>{person.name}</strong>
            {person.about === '' ? null : <small>{person.about}</small>}
          </span>
        </a>
      </li>
    ))}
  </ul>
);

export const Head = ({
  title,
  assets,
}: {
  readonly title: string;
  readonly assets: Assets;
}): JSX.Element => (
  <head>
    <meta charset="utf-8" />
    <title>{title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <link rel="stylesheet" href={assets.css} />
    <link rel="icon" href="data:," />
    <script src={assets.js} />
  </head>
);
