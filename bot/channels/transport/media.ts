import { z } from 'zod';

import type { Media } from '../outward.ts';
import { exchange, readJson, type Call, type Fetch } from './http.ts';
import { noAnswer } from './verdicts.ts';

const MAX_MEDIA_BYTES = 20 * 1024 * 1024;

/**
 * Bytes of what a follower sent (wechat-platform A10): pictures and voices come as they are, a
 * video as JSON with the address of a second step, an error as JSON too; Content-Type decides.
 */
export async function fetchMedia(fetch: Fetch, call: Call): Promise<Media> {
  const answer = await exchange(fetch, call, (response) => readAnswer(call, response));
  if (answer.kind === 'bytes') return answer.media;
  const video = { ...call, path: `${call.path} video_url`, url: videoAddress(call, answer.text) };
  const bytes = await exchange(fetch, video, (response) => readAnswer(video, response));
  if (bytes.kind === 'json') throw noAnswer(video.path, 'no video', 'retry');
  return bytes.media;
}

type MediaAnswer =
  | { readonly kind: 'bytes'; readonly media: Media }
  | { readonly kind: 'json'; readonly text: string };

async function readAnswer(call: Call, response: Response): Promise<MediaAnswer> {
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  const mime = (type.split(';')[0] ?? type).trim().toLowerCase();
  const bytes = await readBytes(call, response);
  if (mime === 'application/json' || mime === 'text/plain') {
    return { kind: 'json', text: bytes.toString('utf8') };
  }
  const filename = /filename="?([^";]+)/.exec(
    response.headers.get('content-disposition') ?? '',
  )?.[1];
  return { kind: 'bytes', media: { bytes, mime, ...(filename !== undefined && { filename }) } };
}

/** Stops reading at the limit, whatever the headers promised. */
async function readBytes(call: Call, response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_MEDIA_BYTES) throw noAnswer(call.path, 'larger than 20 MB', 'refused');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The second step goes to another host, over https wherever the platform itself does. */
function videoAddress(call: Call, text: string): string {
  const { video_url: address } = VideoAnswer.parse(readJson(call, text));
  const secure = address.startsWith('https:') || call.url.startsWith('http:');
  if (!URL.canParse(address) || !secure) throw noAnswer(call.path, 'no video_url', 'refused');
  return address;
}

const VideoAnswer = z.object({ video_url: z.string().catch('') });
