import { randomBytes } from 'node:crypto';
import { enquiries, type App, type BureauId, type StaffActor } from '../../domain/index.ts';
import { chatPicture } from '../../uploads.ts';
import { sendAnswer } from '../../web/pages/enquiry-pictures.ts';
import { openVisit } from '../../web/visit.ts';

/** Somebody of the office at the page of a conversation. */
export const CLERK: StaffActor = { kind: 'staff', account: 'clerk', roles: ['clerk'] };

type Account = Parameters<typeof openVisit>[1]['account'];

const visitOf = (app: App, bureau: BureauId) => {
  const account = { id: CLERK.account, roles: CLERK.roles } as unknown as Account;
  return openVisit({ app, random: randomBytes }, { bureau, account });
};

/** The conversation that was spoken in last, with everything said in it. */
export const conversation = async (app: App, bureau: BureauId) => {
  const visit = visitOf(app, bureau);
  const { rows } = await visit.ask(enquiries.listEnquiries, {});
  const found = await visit.ask(enquiries.oneEnquiry, { enquiry: rows[0]?.id ?? '' });
  if (found === null) throw new Error('nobody has asked for a person');
  return found;
};

/** Answers it as the page does: words and pictures in one form. Returns the message's id. */
export const answers = async (
  app: App,
  bureau: BureauId,
  { words, pictures }: { readonly words: string; readonly pictures: readonly Uint8Array[] },
): Promise<string> => {
  const { enquiry } = await conversation(app, bureau);
  const uploads = [];
  for (const bytes of pictures) {
    const picture = await chatPicture(bytes);
    if (picture === null) throw new Error('no picture');
    uploads.push(picture);
  }
  const visit = { ...visitOf(app, bureau), uploads };
  const settled = await sendAnswer(visit, { enquiry: enquiry.id, words });
  if (settled.kind !== 'done') throw new Error(JSON.stringify(settled));
  return (await conversation(app, bureau)).messages.at(-1)?.id ?? '';
};
