import type { Interface } from 'node:readline';
import type { Person, TerminalPhone } from './phone.ts';

export interface Terminal {
  readonly lines: Interface;
  readonly print: (text: string) => void;
  /** a person sits there: shows a prompt and what arrives meanwhile; else a transcript is written */
  readonly isLive: boolean;
}

const HELP = `直接打字就是发消息。另外：
  /als 名字    换一个人（没有这个名字就新来一个）    /谁    可以扮演的人
  /点 1        点菜单的第 1 项                       /菜单  有哪些菜单项
  /图 文件     发一张照片                            /关注  关注公众号
  /退出        结束`;

const POLL_MS = 1500;

/** A chat in the terminal, until /退出 or the end of the input. */
export const talk = async (phone: TerminalPhone, terminal: Terminal): Promise<void> => {
  // before anything else: lines that come while nobody listens are lost
  const typed = terminal.lines[Symbol.asyncIterator]();
  const conversation = new Conversation(phone, terminal);
  await conversation.begin(await phone.person(phone.place.people[0]?.name ?? '终端'));
  const poll = terminal.isLive ? setInterval(() => void conversation.show(), POLL_MS) : null;
  conversation.prompt();
  for await (const line of typed) {
    if (!(await conversation.take(line.trim()))) break;
    conversation.prompt();
  }
  if (poll !== null) clearInterval(poll);
};

type Act = (rest: string) => Promise<void>;

class Conversation {
  readonly #phone: TerminalPhone;
  readonly #terminal: Terminal;
  #who: Person = { id: '', name: '' };
  /** one question after the other: two that overlap would show a line twice */
  #shown: Promise<void> = Promise.resolve();

  readonly #commands: ReadonlyMap<string, Act> = new Map<string, Act>([
    ['als', (name) => this.#become(name)],
    ['谁', () => this.#say(this.#people())],
    ['菜单', () => this.#say(this.#menu())],
    ['点', (number) => this.#tap(number)],
    ['图', (file) => this.#photo(file)],
    ['关注', () => this.#phone.follows(this.#who)],
    ['帮助', () => this.#say(HELP)],
  ]);

  constructor(phone: TerminalPhone, terminal: Terminal) {
    this.#phone = phone;
    this.#terminal = terminal;
  }

  async begin(who: Person | Promise<Person>): Promise<void> {
    this.#who = await who;
    await this.#phone.hears(this.#who);
    await this.#say(`（现在是${this.#who.name}，${this.#phone.place.name}。/帮助 看怎么用）`);
  }

  /** false: the end. */
  async take(line: string): Promise<boolean> {
    if (line === '/退出') return false;
    if (line === '') return true;
    if (!this.#terminal.isLive) this.#terminal.print(`${this.#who.name}：${line}`);
    await this.#act(line).catch((fault: unknown) =>
      this.#say(`（没有送出：${fault instanceof Error ? fault.message : '出错'}）`),
    );
    await this.show();
    return true;
  }

  async #act(line: string): Promise<void> {
    const [, name, rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(line) ?? [];
    if (name === undefined) return this.#phone.says(this.#who, line);
    const act = this.#commands.get(name);
    return act === undefined
      ? this.#say(`（没有 /${name} 这个命令，没有送出。可以这样用：）\n${HELP}`)
      : act(rest);
  }

  #become(name: string): Promise<void> {
    return name === ''
      ? this.#say(
          `（/als 后面写名字，例如 /als 王阿姨；没有这个名字就新来一个。现在可以扮演：）\n${this.#people()}`,
        )
      : this.begin(this.#phone.person(name));
  }

  /** Prints what the bureau has said meanwhile. */
  show(): Promise<void> {
    this.#shown = this.#shown.then(async () => {
      const texts = await this.#phone.hears(this.#who).catch(() => []);
      if (texts.length === 0) return;
      for (const text of texts)
        this.#terminal.print(`${this.#phone.place.name}：\n  ${text.replaceAll('\n', '\n  ')}`);
      this.prompt();
    });
    return this.#shown;
  }

  prompt(): void {
    if (!this.#terminal.isLive) return;
    this.#terminal.lines.setPrompt(`${this.#who.name}：`);
    this.#terminal.lines.prompt(true);
  }

  async #tap(number: string): Promise<void> {
    const button = this.#phone.place.menu[Number(number.normalize('NFKC')) - 1];
    await (button === undefined
      ? this.#say(`（/点 后面写菜单的序号，没有这一项：${number}。${this.#menu()}）`)
      : this.#phone.taps(this.#who, button.item));
  }

  async #photo(file: string): Promise<void> {
    await (file === ''
      ? this.#say('（/图 后面写照片的文件名，例如 /图 receipt.png）')
      : this.#phone.sendsPhoto(this.#who, file));
  }

  #menu(): string {
    return this.#phone.place.menu.map(({ label }, index) => `${index + 1} ${label}`).join('　');
  }

  #people(): string {
    return this.#phone.place.people
      .map(({ name, about }) => (about === '' ? name : `${name}（${about}）`))
      .join('\n');
  }

  #say(text: string): Promise<void> {
    this.#terminal.print(text);
    return Promise.resolve();
  }
}
