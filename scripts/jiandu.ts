import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { verifyChain } from '../domain/audit/index.ts';
import { endSessionsOf } from '../domain/exchange/index.ts';
import {
  contextOf,
  draws,
  ROLES,
  staff,
  type App,
  type BureauId,
  type DomainEvent,
  type Outcome,
  type Refusal,
  type Role,
} from '../domain/index.ts';
import type { Installation } from '../installation.ts';
import { ALONE } from './alone.ts';
import { AT_A_DESK, type Said } from './at-a-desk.ts';
import { helpFor, noSuchBureau, type Help } from './help.ts';
import { MENU_COMMANDS } from './menu.ts';
import { openingFor } from './opening.ts';

/** The operator's command line: `npm run jiandu -- <command>`. Exit 0 done, 1 refused or found wrong, 2 wrong use. */

interface Command extends Help {
  readonly writes: boolean;
  readonly isForDemo?: boolean;
  readonly run: (installation: Installation, args: readonly string[]) => Promise<number>;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const bureauNamed = ({ app }: Installation, slug: string | undefined): BureauId => {
  const found = [...app.bureaus.keys()].find((id) => id === slug);
  if (found !== undefined) return found;
  complain(noSuchBureau(slug, app.bureaus.keys()));
  return process.exit(2);
};

const SYSTEM = { kind: 'system', duty: 'command-line' } as const;

const readPassword = async (login: string): Promise<string> => {
  if (process.stdin.isTTY) process.stderr.write('password: ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    const fault = staff.passwordFault(line, login);
    if (fault === null) return line;
    complain(fault);
    return process.exit(1);
  }
  complain('no password on standard input');
  return process.exit(2);
};

const rolesOf = (text: string | undefined): readonly Role[] => {
  const words = (text ?? '').split(',').map((word) => word.trim());
  const known = ROLES.filter((role) => words.includes(role));
  if (known.length === words.length) return known;
  complain(`roles are some of: ${ROLES.join(', ')}, separated by commas`);
  return process.exit(2);
};

const addStaff: Command = {
  use: 'staff add <bureau> <login> <name> <role,role…>   (password from standard input)',
  does: 'adds a member of staff; the first administrator is made this way',
  chinese: '添加工作人员账号；第一个管理员就是这样建的（密码从标准输入读）',
  writes: true,
  run: async (installation, [slug, login = '', name = '', roles]) => {
    const bureau = bureauNamed(installation, slug);
    const input = {
      login,
      name,
      roles: rolesOf(roles),
      passwordHash: await staff.hashPassword(await readPassword(login)),
    };
    const outcome = await installation.app.perform(bureau, staff.addAccount, input, SYSTEM);
    return report(outcome, `added ${login}`);
  },
};

const report = (outcome: Outcome<DomainEvent, Refusal>, done: string): number => {
  if (outcome.kind === 'done') {
    say(done);
    return 0;
  }
  for (const line of whyNot(outcome)) complain(line);
  return 1;
};

/** The context's own sentence, and a line in English that can be looked up. */
const whyNot = (outcome: Exclude<Outcome<DomainEvent, Refusal>, { kind: 'done' }>): string[] => {
  if (outcome.kind === 'refused') {
    const { reason } = outcome;
    const sentence = contextOf(reason.code).refuse(reason);
    return [...(sentence === null ? [] : [sentence]), `not done: ${reason.code}`];
  }
  const { because } = outcome;
  if (because.why === 'not-permitted') return ['not done: not permitted on the command line'];
  return because.issues.map(({ path, message }) => `not done: ${path}: ${message}`);
};

const listStaff: Command = {
  use: 'staff list <bureau>',
  does: 'lists the accounts with their roles',
  chinese: '列出账号和角色',
  writes: false,
  run: async (installation, [slug]) => {
    const asked = await installation.app.ask(
      bureauNamed(installation, slug),
      staff.listAccounts,
      {},
      SYSTEM,
    );
    const rows = asked.kind === 'found' ? asked.value : [];
    for (const { login, roles, disabled } of rows)
      say(`${login}\t${roles.join(',')}${disabled ? '\tdisabled' : ''}`);
    return 0;
  },
};

const accountOf = async (
  app: App,
  bureau: BureauId,
  login: string | undefined,
): Promise<string> => {
  const asked = await app.ask(bureau, staff.listAccounts, {}, SYSTEM);
  const found = asked.kind === 'found' ? asked.value.find((one) => one.login === login) : undefined;
  if (found !== undefined) return found.id;
  complain(`no such login: ${login ?? '(none given)'}`);
  return process.exit(1);
};

const disableStaff: Command = {
  use: 'staff disable <bureau> <login>',
  does: 'disables an account; its sessions end',
  chinese: '停用账号，已登录的随即退出',
  writes: true,
  run: async (installation, [slug, login]) => {
    const bureau = bureauNamed(installation, slug);
    const account = await accountOf(installation.app, bureau, login);
    const outcome = await installation.app.perform(
      bureau,
      staff.disableAccount,
      { account },
      SYSTEM,
    );
    await installation.app.gate.transaction(bureau, (tx) => endSessionsOf(tx, account));
    return report(outcome, `disabled ${login ?? ''}`);
  },
};

const resetStaff: Command = {
  use: 'staff reset <bureau> <login>   (new password from standard input)',
  does: 'sets a new password and enables the account again',
  chinese: '重设密码，停用的账号重新启用（新密码从标准输入读）',
  writes: true,
  run: async (installation, [slug, login = '']) => {
    const bureau = bureauNamed(installation, slug);
    const account = await accountOf(installation.app, bureau, login);
    const passwordHash = await staff.hashPassword(await readPassword(login));
    const input = { account, passwordHash };
    const outcome = await installation.app.perform(bureau, staff.setAccountPassword, input, SYSTEM);
    await installation.app.gate.transaction(bureau, (tx) => endSessionsOf(tx, account));
    return report(outcome, `new password set for ${login}`);
  },
};

const verifyAudit: Command = {
  use: 'verify-audit [bureau]',
  does: 'recomputes the audit chain and the records of all draws; names the first that does not fit',
  chinese: '重新计算审计链和全部抽取记录，指出第一处对不上的',
  writes: false,
  run: async (installation, [slug]) => {
    const { app } = installation;
    const bureaus =
      slug === undefined ? [...app.bureaus.keys()] : [bureauNamed(installation, slug)];
    let broken = 0;
    for (const bureau of bureaus) {
      const chain = await app.gate.transaction(bureau, verifyChain);
      if (!chain.intact) broken += 1;
      say(
        chain.intact
          ? `${bureau}: intact, ${chain.entries} entries, ${chain.erased} erased, head ${chain.head}`
          : `${bureau}: BROKEN at entry ${chain.brokenAt}: ${chain.why}`,
      );
      const drawn = await app.gate.transaction(bureau, draws.verifyDraws);
      if (!drawn.whole) broken += 1;
      say(`${bureau}: draw records: ${drawn.attempts} attempts, ${drawnWords(drawn)}`);
    }
    return broken === 0 ? 0 : 1;
  },
};

const drawnWords = (chain: draws.DrawChain): string =>
  chain.whole ? `chain whole, head ${chain.head}` : `BROKEN at ${chain.brokenAt}: ${chain.why}`;

const migrate: Command = {
  use: 'migrate',
  does: 'brings the database to the current schema (starting the server does it too)',
  chinese: '把数据库升级到当前版本（启动服务时也会自动做）',
  writes: true,
  run: () => {
    say('数据库已经是当前版本 / the database has the current schema');
    return Promise.resolve(0);
  },
};

const COMMANDS: Readonly<Record<string, Command>> = {
  migrate,
  'staff add': addStaff,
  'staff list': listStaff,
  'staff disable': disableStaff,
  'staff reset': resetStaff,
  'verify-audit': verifyAudit,
  ...MENU_COMMANDS,
};

const ALL: Readonly<Record<string, Help>> = { ...ALONE, ...AT_A_DESK, ...COMMANDS };

/** The command that the words name: the longest that fits. */
const commandIn = (words: readonly string[]): string => {
  const two = words.slice(0, 2).join(' ');
  return two in COMMANDS || two in AT_A_DESK ? two : (words[0] ?? '');
};

const run = async (command: Command, args: readonly string[]): Promise<number> => {
  const installation = await openingFor(command);
  const code = await command.run(installation, args);
  await installation.close();
  return code;
};

const printed = ({ code, lines, isComplaint }: Said): number => {
  for (const line of lines) (isComplaint ? complain : say)(line);
  return code;
};

interface Typed {
  readonly words: readonly string[];
  readonly wantsHelp: boolean;
}

/** null: an option that no command has. */
const typed = (): Typed | null => {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    return { words: positionals, wantsHelp: values.help === true };
  } catch {
    return null;
  }
};

/** Told before the configuration is asked for: how a command is called does not depend on it. */
const lacksBureau = (name: string, args: readonly string[]): boolean =>
  args.length === 0 && ALL[name]?.use.includes('<bureau>') === true;

/** null: no command has this name. */
const runNamed = async (name: string, args: readonly string[]): Promise<number | null> => {
  const desk = AT_A_DESK[name];
  const command = COMMANDS[name];
  const alone = ALONE[name];
  if (desk !== undefined) return printed(desk.run(args));
  if (alone !== undefined) return printed(await alone.run(args));
  return command === undefined ? null : run(command, args);
};

const main = async (): Promise<number> => {
  const { words, wantsHelp } = typed() ?? { words: [], wantsHelp: false };
  const name = commandIn(words);
  const args = words.slice(name.split(' ').length);
  if (!wantsHelp && !lacksBureau(name, args)) {
    const code = await runNamed(name, args);
    if (code !== null) return code;
  }
  for (const line of helpFor(ALL, words)) say(line);
  return wantsHelp ? 0 : 2;
};

process.exit(await main());
