import { aligned, plain, spanIn } from './normalise.ts';
import { chineseNumber } from './numbers.ts';

/** What a person can say in any state of any conversation. */
export type Command =
  | {
      readonly name:
        | 'help'
        | 'menu'
        | 'cancel'
        | 'back'
        | 'skip'
        | 'continue'
        | 'human'
        | 'later'
        | 'repeat'
        | 'mine'
        | 'progress'
        | 'basis'
        | 'submit'
        | 'page';
    }
  | { readonly name: 'change'; readonly item: number };

type PlainName = Exclude<Command['name'], 'change'>;

const WORDS: readonly (readonly [PlainName, string])[] = [
  ['help', '帮助 怎么用 怎么使用 如何使用 使用说明 使用帮助 怎么操作 help h'],
  [
    'menu',
    '0 按0 回复0 菜单 主菜单 返回菜单 回菜单 回到菜单 返回主菜单 回主菜单 回到主菜单 功能菜单 打开菜单 看菜单 menu',
  ],
  [
    'cancel',
    '取消 算了 不填了 不报了 不举报了 不申请了 不弄了 不办了 不写了 不做了 不搞了 不想填了 不想报了 不想举报了 不想弄了 不想写了 放弃 放弃填写 放弃举报 退出 取消填写 取消举报 取消申请 确认取消 确定取消 cancel',
  ],
  [
    'back',
    '上一步 返回 退回 返回上一步 退回上一步 回到上一步 上一题 上一项 后退 返回上一题 退一步 上一部 上一布 上一不 上1步 上步 back',
  ],
  [
    'skip',
    '跳过 略过 跳过这项 跳过这一项 跳过这题 跳过这个 跳过本项 这项跳过 这题跳过 这个跳过 跳国 条过 skip',
  ],
  [
    'continue',
    '继续 继续填写 继续填 接着填 接着写 接着来 继续写 继续举报 继续申请 接着填写 继续上次 接着上次的填 continue',
  ],
  [
    'human',
    '人工 转人工 人工服务 人工客服 转人工服务 转人工客服 客服 找人工 找客服 工作人员 找工作人员 联系工作人员 转工作人员 真人 找真人',
  ],
  [
    'later',
    '先这样 先到这 先到这里 先到这儿 先放着 先放一放 先不填 先不填了 先不报了 先不写了 稍后 下次再说',
  ],
  [
    'repeat',
    '再说一遍 再说一次 重听 重复 重复一遍 再发一遍 再发一次 再问一遍 再问一次 没看清 没听清 没看懂 没听懂 看不懂 听不懂',
  ],
  ['mine', '我的 我的信息 我的资料 我的记录'],
  [
    'progress',
    '进度 查进度 查询进度 查看进度 查一下进度 看进度 看看进度 办理进度 处理进度 进展 办到哪了 到哪一步了 处理到哪了',
  ],
  [
    'basis',
    '依据 依据是什么 什么依据 有什么依据 根据什么 根据是什么 法律依据 政策依据 哪条规定 依据哪条 为什么 凭什么',
  ],
  [
    'page',
    '网页 网页填写 用网页填 用网页填写 在网页填 网页上填 打开网页 网页版 去网页填 换网页 取网页 网页链接',
  ],
  [
    'submit',
    '提交 确认提交 确认 确认无误 确定提交 可以提交 没问题提交 没问题,提交 确认,提交 确认并提交 无误提交 确定 现在提交 直接提交',
  ],
];
const BY_WORD: ReadonlyMap<string, PlainName> = new Map(
  WORDS.flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);
const LATER =
  /^(?:等一?会儿?|待会儿?|一会儿?|过一?会儿?|等一下|等下|晚点儿?|晚些时候|晚些|稍后|以后|回头|改天|明天|有空|有时间|下次|晚上|回家)(?:我)?再(?:填写|填|说|弄|报|写|来|补|办|继续|提交)$/u;
const N = '(?<number>\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const CHANGE = [
  new RegExp(`^(?:修改|更改|改|更正|重填|重写)(?:一下|下)?第?${N}(?:项|条|个|题|行)?$`, 'u'),
  new RegExp(
    `^第${N}(?:项|条|个|题|行)?(?:要|需要|得)?(?:改一下|改|修改|更正|重填|有误|错了|不对|写错了|填错了)$`,
    'u',
  ),
];

const LEADING =
  /^(?:请帮我|请你|请您|请给我|请|麻烦你|麻烦您|麻烦|帮我|帮忙|给我|我想要|我要|我想|我需要|那就|那|就|还是|好的|好吧|好(?!不)|你好|您好|嗯|哦|先|把它|我)[,、。!\s]*/u;
const TRAILING =
  /[,、。!?;:~\s….]*(?:好吗|可以吗|行吗|一下|吧|了|啊|呀|哦|呢|嘛|哈|啦|谢谢你|谢谢您|谢谢|多谢)$/u;
const PUNCTUATION = /[,、。!?;:~\s….]+$/u;

