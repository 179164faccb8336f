import type { JSX } from 'preact';

const COLOURS = 6;

/** The first character of a name on a colour of its own. */
export const Avatar = ({
  name,
  id,
}: {
  readonly name: string;
  readonly id: string;
}): JSX.Element => {
  const sum = [...id].reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 1009,
    1,
  );
  return (
    <span class={`avatar colour${sum % COLOURS}`} aria-hidden="true">
      {[...name][0] ?? '？'}
    </span>
  );
};

/** The bureau's account. */
export const Seal = ({ bureau }: { readonly bureau: string }): JSX.Element => (
  <span class="avatar seal" aria-hidden="true">
    {[...bureau][0] ?? '局'}
  </span>
);
