import { z } from 'zod';
import { ROLES, type Role } from '../kernel/actor.ts';

/** A member of staff as the site and the rules know them; never with the password. */
export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** to be called when an alert is not heard (GP-12b); null: none on record */
  readonly phone: string | null;
}

export const login = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{2,40}$/, '登录名用2至40个字母、数字、点或横线，例如 zhang.li');
/** A mobile or an office number with its extension; empty takes it off the record. */
export const staffPhone = z
  .string()
  .trim()
  .regex(/^(?:\+?[0-9][0-9 -]{4,24}(?:转[0-9]{1,6})?)?$/, '电话只写数字和横线，例如 0356-5550100')
  .max(30);
export const staffName = z.string().trim().min(2, '请填写姓名').max(30);
export const roles = z.array(z.enum(ROLES)).min(1, '至少选择一个角色');
/** scrypt hash made before the action, never a password */
export const passwordHash = z.string().startsWith('scrypt$');

export type StaffEvent =
  | {
      readonly type: 'staff.added';
      readonly account: string;
      readonly roles: readonly Role[];
      readonly private: {
        readonly login: string;
        readonly name: string;
        readonly passwordHash: string;
      };
    }
  | { readonly type: 'staff.roles-set'; readonly account: string; readonly roles: readonly Role[] }
  | { readonly type: 'staff.disabled'; readonly account: string }
  | {
      readonly type: 'staff.phone-set';
      readonly account: string;
      readonly private: { readonly phone: string };
    }
  | {
      readonly type: 'staff.password-set';
      readonly account: string;
      readonly private: { readonly passwordHash: string };
    }
  | { readonly type: 'staff.signed-in'; readonly account: string }
  | { readonly type: 'staff.signed-out'; readonly account: string }
  | {
      /** a list left the house as a file; never what was searched for, which may be a name */
      readonly type: 'staff.exported';
      readonly list: string;
      readonly rows: number;
      readonly by: string;
    };

export type StaffRefusal =
  | { readonly code: 'staff.login-taken'; readonly login: string }
  | { readonly code: 'staff.unknown' }
  | { readonly code: 'staff.last-administrator' };
