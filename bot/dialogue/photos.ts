import { isStale } from './bound.ts';
import type { Json } from '../../domain/index.ts';
import { applicable, fieldOf } from './fields.ts';
import type { Field } from './flow.ts';
import { askField, goOn, sayAgain, withAnswers, type Filling } from './forms.ts';
import { after, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Offered } from './session.ts';
import { ordinal } from './understand/numbers.ts';
import { plain } from './understand/normalise.ts';

type Asked = Extract<Offered, { kind: 'photos' }>;

/** Whether photos are answers in this form now, and whether the chat takes them (C-02). */
export const photosHere = ({ form, active, facts }: Filling): 'none' | 'taken' | 'onPage' => {
  const fields = applicable(form, active.answers, facts);
  if (!fields.some(({ takes }) => takes === 'photo')) return 'none';
  return form.formOnly?.(facts) === true ? 'onPage' : 'taken';
};

/** Photos with which nothing was said: they answer the question asked, else it is asked which one. */
export const takePhotos = (filling: Filling): Turn => {
  const { form, active, facts } = filling;
  const asked = active.mode === 'asking' ? fieldOf(form, active.asked) : null;
  if (facts.photos.length === 0) return { ...sayAgain(filling, say.PHOTOS_ONLY), dropBag: 'fresh' };
  if (asked?.takes === 'photo') return answered(filling, asked, facts.photos);
  return askWhich(filling, facts.photos);
};

/** Photos that came while something else was said: asked about after its answer. */
export const askAbout = (led: Turn, filling: Filling): Turn => {
  const { ids, fields } = asking(filling, filling.facts.photos);
  if (led.session.active === null || led.session.offered !== null) return led;
  const session = { ...led.session, offered: { kind: 'photos', ids, fields } as const };
  return { ...led, session, also: [...(led.also ?? []), question(filling, ids, fields)] };
};

const askWhich = (filling: Filling, photos: readonly string[]): Turn => {
  const { ids, fields } = asking(filling, photos);
  const offered = { kind: 'photos', ids, fields } as const;
  return wait({ ...filling.session, offered }, question(filling, ids, fields));
};

const asking = (filling: Filling, photos: readonly string[]): Omit<Asked, 'kind'> => {
  const { form, active, session, facts } = filling;
  const before = session.offered?.kind === 'photos' ? session.offered.ids : [];
  const fields = applicable(form, active.answers, facts)
    .filter(({ takes }) => takes === 'photo')
    .map(({ id }) => id);
  return { ids: [...new Set([...before, ...photos])], fields };
};

const question = ({ form }: Filling, ids: readonly string[], fields: readonly string[]): string =>
  say.whichPhoto(
    ids.length,
    fields.map((id) => fieldOf(form, id)?.label ?? ''),
  );

/** Later photos of a field with several are added; the one of another is replaced. */
const answered = (filling: Filling, field: Field, ids: readonly string[]): Turn => {
  const kept = filling.active.answers[field.id]?.value;
  const isOld = isStale(field, filling.active.answers, filling.facts);
  const before: readonly Json[] = Array.isArray(kept) && !isOld ? kept : [];
  const value: Json = field.several === true ? [...before, ...ids] : ids.slice(-1);
  const answers = { [field.id]: { value, words: '照片' } };
  return goOn(withAnswers(filling, answers), say.photoTaken(field, ids.length));
};

/** The number or name of what the photos are; an identity card is deleted and said so (C-03). */
export const answerPhotos = (
  filling: Filling,
  { ids, fields }: Asked,
  text: string,
): Turn | null => {
  const said = plain(text);
  const number = ordinal(text) ?? 0;
  if (number === fields.length + 1 || said.includes('身份证'))
    return dropped(filling, ids, say.ID_CARD_DROPPED);
  if (number === fields.length + 2 || /删|发错/u.test(said))
    return dropped(filling, ids, say.PHOTO_DROPPED);
  const field = fieldOf(filling.form, fields[number - 1] ?? namedIn(filling, fields, said));
  if (field === null) return null;
  return back(filling, answered(filling, field, ids));
};

const namedIn = ({ form }: Filling, fields: readonly string[], said: string): string | null => {
  const named = fields.filter((id) => {
    const field = fieldOf(form, id);
    return field !== null && [field.label, ...field.names].some((name) => said.includes(name));
  });
  return named.length === 1 ? (named[0] ?? null) : null;
};

/** The question that was open stays open; otherwise the form goes on. */
const back = (filling: Filling, led: Turn): Turn => {
  const { form, active } = filling;
  const asked = active.mode === 'asking' ? fieldOf(form, active.asked) : null;
  const { active: now } = led.session;
  if (asked === null || now === null || now.answers[asked.id] !== undefined) return led;
  const said = led.then === 'wait' ? led.say.slice(0, 1) : (led.before ?? []).slice(0, 1);
  return askField({ ...filling, active: now }, asked, ...said);
};

const dropped = (filling: Filling, ids: readonly string[], words: string): Turn => ({
  ...sayAgain(filling, words),
  dropBag: ids,
});

/** Photos that wait to be told apart wait on, whatever was said in between. */
export const stillAsked = (led: Turn, { ids, fields }: Asked): Turn => {
  const { offered, active } = led.session;
  if (active === null) return { ...after(led, say.PHOTO_UNNAMED), dropBag: ids };
  if (offered !== null) return led;
  return { ...led, session: { ...led.session, offered: { kind: 'photos', ids, fields } } };
};

/** Photos for a form whose photos go by its web page only. */
export const notHere = (led: Turn): Turn => ({
  ...after(led, say.photosOnPage),
  dropBag: 'fresh',
});
