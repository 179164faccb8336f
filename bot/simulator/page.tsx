import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from './assets.ts';
import { Avatar, Seal } from './avatar.tsx';
import { Head, PeopleList, type FollowerCard } from './chooser.tsx';
import type { Way } from './carrier.ts';
import type { LedgerView } from './ledger.ts';
import type { ShownLine } from './lines.ts';
import { ChatLine, type ChatLineProps } from './line.tsx';
import type { Phone } from './phones.ts';
import { PlatformPanel } from './platform-page.tsx';
import type { MenuButton } from './sending.ts';

export interface PhoneProps {
  readonly phone: Phone;
  readonly bureau: string;
  readonly person: FollowerCard;
  readonly others: readonly FollowerCard[];
  readonly lines: readonly ShownLine[];
  readonly menu: readonly MenuButton[];
  /** null: no platform is played here; its ledger null: this phone goes directly */
  readonly platform: { readonly way: Way; readonly ledger: LedgerView | null } | null;
  readonly assets: Assets;
}

export const phoneHtml = (props: PhoneProps): string =>
  `<!doctype html>\n${renderToString(<PhonePage {...props} />)}`;

/** One line as the polling script puts it in: the same markup the page is made of. */
export const lineHtml = (props: ChatLineProps): string => renderToString(<ChatLine {...props} />);

const PhonePage = (props: PhoneProps): JSX.Element => {
  const { phone, bureau, person, others, platform, assets } = props;
  return (
    <html lang="zh-CN">
      <Head title={`${person.name} - ${bureau}`} assets={assets} />
      <body class={platform === null ? 'playing' : 'playing beside'}>
        <aside class="aside" aria-label="扮演谁">
          <p class="quiet">你正在扮演</p>
          <div class="self">
            <Avatar name={person.name} id={person.id} />
            <span class="who">
              <strong>{person.name}</strong>
              <small>{person.about}</small>
            </span>
          </div>
          {others.length === 0 ? null : (
            <>
              <h2>同一个公众号的其他人</h2>
              <PeopleList bureau={phone.bureau} people={others} />
            </>
          )}
          <p>
            <a class="back" href="/simulator">
              换一个单位或新的关注者
            </a>
          </p>
        </aside>
        <PhoneFrame {...props} />
        {platform === null ? null : (
          <PlatformPanel
            base={`/simulator/${phone.bureau}/${phone.follower}`}
            way={platform.way}
            ledger={platform.ledger}
          />
        )}
      </body>
    </html>
  );
};

const PhoneFrame = ({ phone, bureau, person, lines, menu, platform }: PhoneProps): JSX.Element => {
  const base = `/simulator/${phone.bureau}/${phone.follower}`;
  return (
    <main class="phone" data-base={base} data-after={lines.at(-1)?.line.at ?? ''}>
      <header class="title">
        <a href="/simulator" class="leave" aria-label="回到选择页">
          <Icon>
            <path d="M15 4 7 12l8 8" />
          </Icon>
        </a>
        <h1>
          <span class="name">{bureau}</span>
          <small class="status" role="status" data-rest={`${person.name}的手机`}>
            {person.name}的手机
          </small>
        </h1>
        <span class="ends">
          <a href={base} class="refresh plain-only">
            刷新
          </a>
          {platform === null ? null : (
            <a href="#platform" class="refresh">
              平台
            </a>
          )}
        </span>
      </header>
      <div class="chat" tabIndex={0} role="log" aria-label="聊天记录">
        <div>
          <ol class="lines">
            {lines.map((shown) => (
              <ChatLine
                key={shown.line.id}
                shown={shown}
                phone={phone}
                bureau={bureau}
                name={person.name}
              />
            ))}
          </ol>
          <Welcome base={base} bureau={bureau} />
        </div>
      </div>
      <footer class="bar">
        <Field base={base} />
        <form method="post" action={`${base}/tap`} class="menu" data-send>
          {menu.map(({ item, label }) => (
            <button key={item} type="submit" name="item" value={item}>
              {label}
            </button>
          ))}
        </form>
      </footer>
    </main>
  );
};

const Welcome = ({
  base,
  bureau,
}: {
  readonly base: string;
  readonly bureau: string;
}): JSX.Element => (
  <form method="post" action={`${base}/follow`} class="welcome" data-send>
    <Seal bureau={bureau} />
    <strong>{bureau}</strong>
    <p>还没有聊天记录。可以先关注公众号，也可以直接发消息。</p>
    <button type="submit" class="go">
      关注公众号
    </button>
  </form>
);

const Field = ({ base }: { readonly base: string }): JSX.Element => (
  <div class="compose">
    <form method="post" action={`${base}/say`} class="say" data-send>
      <textarea name="text" rows={1} aria-label="消息" autocomplete="off" required />
      <button type="submit" class="go">
        发送
      </button>
    </form>
    <form
      method="post"
      action={`${base}/photo`}
      encType="multipart/form-data"
      class="photo"
      data-send
    >
      <label title="发照片">
        <Icon>
          <rect x="3" y="5" width="18" height="14" rx="2" />
          <circle cx="8.5" cy="10" r="1.5" />
          <path d="m4 18 5-5 4 4 3-3 5 4" />
        </Icon>
        <span class="unseen">选择照片</span>
        <input
          type="file"
          name="photos"
          accept="image/jpeg,image/png,image/gif,image/webp"
          multiple
          required
        />
      </label>
      <button type="submit" class="go plain-only">
        发照片
      </button>
    </form>
  </div>
);

const Icon = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {children}
  </svg>
);
