import { campaigns, nomination, type Refusal, type Roster } from '../../domain/index.ts';
import { adoptBag, conversationId, photosOfDraft } from '../../domain/exchange/index.ts';
import type { Answers, Doing, Done, Facts, Form } from '../dialogue/flow.ts';
import { callsOf, entryOf, invitationOf } from './application-entry.ts';
import { applicationFields, inputOf, isFromRecord, prefillOf } from './application-fields.ts';
import { helpFor } from './application-help.ts';
import { piecesIn, printFrom } from './application-papers.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { refused } from './refused.ts';

interface Told {
  readonly id: string;
  readonly roster: Roster;
  readonly version: number;
  readonly title: string;
  /** the word it begins with, as it is said to people */
  readonly opening: string;
  readonly openings: readonly string[];
  /** openings of those whom a unit recommends */
  readonly recommended: readonly string[];
  readonly menu: string;
  readonly closed: string;
  /** the application that its words mean where only the other roster takes any */
  readonly instead?: { readonly id: string; readonly roster: Roster };
  readonly intro: (facts: Facts) => string;
}

/** The conversation in which people apply to a roster; the measure says what it asks. */
export const applicationForm = (told: Told): Form => {
  const { id, roster, title, opening } = told;
  return {
    kind: 'form',
    id,
    version: told.version,
    title,
    openings: [...told.openings, ...told.recommended],
    hears: (text, facts) =>
      wantsTo(text, roster) && entryOf(facts, roster) !== null ? text : null,
    menu: (facts) =>
      isTaken(facts, roster) && !facts.actor.memberships.some((one) => one.roster === roster)
        ? told.menu
        : null,
    instead: (facts) => insteadOf(told, facts),
    closed: (facts) => (entryOf(facts, roster) === null ? told.closed : null),
    intro: (facts) => [told.intro(facts), PAGE, callWords(facts, roster)].filter(Boolean).join(''),
    opened: (words, facts) => ({
      ...underCall(facts, roster),
      ...(told.recommended.includes(words) ? { byUnit: { value: 'unit', words } } : {}),
    }),
    fields: applicationFields(roster, opening),
    evidence: false,
    photos: `${title}不需要照片，刚才的图片已删除，没有保存（身份证照片也请放心）。请用文字回答。`,
    webForm: true,
    stuck: helpFor,
    formOnly: (facts) => entryOf(facts, roster)?.sensitiveInChat.value === 'formOnly',
    prefill: prefillOf(roster),
    isRecord: isFromRecord,
    print: printFrom(roster),
    submit: (context, answers) => submit(told, context, answers),
  };
};

const insteadOf = ({ roster, instead }: Told, facts: Facts): string | null => {
  if (instead === undefined || entryOf(facts, roster) !== null) return null;
  return entryOf(facts, instead.roster) === null ? null : instead.id;
};

/**
 * Something can be submitted now: an invitation was accepted, a call is open, or this bureau takes
 * applications at any time (A-04, A-21, ZJ-7).
 */
const isTaken = (facts: Facts, roster: Roster): boolean => {
  if (entryOf(facts, roster) === null) return false;
  if (invitationOf(facts, roster) !== null) return true;
  const routes = callsOf(facts, roster)?.routes.value ?? [];
  if (routes.includes('selfNomination')) return true;
  if (facts.calls.some((call) => call.roster === roster)) return true;
  return routes.includes('recommendation') && !routes.includes('openCall');
};

const WANTS: Readonly<Record<Roster, RegExp>> = {
  supervisors: /(?:报名|申请|加入|想当|要当|来当|做个?)[^,，。!?]{0,8}监督员/u,
  experts:
    /(?:报名|申请|加入|想当|要当|来当)[^,，。!?]{0,8}专家(?!门诊|号|会诊|看病|挂号)|(?:参加|进|入)[^,，。!?]{0,8}专家(?:库|组|队伍|团队)/u,
};
const LONGEST_WISH = 60;

