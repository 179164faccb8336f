import type { JSX } from 'preact';
import { Avatar, Seal } from './avatar.tsx';
import { hrefOf, partsOf, type Content, type Line, type ShownLine } from './lines.ts';
import type { Phone } from './phones.ts';

export interface ChatLineProps {
  readonly shown: ShownLine;
  readonly phone: Phone;
  readonly bureau: string;
  /** the name of the person who is played */
  readonly name: string;
}

/** One line of the chat: a note, or a bubble beside the face of whoever said it. */
export const ChatLine = ({ shown, phone, bureau, name }: ChatLineProps): JSX.Element => {
  const { line, time } = shown;
  const mine = line.side === 'follower';
  if (line.content.kind === 'closing') return <Closing line={line} content={line.content} />;
  return (
    <li class="line" data-id={line.id} data-at={line.at} data-side={line.side}>
      {time === null ? null : <time dateTime={line.at}>{time}</time>}
      {line.content.kind === 'note' ? (
        <p class="note">{line.content.text}</p>
      ) : (
        <div class={mine ? 'said mine' : 'said theirs'}>
          {mine ? <Avatar name={name} id={phone.follower} /> : <Seal bureau={bureau} />}
          <span class="unseen">{mine ? name : bureau}：</span>
          <Saying line={line} phone={phone} />
        </div>
      )}
    </li>
  );
};

/** Nothing to see: for the script, which puts the words into a card that stands on the page already. */
const Closing = ({
  line,
  content,
}: {
  readonly line: Line;
  readonly content: Extract<Content, { kind: 'closing' }>;
}): JSX.Element => (
  <li
    hidden
    data-id={line.id}
    data-at={line.at}
    data-side={line.side}
    data-closes={content.task}
    data-words={content.words}
  />
);

const Saying = ({ line, phone }: { readonly line: Line; readonly phone: Phone }): JSX.Element => {
  const { content, picture } = line;
  if (content.kind === 'card') return <Card fields={content.fields} url={content.url} />;
  if (content.kind === 'choice') return <Choice content={content} phone={phone} />;
  if (content.kind === 'menu') return <Menu content={content} phone={phone} />;
  if (content.kind === 'text') return <Text text={content.text} />;
  const address = `/simulator/${phone.bureau}/${phone.follower}/picture/${picture ?? ''}`;
  return (
    <a class="thumb" href={address} target="_blank" rel="noopener">
      <img src={address} alt="照片" width="168" height="168" />
    </a>
  );
};

const Text = ({ text }: { readonly text: string }): JSX.Element => (
  <div class="bubble">
    <Linked text={text} />
  </div>
);

const Linked = ({ text }: { readonly text: string }): JSX.Element => (
  <>
    {partsOf(text).map((part, index) =>
      part.href === null ? (
        part.text
      ) : (
        <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
          {part.text}
        </a>
      ),
    )}
  </>
);

/** A menu message: its items are links in the bubble, each says its own words. */
const Menu = ({
  content,
  phone,
}: {
  readonly content: Extract<Content, { kind: 'menu' }>;
  readonly phone: Phone;
}): JSX.Element => (
  <form
    method="post"
    action={`/simulator/${phone.bureau}/${phone.follower}/choose`}
    class="bubble items"
    data-send
  >
    <p>
      <Linked text={content.head} />
    </p>
    {content.items.map(({ id, label }) => (
      <button key={id} type="submit" name="item" value={id}>
        {label}
      </button>
    ))}
    <p>{content.tail}</p>
  </form>
);

/** A template message. */
const Card = ({
  fields,
  url,
}: {
  readonly fields: Readonly<Record<string, string>>;
  readonly url: string | null;
}): JSX.Element => {
  const href = url === null ? null : hrefOf(url);
  return (
    <div class="card">
      <strong>服务通知</strong>
      <dl>
        {Object.entries(fields).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {href === null ? null : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          查看详情
        </a>
      )}
    </div>
  );
};

/** A card with buttons: a tap is an answer. Closed, one thing stands there that cannot be tapped. */
const Choice = ({
  content,
  phone,
}: {
  readonly content: Extract<Content, { kind: 'choice' }>;
  readonly phone: Phone;
}): JSX.Element => (
  <form
    method="post"
    action={`/simulator/${phone.bureau}/${phone.follower}/press`}
    class="card choice"
    data-send
  >
    <strong>{content.title}</strong>
    <p>{content.text}</p>
    <input type="hidden" name="task" value={content.task} />
    {content.closed === undefined ? (
      content.buttons.map(({ key, text }) => (
        <button key={key} type="submit" name="key" value={key}>
          {text}
        </button>
      ))
    ) : (
      <p class="closed">{content.closed}</p>
    )}
  </form>
);
