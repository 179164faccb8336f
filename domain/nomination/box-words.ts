/** One word for one thing in the boxes of form 1, however it came: chat, page or counter (F1-07, F1-09, F1-13). */

const NOT_A_GROUP = /族$|^(?:其他|无|不详|外籍)/u;
const BARE_GROUP = /^\p{Script=Han}{1,5}$/u;

/** 汉 → 汉族 */
export const ethnicGroupWord = (said: string): string =>
  BARE_GROUP.test(said) && !NOT_A_GROUP.test(said) ? `${said}族` : said;

const STANDING: Readonly<Record<string, string>> = {
  党员: '中共党员',
  共产党员: '中共党员',
  预备党员: '中共预备党员',
  团员: '共青团员',
  无党派: '无党派人士',
};
export const standingWord = (said: string): string => STANDING[said] ?? said;

const EDUCATION: Readonly<Record<string, string>> = {
  博士: '博士研究生',
  硕士: '硕士研究生',
  研究生: '硕士研究生',
  本科: '大学本科',
  大学: '大学本科',
  大专: '大学专科',
  专科: '大学专科',
  中专: '中专或高中',
  高中: '中专或高中',
};
export const educationWord = (said: string): string => EDUCATION[said] ?? said;
