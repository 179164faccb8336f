import { showInstant } from '../kernel/day.ts';
import type { PeopleRefusal } from './model.ts';

export const refuse = (refusal: PeopleRefusal): string => {
  switch (refusal.code) {
    case 'people.unknown':
      return '找不到这个人，请回到名单重新选择。';
    case 'people.unknown-institution':
      return '名单里没有这家机构，请重新选择；确实不是定点医药机构的，请选“不是定点医药机构”。';
    case 'people.already-known':
      return '这个身份证号已经登记过，请直接打开原来的记录。';
    case 'people.wait':
      return `绑定码输错次数较多，请在${showInstant(refusal.until)}之后再试，或联系工作人员重新要一个绑定码。`;
    case 'people.not-bound':
      return '这个微信没有绑定，不需要解除。';
    case 'people.no-consent':
      return '没有可以撤回的同意：没有同意过，或者已经撤回了。';
    case 'people.changed-meanwhile':
      return '您打开之后，另一位同事已经改过这条记录。请刷新页面，核对后再保存。';
  }
};
