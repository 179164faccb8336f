import type { InstitutionsRefusal } from './model.ts';

export const refuse = (refusal: InstitutionsRefusal): string => {
  switch (refusal.code) {
    case 'institutions.unknown':
      return '找不到这家机构，请回到机构名单重新选择。';
    case 'institutions.already-known':
      return `名单里已经有“${refusal.name}”，请直接打开原来的记录修改。`;
    case 'institutions.changed-meanwhile':
      return '您打开之后，另一位同事已经改过这家机构。请刷新页面，核对后再保存。';
    case 'institutions.nothing-changed':
      return '内容和原来一样，没有需要保存的改动。';
  }
};
