import type { JSX } from 'preact';
import { toBuffer, toDataURL, toString } from 'qrcode';
import { z } from 'zod';
import { sceneOf } from '../../domain/exchange/index.ts';
import { campaigns, people, ROSTER_WORDS, showInstant } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile, definePage, type Handed } from '../page.ts';
import { Facts, type Fact } from '../ui/parts.tsx';
import type { Visit } from '../visit.ts';
import { OFFICE_ROLES, READING_ROLES } from './roles.ts';

/** Codes to print and to take along: a poster for a call, a slip for a person (GP-6.1, C-11). */

/** sharp on a poster: ten centimetres at 300 dots an inch */
const PIXELS = 1200;

const KINDS = {
  png: {
    type: 'image/png',
    draw: (url: string) => toBuffer(url, { type: 'png', margin: 2, width: PIXELS }),
  },
  svg: {
    type: 'image/svg+xml',
    draw: async (url: string) => Buffer.from(await toString(url, { type: 'svg', margin: 2 })),
  },
} as const;
const kind = z.enum(['png', 'svg']);

interface MadeCode {
  readonly url: string;
  readonly validUntil: Date | null;
}

/** A code that can be scanned now; null: none was made, it was used, or it is over. */
const madeCode = async (
  visit: Visit,
  of: { readonly purpose: 'bind' | 'call'; readonly subject: string },
): Promise<MadeCode | null> => {
  const row = await visit.within((tx) => sceneOf(tx, { ...of, now: visit.now }));
  if (row?.state !== 'made' || row.url === null) return null;
  return { url: row.url, validUntil: row.validUntil === null ? null : new Date(row.validUntil) };
};

const handed = async (
  made: MadeCode | null,
  { as, name }: { readonly as: z.output<typeof kind>; readonly name: string },
): Promise<Handed | null> => {
  if (made === null) return null;
  const { type, draw } = KINDS[as];
  return { bytes: await draw(made.url), type, name: `${name}.${as}` };
};

const callCode = async (visit: Visit, id: string) => {
  const view = await visit.ask(campaigns.oneCampaign, { campaign: id });
  if (view?.campaign.state !== 'published') return null;
  const made = await madeCode(visit, { purpose: 'call', subject: id });
  return made === null ? null : { campaign: view.campaign, made };
};

const bindingCode = async (visit: Visit, id: string) => {
  const person = await visit.ask(people.onePerson, { person: id });
  const made = person === null ? null : await madeCode(visit, { purpose: 'bind', subject: id });
  return person === null || made === null ? null : { person, made };
};

/** 公告二维码 as a picture of its own. */
export const callCodeFile = defineFile({
  path: '/campaigns/:campaign/qr-file/:kind',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId, kind }),
  load: async (visit, { campaign, kind: as }) => {
    const found = await callCode(visit, campaign);
    return found === null
      ? null
      : handed(found.made, { as, name: `${found.campaign.number}-公告二维码` });
  },
});

/** 绑定二维码: for those who may give one out. */
export const bindingCodeFile = defineFile({
  path: '/people/:person/qr-file/:kind',
  roles: OFFICE_ROLES,
  query: z.object({ person: recordId, kind }),
  load: async (visit, { person, kind: as }) => {
    const found = await bindingCode(visit, person);
    return found === null
      ? null
      : handed(found.made, { as, name: `${found.person.particulars.name}-绑定二维码` });
  },
});

interface Sheet {
  readonly back: { readonly to: string; readonly words: string };
  readonly files: string;
  readonly title: string;
  readonly picture: string;
  readonly name: string;
  readonly say: readonly string[];
  readonly facts: readonly Fact[];
}

const pictureOf = ({ url }: MadeCode): Promise<string> =>
  toDataURL(url, { margin: 2, width: PIXELS });

/** One A4 page: what it is, a code of ten centimetres, what for, until when. */
const SheetView = ({ back, files, title, picture, name, say, facts }: Sheet): JSX.Element => (
  <>
    <p class="crumbs">
      <a href={back.to}>{back.words}</a>
      <a href={`${files}/png`}>下载图片（PNG）</a>
      <a href={`${files}/svg`}>下载矢量图（SVG，印刷用）</a>
    </p>
    <p class="hint noprint">请用浏览器的打印功能（Ctrl+P），纸张选A4，比例选100%。</p>
    <section class="qr-sheet">
      <h2>{title}</h2>
      <img src={picture} alt={name} />
      {say.map((line) => (
        <p key={line} class="big">
          {line}
        </p>
      ))}
      <Facts facts={facts} />
    </section>
  </>
);

const contactFacts = (visit: Visit): readonly Fact[] => {
  const { contact } = visit.app.bureauOf(visit.bureau);
  return contact === undefined
    ? []
    : [['咨询', `${contact.person} ${contact.phone}，${contact.address}`.trim()]];
};

/** 公告二维码 to put up (GP-6.1). */
export const callCodeSheet = definePage({
  path: '/campaigns/:campaign/qr-sheet',
  roles: READING_ROLES,
  query: z.object({ campaign: recordId }),
  load: async (visit, { campaign: id }) => {
    const found = await callCode(visit, id);
    if (found === null) return null;
    const { campaign, made } = found;
    const sheet: Sheet = {
      back: { to: `/campaigns/${id}`, words: '返回公告' },
      files: `/campaigns/${id}/qr-file`,
      title: campaign.title,
      picture: await pictureOf(made),
      name: '公告二维码',
      say: [
        '微信扫一扫，看公告、报名',
        `关注后回复“${campaigns.applyWord(campaign.roster)}”开始填写`,
      ],
      facts: [
        ['对象', ROSTER_WORDS[campaign.roster].member],
        ['报名时间', `${showInstant(campaign.opensAt)}至${showInstant(campaign.closesAt)}`],
        ['公告编号', campaign.number],
        ['发布单位', visit.bureauName],
        ...contactFacts(visit),
      ],
    };
    return sheet;
  },
  title: ({ name }) => name,
  view: (sheet) => <SheetView {...sheet} />,
});

/** 绑定二维码 to hand to one person (C-11). */
export const bindingCodeSheet = definePage({
  path: '/people/:person/qr-sheet',
  roles: OFFICE_ROLES,
  query: z.object({ person: recordId }),
  load: async (visit, { person: id }) => {
    const found = await bindingCode(visit, id);
    if (found === null) return null;
    const { person, made } = found;
    const sheet: Sheet = {
      back: { to: `/people/${id}`, words: '返回人员' },
      files: `/people/${id}/qr-file`,
      title: `${person.particulars.name}的绑定二维码`,
      picture: await pictureOf(made),
      name: '绑定二维码',
      say: ['请本人用微信扫一扫，一次有效', '扫过就和您的微信绑定，以后通知发到微信里'],
      facts: [
        ['有效期至', made.validUntil === null ? '没有期限' : showInstant(made.validUntil)],
        ['注意', '谁扫就绑定谁：只交给本人，不要拍照转发。绑错了请马上告诉我们解除。'],
        ['发出单位', visit.bureauName],
        ...contactFacts(visit),
      ],
    };
    return sheet;
  },
  title: ({ name }) => name,
  view: (sheet) => <SheetView {...sheet} />,
});