/** 我是市二院的医生，想报名当专家: the wish stands in a sentence; a no or a story is none. */
const wantsTo = (text: string, roster: Roster): boolean => {
  const said = plain(text);
  if (
    said.length > LONGEST_WISH ||
    /不想|不要|不当|不再|不了|不能|不参加|别人|冒充|假|结果|进度|到哪/u.test(said)
  )
    return false;
  return WANTS[roster].test(said);
};

const PAGE = '字多不好打，回复“网页”用网页填。';

/** The call that is open as somebody begins: the application belongs to it (GP-5.1). */
const underCall = (facts: Facts, roster: Roster): Answers => {
  const { calls } = facts;
  const open = calls.find((call) => call.roster === roster);
  // an invitation comes first, whatever call is open
  return open === undefined || invitationOf(facts, roster) !== null
    ? {}
    : { campaign: { value: open.id, words: open.title } };
};

const callWords = (facts: Facts, roster: Roster): string => {
  const invitation = invitationOf(facts, roster);
  const spared = callsOf(facts, roster)?.invitation.value;
  if (invitation !== null && spared !== undefined)
    return `您已接受邀请${invitation.number}：填好申请表提交，就按邀请办理。${campaigns.nextStepWords(spared)}`;
  const open = facts.calls.find((call) => call.roster === roster);
  if (open !== undefined) return `正在征集：${open.title}。`;
  return callsOf(facts, roster)?.routes.value.includes('selfNomination') === true
    ? ''
    : '现在没有正在进行的征集：可以先填好，公告发布后再提交。';
};

const submit = async (
  { id, roster }: Told,
  { facts, desk }: Doing,
  answers: Answers,
): Promise<Done> => {
  const pieces = piecesIn(answers).map(({ attachment }) => attachment);
  const waiting = await stillComing({ facts, desk }, { form: id, pieces });
  if (waiting !== null) return { kind: 'refused', say: waiting };
  const input = { application: inputOf(roster, answers, facts) };
  const outcome = await desk.app.performIn(
    desk.tx,
    nomination.submitApplication,
    input,
    facts.actor,
  );
  if (outcome.kind !== 'done') {
    const said = refused(outcome, '有一项内容不完整，请回复“改”加序号补充后再提交。');
    return outcome.kind === 'refused' ? { ...said, ...late(outcome.reason, said.say) } : said;
  }
  const submitted = outcome.events.find((event) => event.type === 'nomination.submitted');
  if (submitted === undefined) return { kind: 'refused', say: '' };
  await adoptBag(desk.tx, pieces, submitted.application);
  return { kind: 'finished', say: nomination.receiptWords(submitted) };
};

/** The call closed meanwhile, and the roster also takes self-nominations: that is asked (GP-5.1). */
const late = (
  reason: Refusal,
  said: string,
): { readonly answers?: Answers; readonly say?: string } =>
  reason.code === 'nomination.call-closed' && 'canKeep' in reason && reason.canKeep === true
    ? {
        say: `${said.split('。')[0] ?? ''}。`,
        answers: { lateCall: { value: 'title' in reason ? String(reason.title) : '', words: '' } },
      }
    : {};

/** Photos that are on their way, or could not be read. */
const stillComing = async (
  { facts, desk }: Doing,
  { form, pieces }: { readonly form: string; readonly pieces: readonly string[] },
): Promise<string | null> => {
  if (pieces.length === 0) return null;
  const conversation = conversationId(desk.tx, facts.actor.identity);
  const rows = await photosOfDraft(desk.tx, conversation, form);
  const states = pieces.map((id) => rows.find((row) => row.id === id)?.state ?? 'failed');
  if (states.includes('failed'))
    return '有一张照片没有收到或打不开，请回复“改”加序号重新发那一张，再回复“提交”。';
  return states.every((state) => state === 'kept')
    ? null
    : '照片还在接收，请过一分钟再回复“提交”。';
};
