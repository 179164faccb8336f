import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  startPlatform,
  type AccountSetup,
  type PlayedAccount,
} from '../../bot/channels/platform/index.ts';
import {
  startWecom,
  type PlayedApp,
  type WecomSetup,
} from '../../bot/channels/platform/wecom/index.ts';
import { platformButtons } from '../../bot/menus.ts';
import type { PlayedWorld } from '../../bot/simulator/index.ts';
import type { BureauId, OfficialButton } from '../../domain/index.ts';

/** What the demo keeps of its platform between two starts. */
const Kept = z.object({
  /** how far the demo's clock was moved forward */
  forward: z.number().min(0).default(0),
  /** phones that go through the platform */
  through: z.record(z.string(), z.enum(['platform', 'wecom'])).default({}),
});

export interface DemoPlatform {
  /** the demo's clock: the computer's own, moved forward */
  readonly now: () => Date;
  readonly world: PlayedWorld;
  /** the folder with the bureaus' files, their accounts at this platform */
  readonly bureausDir: string;
  /** tells the platform where the bot listens */
  readonly connect: (botUrl: string) => void;
  readonly stop: () => Promise<void>;
}

/** Three templates as a bureau would choose them from the platform's library. */
const TEMPLATES = [
  {
    template_id: 'demo-draw-invitation',
    title: '抽取邀请通知',
    content:
      '事项：{{thing1.DATA}}\n时间：{{time2.DATA}}\n地点：{{thing3.DATA}}\n备注：{{thing4.DATA}}',
    fields: { thing1: 'subject', time2: 'when', thing3: 'place', thing4: 'note' },
  },
  {
    template_id: 'demo-reminder',
    title: '待办提醒',
    content: '事项：{{thing1.DATA}}\n时间：{{time2.DATA}}\n备注：{{thing3.DATA}}',
    fields: { thing1: 'subject', time2: 'when', thing3: 'note' },
  },
  {
    template_id: 'demo-progress',
    title: '办理进度通知',
    content: '事项：{{thing1.DATA}}\n时间：{{time2.DATA}}\n备注：{{thing3.DATA}}',
    fields: { thing1: 'subject', time2: 'when', thing3: 'note' },
  },
] as const;
const [INVITATION, REMINDER, PROGRESS] = TEMPLATES;

/** For `menu check|show|push` beside the demo; the account has it from the start. */
const MENU: readonly OfficialButton[] = [
  { name: '举报线索', key: 'clue' },
  {
    name: '我的',
    sub: [
      { name: '我的信息', key: 'mine' },
      { name: '我的任务', key: 'tasks' },
      { name: '查进度', key: 'progress' },
    ],
  },
  { name: '人工', key: 'human' },
];

/** No secrets: both ends of this account are the demo's own and listen on loopback. */
const setupOf = (bureau: string, at: Date): AccountSetup => ({
  appId: `wxdemo-${bureau}`,
  originalId: `gh_demo_${bureau}`,
  secret: `demo-secret-of-${bureau}`,
  token: 'demoTokenOnLoopback',
  mode: 'secure',
  encodingAesKey: `${'D'.repeat(42)}A`,
  templates: TEMPLATES.map(({ template_id }) => template_id),
  console: {
    templates: TEMPLATES.map(({ fields: _, ...template }) => template),
    menu: platformButtons(MENU),
  },
  countFrom: at.getTime(),
});

const appOf = (bureau: string): WecomSetup => ({
  corpId: `wwdemo-${bureau}`,
  agentId: 1_000_002,
  secret: `demo-app-secret-of-${bureau}`,
  token: 'demoTokenOnLoopback',
  encodingAesKey: `${'E'.repeat(42)}A`,
});

const officialOf = (setup: AccountSetup, apiBase: string): object => ({
  appId: setup.appId,
  secret: setup.secret,
  token: setup.token,
  encodingAesKey: setup.encodingAesKey,
  apiBase,
  menu: { buttons: MENU },
  templates: {
    drawInvitation: { id: INVITATION.template_id, fields: INVITATION.fields },
    reminder: { id: REMINDER.template_id, fields: REMINDER.fields },
    progress: { id: PROGRESS.template_id, fields: PROGRESS.fields },
  },
});

const fileIn = (folder: string): string => path.join(folder, 'platform.json');

const keptIn = (folder: string): z.output<typeof Kept> => {
  const file = fileIn(folder);
  return Kept.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
};

/** The clock of the demo that runs on this folder, for another process beside it. */
export const clockIn = (folder: string) => (): Date =>
  new Date(Date.now() + keptIn(folder).forward);

/** Starts the platform on a free loopback port and writes the bureaus' files that name it. */
export const playPlatform = async (folder: string, bureaus: string): Promise<DemoPlatform> => {
  const file = fileIn(folder);
  const kept = keptIn(folder);
  let { forward } = kept;
  const through = new Map(Object.entries(kept.through));
  const keep = (): void => {
    writeFileSync(file, JSON.stringify({ forward, through: Object.fromEntries(through) }));
  };
  const now = (): Date => new Date(Date.now() + forward);
  const [platform, wecom] = await Promise.all([startPlatform({ now }), startWecom({ now })]);
  const apps = new Map<BureauId, PlayedApp>();
  const accounts = new Map<BureauId, PlayedAccount>();
  const bureausDir = path.join(folder, 'bureaus');
  mkdirSync(bureausDir, { recursive: true });
  for (const name of readdirSync(bureaus).filter((one) => one.endsWith('.yaml'))) {
    const slug = path.basename(name, '.yaml');
    const setup = setupOf(slug, now());
    const app = appOf(slug);
    accounts.set(slug as BureauId, platform.account(setup));
    apps.set(slug as BureauId, wecom.app(app));
    const text = readFileSync(path.join(bureaus, name), 'utf8');
    const channels = JSON.stringify({
      officialAccount: officialOf(setup, platform.apiBase),
      wecom: { ...app, apiBase: wecom.apiBase },
    });
    writeFileSync(path.join(bureausDir, name), `${text}channels: ${channels}\n`);
  }
  return {
    now,
    bureausDir,
    world: {
      accounts,
      apps,
      through,
      keep,
      advance: (milliseconds) => {
        forward += milliseconds;
        keep();
      },
    },
    connect: (botUrl) => {
      for (const [bureau, account] of accounts) account.connect(`${botUrl}/wechat/${bureau}`);
      for (const [bureau, app] of apps) app.connect(`${botUrl}/wecom/${bureau}`);
    },
    stop: async () => {
      await Promise.all([platform.stop(), wecom.stop()]);
    },
  };
};
