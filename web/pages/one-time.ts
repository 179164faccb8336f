/** Letters and digits nobody mistakes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand over, 16 signs in groups of four: about 79 bits. */
export const newPassword = (random: (bytes: number) => Buffer): string => {
  let signs = '';
  while (signs.length < 16) {
    const byte = random(1)[0] ?? 255;
    // a byte beyond the last whole round of the alphabet would favour its beginning
    if (byte < 256 - (256 % ALPHABET.length)) signs += ALPHABET[byte % ALPHABET.length] ?? '';
  }
  return signs.replace(/(.{4})(?=.)/g, '$1-');
};

/** A binding code: eight digits. */
export const newCode = (random: (bytes: number) => Buffer): string => {
  const number = random(6).readUIntBE(0, 6) % 100_000_000;
  return String(number).padStart(8, '0');
};

/** `1234 5678`: easier to read out on the phone. */
export const showCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
