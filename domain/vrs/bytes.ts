/** Pairs of bytes: half as many pieces to join for 100,000 tickets. */
const HEX = Array.from({ length: 65_536 }, (_none, pair) => pair.toString(16).padStart(4, '0'));

/** Lower-case hexadecimal of an even number of bytes. */
export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2)
    text += HEX[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] ?? '';
  return text;
};

/** @throws where the text is not whole bytes in hexadecimal */
export const fromHex = (hex: string): Uint8Array => {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) throw new Error('not lower-case hexadecimal');
  return Uint8Array.from({ length: hex.length / 2 }, (_none, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
};

const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array => encoder.encode(text);