const YES =
  '我要 是 是的 对 对的 好 好的 好吧 同意 有 有的 要 要的 嗯 嗯嗯 可以 行 行的 确认 确定 没错 没问题 愿意 我愿意 我同意 需要 属实 正确 对对 是是 ok okay yes y 接受 当然 当然可以 中 成 已经有 有过 知道了 明白 明白了 保留 √';
const NO =
  '否 不 不是 不是的 没有 没有的 不同意 我不同意 无 没 不要 不用 不对 不行 不可以 不能 不需要 不愿意 我不愿意 不想 暂无 暂时没有 没有过 从来没有 从未 不接受 不好 不成 no n 不属实 不正确 不必 不参加 ×';
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ...YES.split(' ').map((word) => [word, true] as const),
  ...NO.split(' ').map((word) => [word, false] as const),
]);

const BEFORE_OPENING =
  /^(?:你好|您好|喂|在吗|请问|我想要|我要|我想|想要|想|要|我来|来|我需要|请帮我|帮我|麻烦|请)[,、。!?\s]*/u;
const MOST_PEELINGS = 40;
const AFTER_OPENING = /^(?:一下|一个|个)?[:,、。!;\s\-—]*/u;

/** The command this whole message is, polite words and punctuation aside; null for anything else. */
export function command(text: string): Command | null {
  const message = plain(text).toLowerCase();
  if (/^\?+$/.test(message)) return { name: 'help' };
  return firstOf(peelings(message), commandOf) ?? saidTwice(message);
}

/** 算了，不填了: the same wish in two ways. */
function saidTwice(message: string): Command | null {
  const parts = message.split(/[,、。!;\s]+/u).filter((part) => part !== '');
  const [first, ...others] = parts.map((part) => firstOf(peelings(part), commandOf));
  if (first === undefined || first === null || others.length === 0) return null;
  return others.every((other) => other?.name === first.name) && first.name !== 'change'
    ? first
    : null;
}

/** 是/好的/嗯 → true, 否/不是/没有 → false, null when the whole message is neither. */
export function yesNo(text: string): boolean | null {
  const message = plain(text).toLowerCase();
  if (message.includes('?')) return null;
  return firstOf(peelings(message), (said) => ANSWERS.get(said) ?? null);
}

const HEARD = /^(?:好的?|好嘞|嗯+|哦|行|收到|知道|明白|晓得|ok)(?:了|吧|啊|呀|哈|哦)?[,。!~\s]*$/u;

/** 好, 嗯, 收到: whoever says no more than this wants nothing further. */
export function isHeard(text: string): boolean {
  return HEARD.test(plain(text).toLowerCase());
}

/**
 * The message is one of the openings, or begins with one (我要举报…, 举报：今天…). `rest` is what
 * follows in the person's own words, '' when nothing does. The longest opening wins.
 */
export function startsWithOpening(
  text: string,
  openings: readonly string[],
): { readonly opening: string; readonly rest: string } | null {
  const view = aligned(text);
  const byLength = [...openings].sort((a, b) => b.length - a.length);
  for (const start of openingStarts(view.text)) {
    const opening = byLength.find((o) => o !== '' && view.text.startsWith(plain(o), start));
    if (opening === undefined) continue;
    const end = start + plain(opening).length;
    const tail = AFTER_OPENING.exec(view.text.slice(end))?.[0] ?? '';
    const [from] = spanIn(view, end + tail.length, view.text.length);
    const rest = end + tail.length >= view.text.length ? '' : text.slice(from).trim();
    return { opening, rest: /^(?:吧|了|啊|呀|的|谢谢)?[。!,~]*$/u.test(plain(rest)) ? '' : rest };
  }
  return null;
}

function commandOf(said: string): Command | null {
  const name = BY_WORD.get(said);
  if (name !== undefined) return { name };
  if (LATER.test(said)) return { name: 'later' };
  const item = firstOf(CHANGE, (pattern) => itemIn(pattern, said));
  return item === null ? null : { name: 'change', item };
}

function itemIn(pattern: RegExp, said: string): number | null {
  const item = chineseNumber(pattern.exec(said.replaceAll(' ', ''))?.groups?.number ?? '');
  return item === 0 ? null : item;
}

/** The message, then what is left as polite words come off one by one, at the end first. */
function peelings(message: string): readonly string[] {
  const seen = new Set<string>([message]);
  for (const said of seen) {
    if (seen.size > MOST_PEELINGS) break;
    for (const peel of [PUNCTUATION, TRAILING, LEADING]) seen.add(said.replace(peel, ''));
  }
  return [...seen];
}

function openingStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; starts.length < 5;) {
    const peeled = BEFORE_OPENING.exec(text.slice(at))?.[0].length ?? 0;
    if (peeled === 0) break;
    at += peeled;
    starts.push(at);
  }
  return starts;
}

function firstOf<S, T>(sources: readonly S[], read: (source: S) => T | null): T | null {
  for (const source of sources) {
    const value = read(source);
    if (value !== null) return value;
  }
  return null;
}
