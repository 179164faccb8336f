/** What somebody reads whose page is not theirs, is over, or was never there: always a way on. */

export const closedLines = (again: string): readonly string[] => [
  '它只能在第一次点“开始”的那部手机上继续填写。',
  `如果不是您打开的，请马上在微信里回复“人工”告诉工作人员；要在这部手机上填，请在微信里回复“${again}”取新的网页。`,
];

export const overLines = (again: string | null): readonly string[] => [
  again === null
    ? '可能已经过了时间，或者换成了新的网页。填申请表的请在微信里回复“网页”，签署意见的请回复“签署”，就能取到新的网页；取不到请回复“人工”。已经保存的内容都在。'
    : `可能已经过了时间，或者换成了新的网页。请在微信里回复“${again}”取新的网页，已经保存的内容都在。`,
];

/** A link that was cut off while it was copied. */
export const CUT_LINES: readonly string[] = [
  '网址不完整，可能复制时漏掉了一段。请回到微信，直接点收到的链接；或者回复“网页”取新的网页，取不到请回复“人工”。',
];

export const NO_FILE_LINES: readonly string[] = [
  '这个文件已经不在了，可能内容已经提交或者换过。请返回网页看看。',
];

export const FOREIGN: readonly string[] = [
  '这次提交不是从这个网页发出的，没有保存。请从微信里的链接重新打开。',
];
