/** Why a page cannot be shown: becomes the problem page of its status, never a stack trace. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly sentence: string | null;
  constructor(status: ProblemStatus, sentence: string | null = null) {
    super(`problem ${status}`);
    this.status = status;
    this.sentence = sentence;
  }
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 500 | 503;

/** What happened, and what to do next. */
export const PROBLEM_WORDS: Readonly<
  Record<ProblemStatus, { readonly title: string; readonly sentence: string }>
> = {
  400: {
    title: '没有看懂这次提交',
    sentence: '提交的内容不完整。请返回上一页，刷新后重新填写并提交。',
  },
  401: {
    title: '需要重新登录',
    sentence:
      '登录已经过期，这次提交没有保存。请先在新窗口登录，再回到刚才的页面重新提交，填写的内容还在。',
  },
  403: {
    title: '您没有这项权限',
    sentence: '您的角色不能打开或办理这一项。确实需要时，请联系系统管理员调整角色。',
  },
  404: { title: '没有找到', sentence: '没有这个页面或这条记录。请从上方菜单重新进入。' },
  409: {
    title: '内容已经变化',
    sentence: '您打开之后，这条记录已经被改过。请刷新页面，核对后再提交。',
  },
  413: {
    title: '内容太大',
    sentence: '这次提交的内容或文件太大，没有保存。请压缩或分几次提交。',
  },
  500: {
    title: '系统出了问题',
    sentence:
      '这次操作没有完成，没有保存任何内容。请稍后再试；仍然不行时，把下面的编号告诉系统管理员。',
  },
  503: {
    title: '系统正在忙',
    sentence: '数据库暂时连不上，这次操作没有保存。请过一两分钟再试。',
  },
};
