import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sayCall, sayInvitation } from '../../../domain/campaigns/notice-wording.ts';
import type { Campaign, Invitation } from '../../../domain/campaigns/model.ts';
import { CONTEXTS, contextOf } from '../../../domain/contexts.ts';
import type { Json, Said } from '../../../domain/index.ts';
import { removed } from '../../../domain/membership/wording.ts';
import { isOwn, sayOwn, smsText } from '../../../domain/notices/index.ts';
import type { Objection } from '../../../domain/publicity/model.ts';
import { sayDecided } from '../../../domain/publicity/notice-wording.ts';
import { templateFor } from '../../../bot/jobs/template.ts';
import { GAOPING, openApp, type OpenApp } from '../../support/app.ts';

type Params = Readonly<Record<string, Json>>;

const DOMAIN = path.resolve(import.meta.dirname, '../../../domain');
const OWNERS = [...CONTEXTS.map(({ name }) => name), 'desk'];

const sources = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    file,
    text: readFileSync(path.join(DOMAIN, file), 'utf8'),
  }));

/** Every word in the domain's code that could be the kind of a notice. */
const CANDIDATES = [
  ...new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(/'([a-z]+)\.[a-z-]+'/g)]
        .filter(([, owner = '']) => OWNERS.includes(owner))
        .map(([word]) => word.slice(1, -1)),
    ),
  ),
].sort();

/** Kinds that a context treats by name: those read from rows are among them. */
const NAMED = [
  ...new Set(
    sources
      .filter(({ file }) => /index\.ts$|records\.ts$/.test(file))
      .flatMap(({ text }) => [...text.matchAll(/kind [!=]== '([a-z]+\.[a-z-]+)'/g)])
      .map(([, kind = '']) => kind),
  ),
].sort();

/** What a parameter is in these tests: a day or moment where it must be one, else its own name. */
const KNOWN: Readonly<Record<string, Json>> = {
  ...Object.fromEntries(
    ['firstDay', 'lastDay', 'first', 'last', 'startsOn', 'from', 'until'].map((name) => [
      name,
      '2026-10-14',
    ]),
  ),
  replyBy: '2026-10-13T02:00:00.000Z',
  dueAt: '2026-10-13T02:00:00.000Z',
  leftAt: '2026-10-13T02:00:00.000Z',
  assembleAt: '09:00',
};
const mark = (name: string): string => `⟦${name}⟧`;
const marked = (over: Params = {}): Params =>
  new Proxy<Params>(over, {
    get: (_none, name) => {
      const known = over[String(name)] ?? KNOWN[String(name)];
      return known ?? mark(String(name));
    },
  });

/** The parameters that a text shows. */
const shown = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/⟦(\w+)⟧/g)].map(([, name = '']) => name))].sort();

