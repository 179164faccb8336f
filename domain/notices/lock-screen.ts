import type { Said } from '../kernel/context.ts';

const NEW_MESSAGE = '您有一条新消息';
const PART = 70;

/**
 * What may stand on a lock screen and go through a third party's hands: what the fields of a
 * template say, never the text of the chat (C-02).
 */
const lockScreen = ({ template }: Said): string => {
  if (template === undefined) return NEW_MESSAGE;
  const { subject, when } = template.fields;
  return when === '' ? subject : `${subject}，${when}`;
};

/** Whoever has left the account, or never joined it, finds nothing there (F35). */
const nextStep = (follows: boolean): string => (follows ? '请到微信公众号查看' : '请与我局联系');

/** An SMS of so many parts at most, signed as the rules for them ask (【…】). */
export const smsText = (bureau: string, said: Said, parts: number, follows = true): string => {
  const whole = `【${bureau}】${lockScreen(said)}，${nextStep(follows)}。`;
  if ([...whole].length <= PART * parts) return whole;
  return `【${bureau}】${NEW_MESSAGE}，${nextStep(follows)}。`;
};
