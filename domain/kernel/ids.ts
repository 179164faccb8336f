import { parseDay, type Day } from './day.ts';
import { err, ok, type Result } from './result.ts';

/** What a citizen number says about its holder; `county` is the six-digit area of first issue. */
export interface CitizenNumber {
  readonly number: string;
  readonly birth: Day;
  readonly sex: '男' | '女';
  readonly county: string;
}

/** Why a citizen number was refused; `given` counts characters, `part` is what is wrong in it. */
export interface CitizenNumberProblem {
  readonly reason: 'length' | 'fifteen' | 'characters' | 'birth' | 'checksum';
  readonly given: number;
  readonly part?: string;
}

export interface CreditCodeProblem {
  readonly reason: 'length' | 'characters' | 'checksum';
  readonly given: number;
  readonly part?: string;
}

/** `area`: a landline without its area code; `prefix`: 11 digits that no mobile number begins with. */
export interface PhoneProblem {
  readonly reason: 'length' | 'characters' | 'prefix' | 'area';
  readonly given: number;
}

export interface Phone {
  readonly phone: string;
  readonly kind: 'mobile' | 'landline';
}

const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CITIZEN_CHECKS = '10X98765432';
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Spaces of every width, marks nobody sees, and the dashes people group digits with. */
const FILLERS = /[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff_.·-]/gu;

/**
 * Citizen number (GB 11643-1999), 18 characters, check character included. Full-width digits,
 * spaces and a spoken 小x at the end are taken. Whether the birth lies in the past is not asked.
 */
export function parseCitizenNumber(text: string): Result<CitizenNumber, CitizenNumberProblem> {
  const number = compact(text).replace(/(?:末位|尾号)?[大小]?写?[X×Х]$/u, 'X');
  const given = number.length;
  if (/^\d{15}$/.test(number)) return err({ reason: 'fifteen', given });
  const strange = number.replace(/X$/, '').replace(/\d/g, '');
  if (strange !== '') return err({ reason: 'characters', given, part: strange });
  if (given !== 18) return err({ reason: 'length', given });
  const digits = number.slice(6, 14);
  const birth = parseDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
  if (birth === null) return err({ reason: 'birth', given, part: digits });
  const last = number.slice(17);
  if (citizenCheck(number) !== last) return err({ reason: 'checksum', given, part: last });
  const sex = Number(number[16]) % 2 === 1 ? '男' : '女';
  return ok({ number, birth, sex, county: number.slice(0, 6) });
}

/** Unified social credit code (GB 32100-2015): 18 characters without I, O, S, V, Z; mod-31 check. */
export function parseCreditCode(
  text: string,
): Result<{ readonly code: string }, CreditCodeProblem> {
  const code = compact(text);
  const given = code.length;
  const strange = Array.from(code)
    .filter((c) => !CREDIT_ALPHABET.includes(c))
    .join('');
  if (strange !== '') return err({ reason: 'characters', given, part: strange });
  if (given !== 18) return err({ reason: 'length', given });
  const last = code.slice(17);
  return creditCheck(code) === last ? ok({ code }) : err({ reason: 'checksum', given, part: last });
}

/**
 * Phone number in China: `13912345678`, or `0356-5222345` with an extension kept as `-801`;
 * 400 and 800 numbers count as landlines. +86, spaces, dashes and full-width digits are taken.
 */
export function parsePhone(text: string): Result<Phone, PhoneProblem> {
  const [main = '', extension] = compact(markExtension(text)).split('#');
  const digits = national(main.replace(/[()]/g, ''));
  if (!/^\d+$/.test(digits)) return err({ reason: 'characters', given: digits.length });
  if (/^1[3-9]\d{9}$/.test(digits)) return ok({ phone: digits, kind: 'mobile' });
  const landline = landlineOf(digits);
  if (landline === null) return err({ reason: phoneProblem(digits), given: digits.length });
  const tail = extension !== undefined && /^\d{1,6}$/.test(extension) ? `-${extension}` : '';
  return ok({ phone: landline + tail, kind: 'landline' });
}

function compact(text: string): string {
  return text.normalize('NFKC').replace(FILLERS, '').toUpperCase();
}

/** Sets `#` before an extension, so that its dash is not lost among the grouping dashes. */
function markExtension(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?:转|分机|ext\.?)+/giu, '#')
    .replace(/^(\D*0\d{2,3}[-\s]?\d{7,8})\s*-\s*(\d{1,6})\s*$/u, '$1#$2');
}

/** Without the country code; a landline abroad-style has lost the 0 of its area code. */
function national(digits: string): string {
  const rest = /^(?:\+|00)86(.+)$/.exec(digits)?.[1] ?? /^86(1\d{10})$/.exec(digits)?.[1];
  if (rest === undefined) return digits;
  return /^(?:10|[2-9])\d{8,10}$/.test(rest) && !/^[48]00\d{7}$/.test(rest) ? `0${rest}` : rest;
}

function citizenCheck(number: string): string {
  const sum = CITIZEN_WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return CITIZEN_CHECKS[sum % 11] ?? '';
}

function creditCheck(code: string): string {
  let weight = 1;
  let sum = 0;
  for (const c of code.slice(0, 17)) {
    sum += weight * CREDIT_ALPHABET.indexOf(c);
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

function landlineOf(digits: string): string | null {
  if (/^[48]00\d{7}$/.test(digits)) return digits;
  const match = /^(010|02\d)(\d{8})$/.exec(digits) ?? /^(0[3-9]\d{2})([2-9]\d{6,7})$/.exec(digits);
  return match === null ? null : `${match[1] ?? ''}-${match[2] ?? ''}`;
}

function phoneProblem(digits: string): PhoneProblem['reason'] {
  if (/^[2-9]\d{6,7}$/.test(digits)) return 'area';
  return /^1[0-2]\d{9}$/.test(digits) ? 'prefix' : 'length';
}
