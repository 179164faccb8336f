import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { dayOf, parseDay, showDay, showInstant } from '../../domain/kernel/day.ts';
import { ReturnedForm } from './form-state.ts';

export type Tone = 'plain' | 'good' | 'wait' | 'bad' | 'done';

/** A state in words; the colour only repeats them. */
export const Badge = ({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ComponentChildren;
}): JSX.Element => <span class={`badge ${tone}`}>{children}</span>;

/** An instant as a wall clock in China shows it. */
export const Moment = ({ at }: { readonly at: Date | string | null }): JSX.Element => {
  if (at === null) return <span class="quiet">—</span>;
  const instant = typeof at === 'string' ? new Date(at) : at;
  return <time dateTime={instant.toISOString()}>{showInstant(instant)}</time>;
};

/** A day, written as the bureau's papers write it. */
export const DayText = ({ day }: { readonly day: Date | string | null }): JSX.Element => {
  if (day === null) return <span class="quiet">—</span>;
  const read = typeof day === 'string' ? parseDay(day) : dayOf(day);
  if (read === null) return <span>{String(day)}</span>;
  return <time dateTime={read}>{showDay(read)}</time>;
};

export type Fact = readonly [label: string, value: ComponentChildren];

/** Label and value, one under the other on a phone. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }): JSX.Element => (
  <dl class="facts">
    {facts.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value === '' || value === null ? <span class="quiet">未填</span> : value}</dd>
      </div>
    ))}
  </dl>
);

export const Section = ({
  title,
  id,
  children,
}: {
  readonly title: string;
  readonly id?: string;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <section class="section" id={id}>
    <h2>{title}</h2>
    {children}
  </section>
);

interface FoldProps {
  readonly title: string;
  /** the form inside, and which of several: it opens by itself when that form comes back */
  readonly form?: string;
  readonly which?: string;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** Needed now and then: closed until somebody opens it, open when its form came back. */
export const Fold = (props: FoldProps): JSX.Element => {
  const returned = useContext(ReturnedForm)?.state;
  const came =
    props.form !== undefined &&
    returned?.form === props.form &&
    returned.which === (props.which ?? '');
  return (
    <details class="fold" open={came || props.open === true}>
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
};

export const Notice = ({
  tone,
  children,
}: {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly children: ComponentChildren;
}): JSX.Element => <div class={`notice ${tone}`}>{children}</div>;

/** Only addresses of this site: a value from outside never becomes a `javascript:` link. */
export const safeHref = (href: string): string =>
  href.startsWith('/') && !href.startsWith('//') && !href.startsWith('/\\') ? href : '/';
