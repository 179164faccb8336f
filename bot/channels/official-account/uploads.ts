import type { OutgoingMedia } from '../outward.ts';
import { noAnswer } from '../transport/verdicts.ts';

/** The platform's own page names two figures for pictures: the smaller one is safe (wechat-platform A10). */
const MOST_BYTES = 2 * 1024 * 1024;

const TAKEN: Readonly<Record<'image' | 'voice', readonly string[]>> = {
  image: ['image/jpeg', 'image/png', 'image/gif'],
  voice: ['audio/amr', 'audio/mpeg', 'audio/mp3'],
};

export type UploadKind = keyof typeof TAKEN;

/** What the platform would refuse is refused here, before a byte leaves. */
export function uploadOf(path: string, media: OutgoingMedia): { kind: UploadKind; form: FormData } {
  const { kind, bytes, mime, filename } = media;
  if (kind === 'file') throw noAnswer(path, 'an official account sends no files', 'refused');
  if (!TAKEN[kind].includes(mime)) throw noAnswer(path, `${mime} is not taken`, 'refused');
  if (bytes.byteLength > MOST_BYTES) throw noAnswer(path, 'larger than 2 MB', 'refused');
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)], { type: mime }), filename);
  return { kind, form };
}
