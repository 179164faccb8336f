import type { StaffRefusal } from './model.ts';

export const refuse = (refusal: StaffRefusal): string => {
  switch (refusal.code) {
    case 'staff.login-taken':
      return `登录名“${refusal.login}”已经有人使用，请换一个，例如在后面加上部门。`;
    case 'staff.unknown':
      return '找不到这个账号，请回到账号列表重新选择。';
    case 'staff.last-administrator':
      return '这是最后一位系统管理员，不能停用或去掉管理员角色。请先指定另一位系统管理员。';
  }
};
