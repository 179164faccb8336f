import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command, startsWithOpening, yesNo } from '../../../bot/dialogue/understand/commands.ts';

describe('a command', () => {
  it.each([
    ['help', '帮助 怎么用 ? ？ ？？ 请帮助 帮助一下'],
    ['menu', '菜单 0 ０ 主菜单 返回菜单 回到主菜单 菜单。 0.'],
    [
      'cancel',
      '取消 算了 算了吧 不填了 不报了 不举报了 放弃 我要取消 取消吧 取消！ 我不想填了 好的，取消 不想举报了 那算了',
    ],
    ['back', '上一步 返回 退回 返回上一步 请返回上一步'],
    ['skip', '跳过 略过 先跳过 跳过吧 这项跳过'],
    ['continue', '继续 继续填写 接着填 继续吧 我要继续'],
    ['human', '人工 转人工 人工服务 我要人工 请转人工 找工作人员 人工客服谢谢'],
    [
      'later',
      '等会儿再填 晚点再说 以后再填 先这样 先这样吧 待会再弄 明天再填 有空再填 回头再说 先不填了 我等会儿再填',
    ],
    ['repeat', '再说一遍 重听 请再说一遍 没听清 再说一遍好吗'],
    ['mine', '我的 我的信息'],
    ['progress', '进度 查进度 查询进度 我要查进度 查一下进度'],
    ['basis', '依据 依据是什么 依据是什么？ 有什么依据'],
    ['submit', '提交 确认提交 确认 提交吧 确认无误 确认，提交'],
  ])('%s', (name, texts) => {
    for (const text of texts.split(' ')) expect([text, command(text)]).toEqual([text, { name }]);
  });

  it.each([
    ['改 3', 3],
    ['改第3项', 3],
    ['修改3', 3],
    ['改三', 3],
    ['改一下第十二项', 12],
    ['请改第3项', 3],
    ['第3项改一下', 3],
    ['第三项写错了', 3],
    ['改第１０项吧', 10],
    ['我要改第2项', 2],
  ])('to change: %s', (text, item) => {
    expect(command(text)).toEqual({ name: 'change', item });
  });

  it.each([
    '',
    '零',
    '没有',
    '他们取消了我的床位',
    '我的电话是13912345678',
    '不取消',
    '人工关节卖到三万',
    '返回的药费没到账',
    '继续教育学院',
    '改3月5日',
    '改0',
    '1',
    '提交的材料里有假发票',
    '帮助病人套现',
    '好不好',
    '第3项改成市二院',
  ])('%j is none', (text) => {
    expect(command(text)).toBeNull();
  });
});

describe('yes and no', () => {
  it.each(
    '是 对 好的 同意 有 要 嗯 嗯嗯 是的 对的 可以 行 没错 OK 好 好的。 有的 是啊 我同意 好吧 愿意 确认'.split(
      ' ',
    ),
  )('%s is yes', (text) => {
    expect(yesNo(text)).toBe(true);
  });

  it.each(
    '否 不 不是 没有 不同意 无 不要 不用 不用了 没有了 不行 没有。 不是的 我不同意 不需要 还是不要了 好的，不用了 暂无'.split(
      ' ',
    ),
  )('%s is no', (text) => {
    expect(yesNo(text)).toBe(false);
  });

  it.each([
    '',
    '是吗？',
    '好不好',
    '要不要',
    '是不是',
    '有三个人',
    '不知道',
    '1',
    '对面的药店',
    '没有发票的药店',
  ])('%j is neither', (text) => {
    expect(yesNo(text)).toBeNull();
  });
});

describe('an opening', () => {
  const openings = ['举报', '举报奖励', '自荐', '查进度'];

  it.each([
    ['举报', '举报', ''],
    ['我要举报', '举报', ''],
    ['我要举报！', '举报', ''],
    ['我想自荐', '自荐', ''],
    ['你好，我想自荐一下', '自荐', ''],
    ['举报：今天上午，康民大药房', '举报', '今天上午，康民大药房'],
    ['我要举报市二院挂床住院', '举报', '市二院挂床住院'],
    ['举报一下 市二院', '举报', '市二院'],
    ['举报奖励怎么领', '举报奖励', '怎么领'],
    ['　我要举报　１号　窗口', '举报', '１号　窗口'],
    ['举报吧。', '举报', ''],
  ])('%s', (text, opening, rest) => {
    expect(startsWithOpening(text, openings)).toEqual({ opening, rest });
  });

  it.each(['我不想举报', '有人举报了我', '', '你好', '不是举报'])('%j is none', (text) => {
    expect(startsWithOpening(text, openings)).toBeNull();
  });
});

describe('any message', () => {
  it('is looked at without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        command(text);
        yesNo(text);
        startsWithOpening(text, ['举报', 'a']);
      }),
    );
  });
});
