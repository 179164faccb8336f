/** How identifying values look wherever a person reads them without having asked to reveal them. */

/** `659099********505X`: area and last four stay; anything not 18 long is hidden whole. */
export function maskCitizenNumber(number: string): string {
  if (number.length !== 18) return '*'.repeat(number.length);
  return `${number.slice(0, 6)}********${number.slice(-4)}`;
}

/** `138****5678`; for `0356-5222345` the area code and the last two digits stay. */
export function maskPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const landline = /^(0\d{2,3}-)(\d+?)(\d{2})(-\d+)?$/.exec(phone);
  if (landline === null) return '*'.repeat(phone.length);
  return `${landline[1] ?? ''}${'*'.repeat((landline[2] ?? '').length)}${landline[3] ?? ''}`;
}

/** `李*`, `李**`; long names do not betray their length. */
export function maskName(name: string): string {
  const [first, ...rest] = Array.from(name.trim());
  if (first === undefined) return '';
  return rest.length === 0 ? '*' : first + '*'.repeat(Math.min(rest.length, 2));
}
