/** What `--help` says of a command: operators read English, whoever sits at the bureau reads Chinese. */
export interface Help {
  readonly use: string;
  readonly does: string;
  readonly chinese: string;
}

/** Nobody has to guess what the bureaus are called. */
export const noSuchBureau = (slug: string | undefined, installed: Iterable<string>): string => {
  const [asked, there] = [slug ?? '（没有写）', [...installed]];
  const [chinese, english] = [there.join('、'), there.join(', ')];
  return `没有这个机构：${asked}（有：${chinese}） / no such bureau: ${slug ?? '(none given)'}; installed: ${english}`;
};

type Commands = Readonly<Record<string, Help>>;

const linesOf = ({ use, does, chinese }: Help): readonly string[] => [
  `  ${use}`,
  `      ${does}`,
  `      ${chinese}`,
];

const CALLED = 'npm run jiandu --';

/** The command of this name; of a word that several begin with (menu, staff) these; of any other all. */
export const helpFor = (commands: Commands, words: readonly string[]): readonly string[] => {
  const said = [words.slice(0, 2).join(' '), words[0] ?? ''];
  const named = said.flatMap((name) => commands[name] ?? [])[0];
  if (named !== undefined) return [`usage: ${CALLED} ${named.use}`, ...linesOf(named).slice(1)];
  const group = Object.entries(commands).filter(([name]) => name.startsWith(`${said[1]} `));
  const shown = group.length > 0 ? group : Object.entries(commands);
  const what = group.length > 0 ? `${said[1]} …` : '<command>';
  return [
    `usage: ${CALLED} ${what}    (--help after a command: only that one / 命令后加 --help 只看这一条)`,
    ...shown.flatMap(([, help]) => linesOf(help)),
  ];
};
