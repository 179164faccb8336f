/** A time is spoken of, but none that a day or a range could be read from. */
const STRONG =
  /前阵子|前一?阵|前段时间|前段日子|前些(?:天|日子|时候|年)|前[几两](?:天|日|个月|周|年)|[几好][几多些]?(?:天|个月|周|年|个星期)[之以]?前|最近|近期|近来|近日|有一天|有天|有一次|某天|某日|[好很]久[之以]?前|很早[之以]?前|不久[之以]?前|这[几两]天|这段时间|这阵子|那天|那段时间|那阵子|那几天|过几天|过段时间|十几[号日]|二十[几多][号日]|\d0多[号日]|几[号日]|几月|每个?[天周月年晚]|(?:农历|阴历|旧历).{0,6}|(?:正月|腊月|冬月).{0,3}|[一二三四五六七八九十]月初[一二三四五六七八九十]|[元春清端中国][旦节明午秋庆]节?[之以]?[前后]/u;
const WEAK =
  /以前|之前|从前|过去|早就|一直|长期|经常|常年|平时|忘了|忘记了|记不[清得住](?:了|楚)?|不记得|说不清|不清楚时间|不知道时间|过年|[暑寒]假|[年节][前后]/u;

/**
 * Where a text speaks of a time without saying which, as positions `[from, to)`. Beside an hour of the
 * day only the plain cases count: 十点之前 is not vague.
 */
export function vagueIn(text: string, hasClock: boolean): readonly [number, number] | null {
  const match = STRONG.exec(text) ?? (hasClock ? null : WEAK.exec(text));
  return match === null ? null : [match.index, match.index + match[0].length];
}
