import { randomUUID } from 'node:crypto';
import type { App, BureauId } from '../../domain/index.ts';
import type { KeptPiece } from '../../domain/exchange/index.ts';
import { cleanPicture, mimeOf, type SentFile, type Upload } from '../../uploads.ts';
import type { Field, Form } from '../dialogue/flow.ts';
import { inputName } from './draft-values.ts';
import type { FormHand } from './form-kind.ts';

export interface KeptFiles {
  readonly pieces: readonly { readonly field: string; readonly piece: KeptPiece }[];
  readonly errors: Readonly<Record<string, string>>;
}

const TOO_MUCH = '照片太多或太大：一次最多10张，每张不超过20MB。请分次上传。';
const UNREADABLE = '这个文件打不开，没有保存。请拍成照片（JPG或PNG）再传。';

/** Keeps what came, each for its field, without what the camera wrote into it (F1-04). */
export const keepFiles = async (form: Form, hand: FormHand): Promise<KeptFiles> => {
  const fields = form.fields.filter(({ takes }) => takes === 'photo');
  const [firstField] = fields;
  if (hand.isTooMuch && firstField !== undefined)
    return { pieces: [], errors: { [firstField.id]: TOO_MUCH } };
  const pieces = [];
  const errors: Record<string, string> = {};
  for (const file of hand.files) {
    const field = fields.find((one) => inputName(one) === file.field);
    if (field === undefined) continue;
    const clean = await readable(field, file);
    if (clean === null) errors[field.id] = UNREADABLE;
    else pieces.push({ field: field.id, piece: await kept(hand.app, hand.bureau, clean) });
  }
  return { pieces, errors };
};

const readable = async (field: Field, { bytes }: SentFile): Promise<Upload | null> => {
  if (field.onPage?.accepts === 'scans' && (await mimeOf(bytes)) === 'application/pdf')
    return { bytes, mime: 'application/pdf' };
  return cleanPicture(bytes);
};

const kept = async (app: App, bureau: BureauId, { bytes, mime }: Upload): Promise<KeptPiece> => {
  const file = await app.files.keep(bureau, bytes);
  return {
    ...file,
    id: randomUUID(),
    mime,
    kind: mime === 'application/pdf' ? 'document' : 'image',
  };
};