/** What nobody who sees the phone may learn: institutions, what was reported, objected, decided of whom. */
const FORBIDDEN =
  /医院|诊所|药店|卫生院|药房|骗保|举报|线索|异议|投诉|违规|处罚|移出|取消资格|反映|undefined|null|\[object/;

/** Where a work assembles; an institution's name in it is refused (`draws.place-gives-away`). */
const MAY_SHOW_PLACE = ['draws.invited', 'draws.rescheduled'];

/** What the chat itself may say beside number and days. */
const IN_CHAT: Readonly<Record<string, readonly string[]>> = {
  'draws.invited': ['category', 'place'],
  'draws.rescheduled': ['category', 'place'],
  'draws.moved': ['category'],
  // the bureau's own number, for what is heard while the office is closed
  'liaison.alert': ['dutyPhone'],
  'liaison.reminder': ['dutyPhone'],
  'liaison.escalated': ['dutyPhone'],
  // the witness compares them with the record
  'draws.witness': ['commit'],
  'draws.watched': ['check'],
  'membership.invited': ['category'],
  'membership.begun': ['letterNumber'],
  'publicity.call-candidate': ['period'],
  'desk.submitted-on-page': ['receipt'],
};

const fieldsOf = ({ template }: Said): readonly string[] =>
  template === undefined ? [] : Object.values(template.fields);

/** Every way out but the chat: template, subscription, the title of a card, SMS. */
const wordsOutside = (said: Said): string => {
  const fields = { thing1: 'subject', thing2: 'when', thing3: 'place', thing4: 'note' } as const;
  const name = said.template?.name ?? 'progress';
  const filled = templateFor({ [name]: { id: 't', fields } }, said);
  const sms = [1, 4].map((parts) => smsText('高平市医疗保障局', said, parts));
  return [...fieldsOf(said), ...Object.values(filled?.fields ?? {}), ...sms].join('\n');
};

const VARIANTS: readonly Params[] = [
  {},
  { roster: 'experts' },
  { roster: 'supervisors' },
  { by: 'account' },
  { answer: 'accepted', outcome: 'drawn', why: 'cancelled', approved: true, named: true },
  ...[
    'clue-serious',
    'unanswered-invitation',
    'untouched',
    'calendar-missing',
    'measure-expiring',
    'rights-taken-back',
  ].map((kind) => ({ kind })),
];

const invitationOf = (number = 'YQ2026-0001'): Invitation => ({
  ...({} as Invitation),
  number,
  roster: 'experts',
  category: mark('category'),
  speciality: mark('speciality'),
  why: mark('why'),
  validUntil: new Date('2026-10-26T16:00:00Z'),
  terms: {
    ...({} as NonNullable<Invitation['terms']>),
    declarations: [{ id: 'truth', text: mark('declaration') }],
    consent: { version: '1', text: mark('consent') },
    publication: { version: '1', text: mark('publication') },
  },
});

let open: OpenApp;
beforeAll(async () => {
  open = await openApp();
});
afterAll(() => open.close());

const say = (kind: string, params: Params): Promise<Said | null> =>
  isOwn(kind)
    ? Promise.resolve(sayOwn(kind, params))
    : open.app.gate.transaction(GAOPING, (tx) => contextOf(kind).say(tx, kind, params));

interface Spoken {
  readonly kind: string;
  readonly said: Said;
}

/** The two fields that the operator's guide maps for every template, as the platform takes them. */
const inTemplate = (said: Said): readonly string[] | null => {
  if (said.template === undefined) return null;
  const fields = { thing1: 'subject', thing4: 'note' } as const;
  const filled = templateFor({ [said.template.name]: { id: 't', fields } }, said);
  return Object.values(filled?.fields ?? {});
};

/** Until when the words ask for an answer, as a field writes it; empty: they name no moment. */
const deadlineIn = ({ text }: Said): string => {
  const [, day = '', at = ''] = /(\d+月\d+日) ?(\d\d:\d\d)?前/u.exec(text) ?? [];
  return day === '' ? '' : `${day}${at}前`;
};

const spoken = async (more: Params = {}): Promise<readonly Spoken[]> => {
  const all: Spoken[] = [];
  for (const kind of CANDIDATES)
    for (const over of VARIANTS) {
      const said = await say(kind, marked({ ...over, ...more }));
      if (said !== null) all.push({ kind, said });
    }
  return all;
};

describe('what a lock screen may show', () => {
  it('C-02 every notice of every context: numbers, days, where to look; no institution, nobody’s name, no matter', async () => {
    const all = await spoken();
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    // all that speak: fewer would mean that the search has lost some
    expect(kinds.length).toBeGreaterThanOrEqual(49);
    for (const owner of OWNERS.filter((one) => !['staff', 'people', 'institutions'].includes(one)))
      if (!['deadlines', 'notices'].includes(owner))
        expect(
          kinds.some((kind) => kind.startsWith(`${owner}.`)),
          owner,
        ).toBe(true);
    for (const { kind, said } of all) {
      const allowed = ['number', ...(MAY_SHOW_PLACE.includes(kind) ? ['place'] : [])];
      const outside = wordsOutside(said);
      expect(
        shown(outside).filter((name) => !allowed.includes(name)),
        kind,
      ).toEqual([]);
      expect(outside, kind).not.toMatch(FORBIDDEN);
    }
  });

  it('C-11 an invitation by template says until when and how to answer, and nothing of it is cut', async () => {
    const fields = { thing1: 'subject', thing4: 'note' } as const;
    for (const kind of MAY_SHOW_PLACE) {
      const said = await say(kind, marked({ number: 'RW2026-0001' }));
      if (said === null) throw new Error(`${kind} says nothing`);
      const filled = templateFor({ drawInvitation: { id: 't', fields } }, said)?.fields;
      expect(filled?.thing4, kind).toBe('10月13日10:00前回复接受');
      expect(filled?.thing1, kind).toContain('RW2026-0001');
      // a card of WeCom is cut after 112 characters
      expect([...said.text].slice(0, 111).join(''), kind).toContain('10:00前答复');
    }
  });

  it('C-11 no notice of any kind has a field that the platform’s 20 characters cut: until when and what to answer stay whole', async () => {
    // the latest moment of a year, in its longest writing
    const latest = '2026-12-31T15:59:00.000Z';
    const long = { number: 'RW2026-0001', replyBy: latest, dueAt: latest, validUntil: latest };
    const invited = { kind: 'campaigns.invited', said: sayInvitation(invitationOf()) };
    const all = [invited, ...(await spoken(long))].flatMap(({ kind, said }) => {
      const fields = inTemplate(said);
      return fields === null ? [] : [{ kind, fields, deadline: deadlineIn(said) }];
    });
    expect(all.length).toBeGreaterThan(40);
    for (const { kind, fields, deadline } of all) {
      for (const text of fields) {
        expect(text.endsWith('…'), `${kind}: ${text}`).toBe(false);
        expect([...text].length, `${kind}: ${text}`).toBeLessThanOrEqual(20);
      }
      // who is given a moment to answer by finds it where the template shows it
      expect(fields.join(' '), kind).toContain(deadline);
    }
  });

  it('C-02 an SMS leaves the house with number and day alone', async () => {
    for (const { kind, said } of await spoken())
      for (const parts of [1, 2, 4]) {
        const text = smsText('高平市医疗保障局', said, parts);
        expect(
          shown(text).filter((name) => name !== 'number'),
          kind,
        ).toEqual([]);
        expect([...text].length, kind).toBeLessThanOrEqual(70 * parts);
      }
  });

  it('C-11 F35 an invitation by SMS says until when, and whom to call who finds nothing in WeChat', async () => {
    const phone = '0759-3380001';
    for (const kind of MAY_SHOW_PLACE) {
      const said = await say(kind, marked({ number: 'RW2026-0001' }));
      if (said === null) throw new Error(`${kind} says nothing`);
      const sms = (parts: number, reach: { follows: boolean; phone?: string }): string =>
        smsText('湛江市医疗保障局', said, parts, reach);
      for (const parts of [1, 2]) {
        const called = sms(parts, { follows: false, phone });
        expect(called, kind).toContain(`10月13日10:00前请拨${phone}`);
        expect(called, kind).toContain('10月14日');
        expect([...called].length, kind).toBeLessThanOrEqual(70 * parts);
        expect(sms(parts, { follows: false })).toContain('10月13日10:00前请与我局联系');
        expect(sms(parts, { follows: true, phone })).toContain('10月13日10:00前请到微信公众号');
      }
    }
    const other = await say('draws.not-needed', marked());
    if (other === null) throw new Error('nothing is said');
    const text = smsText('湛江市医疗保障局', other, 1, { follows: false, phone });
    expect(text).toContain('请与我局联系');
  });

  it('C-02 the chat and a card say no more than what was asked of this person', async () => {
    for (const { kind, said } of await spoken()) {
      const allowed = ['number', ...(IN_CHAT[kind] ?? [])];
      expect(
        shown(said.text).filter((name) => !allowed.includes(name)),
        kind,
      ).toEqual([]);
      expect(said.text, kind).not.toMatch(/医院|诊所|药店|卫生院|骗保/);
    }
  });

  it('C-02 what is read from sealed rows stays in the chat: none of it stands in a field or an SMS', async () => {
    const invitation = invitationOf(mark('number'));
    const decision = { reason: mark('reason'), by: 'x', at: new Date() };
    const objection = { ...({} as Objection), number: mark('number'), state: 'upheld', decision };
    const call = { ...({} as Campaign), number: mark('number'), title: mark('title') };
    const rows: Readonly<Record<string, Said | null>> = {
      'campaigns.invited': sayInvitation(invitation),
      'campaigns.published': sayCall({
        ...call,
        roster: 'supervisors',
        text: mark('text'),
        headcount: 3,
        closesAt: new Date('2026-10-26T16:00:00Z'),
      }),
      'membership.removed': removed(marked(), mark('ground')),
      'publicity.objection-decided': sayDecided({ ...objection, state: 'upheld' }),
      'enquiries.answered': { text: mark('words') },
    };
    // what a context treats by name is either here or said from parameters, above
    const above = new Set((await spoken()).map(({ kind }) => kind));
    expect(NAMED.filter((kind) => !(kind in rows) && !above.has(kind))).toEqual([]);
    for (const [kind, said] of Object.entries(rows)) {
      if (said === null) throw new Error(`${kind} says nothing`);
      expect(
        shown(wordsOutside(said)).filter((name) => name !== 'number'),
        kind,
      ).toEqual([]);
      expect(wordsOutside(said), kind).not.toMatch(FORBIDDEN);
    }
  });
});
