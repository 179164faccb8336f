import type { Follower } from '../../bot/channels/platform/index.ts';

const LINE = /^(用户|机器人)：(.*)$/u;

/** Plays `用户：` and `机器人：` lines on a phone of the platform; a bot line must be contained in the reply. */
export async function plays(phone: Pick<Follower, 'says'>, transcript: string): Promise<string> {
  let reply = '';
  for (const raw of transcript.split('\n')) {
    const line = LINE.exec(raw.trim());
    if (line === null) continue;
    const [, who, text = ''] = line;
    if (who === '用户') reply = (await phone.says(text)) ?? '';
    else if (!reply.includes(text)) throw new Error(`机器人没有说“${text}”，而是：\n${reply}`);
  }
  return reply;
}
