/** Message ids have up to 19 digits (wechat-platform A3, A8): more than a JavaScript number keeps. */
const LONG_NUMBER = /("\w+"\s*:\s*)(\d{16,})(?=\s*[,}\]])/g;

/** JSON as the platform writes it, long numbers kept as text; null when it is not an object. */
export function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text.replace(LONG_NUMBER, '$1"$2"'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
