import { plain } from '../dialogue/understand/normalise.ts';

/** What helps whoever cannot go on with an application: eyes, printer, seal, worry about publication. */

const PAPER =
  '没有打印机，可以到打印店打印，或者到医保局窗口领表填写。现在没有工作单位的（例如已退休），把工作单位改成“无”，就不用盖章。已填的内容保留30天，不用今天办完。';
const HARD =
  '不着急，慢慢来。不方便看、不方便打字，回复“人工”，工作人员可以帮您填；也可以带材料到医保局窗口办理。已填的内容都保留着。';
const CANNOT_PRINT =
  /(?:打印|打不)(?:不了|不出|不来|机|印)|(?:怎么|哪里|在哪|没法|不会|不能)打印|(?:没有?|不用|不能|可以不|能不能不|没法|没地方)盖?(?:盖章|公章)/u;
const CANNOT_GO_ON =
  /打不开|看不清|看不见|看不明白|字太[多小]|老花|眼花|(?<!会)不会(?:弄|填|打字|用|操作|写)|不方便打字|帮我(?:填|写|弄)|换(?:个|一个|部)?手机/u;
const PRIVATE = '身份证号、联系电话和家庭地址只用于审核和联系您，加密保存，不公示，也不公开。';
const WORRIED =
  /(?:公示|公开|泄露|保密|隐私).{0,10}(?:身份证|电话|地址|住址|哪些|什么|吗|\?)|(?:身份证|电话|地址|住址).{0,8}(?:公示|公开|泄露|保密|安全)/u;
const WHY_ASKED =
  /(?:为什么|为啥|干嘛|干吗|凭什么)(?:还)?(?:要|得|非要|需要)?(?:我)?(?:填|问|写|收集|提供|要|知道|同意|看)|(?:填|写|问|要|同意)(?:这个?|它|这些)?(?:是)?(?:干|做)(?:什么|啥|嘛|吗)(?:用)?的?|有(?:什么|啥)用/u;
const REASONS =
  '问这些只是为了核对条件、联系您和办理聘任，按规定只问用得着的，加密保存，没有聘任的到期删除。不想填的可以回复“取消”，想问清楚请回复“人工”。';
const HOW =
  /^(?:这个?|那|我|,|，)*(?:该|要|应该)?(?:咋|怎么|怎样|如何)(?:办|弄|填|写|回|回答|答|选)(?:呢|呀|啊|才好)*[?？。]*$|^(?:这|这个)?(?:是)?(?:什么|啥)意思(?:呀|啊|呢)?[?？。]*$|^(?:填|写|选|回)(?:什么|啥|哪个)(?:呢|呀|好)?[?？。]*$/u;
const LIKE_THIS =
  '照着问题和例子回复就行，一次答一个；拿不准的先大概写，提交前还能改。不方便填，回复“人工”，工作人员可以帮您填。';
const LONGEST_CRY = 30;

/** The help for what was said; null: it is no cry for help. */
export const helpFor = (text: string): string | null => {
  const said = plain(text);
  if (said.length > LONGEST_CRY) return null;
  if (WORRIED.test(said)) return PRIVATE;
  if (CANNOT_PRINT.test(said)) return PAPER;
  if (WHY_ASKED.test(said)) return REASONS;
  if (HOW.test(said)) return LIKE_THIS;
  return CANNOT_GO_ON.test(said) ? HARD : null;
};
