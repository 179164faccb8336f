import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleSetup } from '../../bot/channels/platform/console-routes.ts';
import { doctor, type DoctorWorld } from '../../scripts/doctor.ts';
import { ACCOUNT, openHouse, TEMPLATES, type House } from '../protocol/house.ts';
import { APP, openWecomHouse } from '../protocol/wecom-house.ts';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const TEMPLATE = {
  template_id: TEMPLATES.reminder.id,
  title: '待办提醒',
  content: '{{first.DATA}}\n事项：{{thing1.DATA}}\n时间：{{time2.DATA}}\n备注：{{thing3.DATA}}',
};

let house: House;
let world: DoctorWorld;
const atPlatform: ConsoleSetup = {};
let file: string;
let asIs: string;

beforeAll(async () => {
  house = await openHouse({ mode: 'secure' });
  Object.assign(house.account.setup, { console: atPlatform });
  file = path.join(house.folder, 'bureaus', 'gaoping.yaml');
  asIs = readFileSync(file, 'utf8');
}, 60_000);
afterAll(() => house.close());

beforeEach(() => {
  writeFileSync(file, asIs);
  for (const key of Object.keys(atPlatform)) Reflect.deleteProperty(atPlatform, key);
  Object.assign(atPlatform, { templates: [TEMPLATE], menu: [] });
  world = {
    env: {
      DATABASE_URL: house.databaseUrl,
      DATA_DIR: path.join(house.folder, 'data-0'),
      BUREAUS_DIR: path.join(house.folder, 'bureaus'),
      SECRET_KEY,
      BOT_PORT: String(house.first.bot.port),
      PUBLIC_URL: 'https://wx.example.cn',
    },
    // the public name leads to the same bot, as a reverse proxy would
    fetch: (input, init) =>
      fetch(String(input instanceof Request ? input.url : input).replace(...PROXY()), init),
    now: house.clock.now,
  };
});
const PROXY = (): [string, string] => [
  'https://wx.example.cn',
  `http://127.0.0.1:${house.first.bot.port}`,
];

/** Changes a word of the bureau's file, as somebody who copied it wrongly. */
const miswrite = (right: string, wrong: string): void => {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(right)) throw new Error(`not in the file: ${right}`);
  writeFileSync(file, text.replaceAll(right, wrong));
};

const asked = async (more: Partial<DoctorWorld> = {}): Promise<{ code: number; text: string }> => {
  const { code, lines } = await doctor(['gaoping'], { ...world, ...more });
  const text = lines.join('\n');
  const secrets = [ACCOUNT.secret, ACCOUNT.token, SECRET_KEY, 'K'.repeat(42), '.token-'];
  for (const secret of secrets) expect(text).not.toContain(secret);
  return { code, text };
};
const wrongLines = (text: string): string[] =>
  text.split('\n').filter((line) => line.includes('✗'));

describe('an account where all is well', () => {
  it('has a tick at every step, through the public name and on this machine, and exit 0', async () => {
    const { code, text } = await asked();
    expect(wrongLines(text)).toEqual([]);
    expect(code).toBe(0);
    for (const step of [
      '✓ 配置',
      '✓ 数据库',
      '✓ 磁盘',
      '✓ PUBLIC_URL',
      '✓ 接收消息的网址（本机）',
      '✓ 加密推送（本机）',
      '✓ 接收消息的网址（公网）',
      '✓ 加密推送（公网）',
      '✓ 令牌',
      '✓ 权限：客服消息',
      '✓ 权限：模板消息',
      '✓ 模板 reminder：“待办提醒”，字段 thing1、time2、thing3 都对得上',
      '✓ 时钟（和平台比）',
      '– 企业微信',
      '结果：没有要处理的',
    ])
      expect(text).toContain(step);
  }, 60_000);

  it('the pushes it makes itself leave no follower behind, however often it is asked', async () => {
    await asked();
    await asked();
    expect(house.account.ledger.filter(({ kind }) => kind === 'fault')).toEqual([]);
  });
});

describe('the token', () => {
  it('40164 names the address and the page of the list', async () => {
    atPlatform.unlistedIp = '203.0.113.9';
    const { code, text } = await asked();
    expect(code).toBe(1);
    expect(text).toContain('✗ 令牌：平台返回 40164');
    expect(text).toContain('203.0.113.9 不在IP白名单里');
    expect(text).toContain('设置与开发 → 基本配置 → IP白名单 → 修改，加上 203.0.113.9');
    expect(text).toContain('– 模板：没有令牌，问不到');
  });

  it('40125 a wrong secret, 40013 a wrong app id', async () => {
    miswrite(ACCOUNT.secret, 'another-secret-altogether');
    const secret = await asked();
    expect(secret.text).toContain('✗ 令牌：平台返回 40125');
    expect(secret.text).toContain('AppSecret 不对');
    expect(secret.text).not.toContain('another-secret-altogether');
    writeFileSync(file, asIs);
    miswrite(ACCOUNT.appId, 'wx9999999999999999');
    expect((await asked()).text).toContain('✗ 令牌：平台返回 40013');
  });

  it.each([
    [40243, '已被冻结'],
    [89503, '等公众号管理员确认'],
    [-1, '平台这一刻忙'],
  ])('%i is told in words', async (errcode, words) => {
    house.account.faults.failNext('/cgi-bin/stable_token', errcode);
    const { code, text } = await asked();
    expect(code).toBe(1);
    expect(text).toContain(words);
  });

  it('40001 with a clock that is right is the secret; with a clock that is off, first the clock', async () => {
    const path = '/cgi-bin/stable_token';
    house.account.faults.failNext(path, 40001);
    const secret = await asked();
    expect(secret.text).toContain('✗ 令牌：平台返回 40001');
    expect(secret.text).toContain('本机时钟和平台一致，不是时间的问题；AppSecret 不被承认');
    expect(secret.text).toContain('✓ 时钟（和平台比）');
    house.account.faults.failNext(path, 40001);
    const slow = (): Date => new Date(house.clock.now().getTime() - 3 * 3_600_000);
    const clock = await asked({ now: slow });
    expect(clock.text).toContain('本机时钟比平台慢了 3 小时');
    expect(clock.text).toContain('AppSecret 不一定有错');
    expect(clock.text).toContain(
      'timedatectl set-ntp true，或启动 chrony；时间对了再检查，仍是 40001',
    );
    expect(clock.text).toContain('✗ 时钟（和平台比）');
  });

  it('40001 for a token given out a moment before is another program that took it back', async () => {
    house.account.faults.failNext('/cgi-bin/get_api_domain_ip', 40001);
    const { text } = await asked();
    expect(text).toContain('✓ 令牌');
    expect(text).toContain('另一个程序用 /cgi-bin/token 刷掉了令牌');
  });

  it('a platform that is not to be reached is no wrong secret', async () => {
    house.account.faults.failNext('/cgi-bin/stable_token', 'cut-before');
    expect((await asked()).text).toContain('这台服务器连不上平台');
  });
});

describe('what the account may do and holds', () => {
  it('48001 names the missing permission and the page', async () => {
    atPlatform.denied = {
      '/cgi-bin/message/custom/send': 48001,
      '/cgi-bin/template/get_all_private_template': 48001,
    };
    const { text } = await asked();
    expect(text).toContain('✗ 权限：客服消息');
    expect(text).toContain('✗ 权限：模板消息：平台返回 48001');
    expect(text).toContain('设置与开发 → 接口权限');
    expect(text).toContain('✓ 权限：带参数的二维码');
  });

  it('a template that is not there is named with its id', async () => {
    atPlatform.templates = [];
    const { text } = await asked();
    expect(text).toContain(`✗ 模板 reminder：账号里没有编号为 ${TEMPLATE.template_id} 的模板`);
  });

  it('a field that differs is named on the side where it stands', async () => {
    const content = TEMPLATE.content.replace('thing3', 'phrase7');
    atPlatform.templates = [{ ...TEMPLATE, content }];
    const { text } = await asked();
    expect(text).toContain('机构文件里的 thing3 模板里没有；模板里的 phrase7 机构文件里没有');
    expect(text).toContain('templates.reminder.fields');
  });

  it('subscription notices are looked up among themselves', async () => {
    const used =
      '"subscriptions":{"reminder":{"id":"sub-1","fields":{"thing1":"subject"}}},"templates"';
    miswrite('"templates"', used);
    expect((await asked()).text).toContain('✗ 订阅通知 reminder：账号里没有编号为 sub-1');
    atPlatform.subscriptions = [
      { template_id: 'sub-1', title: '办理提醒', content: '事项:{{thing1.DATA}}\n' },
    ];
    expect((await asked()).text).toContain('✓ 订阅通知 reminder：“办理提醒”，字段 thing1');
  });

  it('the menu at the platform is compared with the file’s', async () => {
    const channels = /^channels: .*$/m.exec(asIs)?.[0] ?? '';
    const menu = '"menu":{"buttons":[{"name":"举报线索","key":"clue"}]},"templates"';
    miswrite(channels, channels.replace('"templates"', menu));
    atPlatform.menu = [{ name: '旧菜单', type: 'view', url: 'https://old.example.cn/' }];
    const { text } = await asked();
    expect(text).toContain('✗ 菜单：平台上有 1 项，和机构文件不一样：举报线索 → clue');
    atPlatform.menu = [{ name: '举报线索', type: 'click', key: 'clue', sub_button: [] }];
    expect((await asked()).text).toContain('✓ 菜单：平台上有 1 项，和机构文件一致');
  });
});

describe('the menus of those with a role', () => {
  it('GP-7d A11 are compared one by one: lacking, different, and one too many', async () => {
    const channels = /^channels: .*$/m.exec(asIs)?.[0] ?? '';
    const menu = `"menu":{"buttons":[{"name":"举报线索","key":"clue"}],"personal":[
      {"role":"experts","tagId":101,"buttons":[{"name":"我的任务","key":"tasks"}]},
      {"role":"staff","tagId":102,"buttons":[{"name":"签署","key":"signOff"}]}]},"templates"`;
    miswrite(channels, channels.replace('"templates"', menu.replaceAll('\n', ' ')));
    atPlatform.menu = [{ name: '举报线索', type: 'click', key: 'clue' }];
    const own = (tag_id: string, key: string) => ({
      button: [{ name: '我的任务', type: 'click', key }],
      matchrule: { tag_id },
    });
    const { personal } = house.account.official;
    personal.push(own('101', 'old'), own('103', 'tasks'));
    const { code, text } = await asked();
    expect(code).toBe(1);
    expect(text).toContain('✓ 菜单：平台上有 1 项，和机构文件一致');
    expect(text).toContain(
      '✗ 个性化菜单（专家，标签 101）：平台上有 1 项，和机构文件不一样：我的任务 → tasks；我的任务 → old',
    );
    expect(text).toContain('✗ 个性化菜单（工作人员，标签 102）：平台上没有这个菜单');
    expect(text).toContain('✗ 个性化菜单（标签 103）：机构文件里没有这一个');
    expect(text).toContain('menu push');
    personal.splice(0);
  });
});

describe('the way in', () => {
  it('F40 a clock ten minutes off is seen against the platform, and why pushes are refused', async () => {
    const { text } = await asked({
      now: () => new Date(house.clock.now().getTime() + 600_000),
    });
    expect(text).toMatch(/✗ 时钟（和平台比）：本机时钟快了 60\d 秒/);
    expect(text).toContain('当作重放而拒收');
  });

  it('another token than the running bot’s is a 403, and says so', async () => {
    miswrite(ACCOUNT.token, 'AnotherTokenAltogether');
    const { text } = await asked();
    expect(text).toContain('✗ 接收消息的网址（本机）');
    expect(text).toContain('改过机构文件后要重新启动');
    expect(text).not.toContain('AnotherTokenAltogether');
  });

  it('no bot, a redirect and a proxy’s own page are three different things', async () => {
    const env = { ...world.env, BOT_PORT: '1' };
    expect((await asked({ env })).text).toContain('机器人没有在这个端口上运行');
    const instead =
      (answer: () => Response): typeof fetch =>
      (input, init) =>
        (input instanceof Request ? input.url : String(input)).startsWith('https://wx.example.cn')
          ? Promise.resolve(answer())
          : fetch(input, init);
    const moved = await asked({ fetch: instead(() => Response.redirect('https://elsewhere.cn')) });
    expect(moved.text).toContain('微信不会跟着走');
    const page = await asked({ fetch: instead(() => new Response('<html>欢迎</html>')) });
    expect(page.text).toContain('回答被改过');
  });

  it.each([
    [undefined, '没有设置'],
    ['http://wx.example.cn', '不是 https'],
    ['https://wx.example.cn:8443', '端口是 8443'],
    ['https://192.0.2.7', '是 IP 地址'],
    ['https://jiandu.local', '是内部名字'],
  ])('PUBLIC_URL %s: %s', async (publicUrl, words) => {
    const env = { ...world.env, PUBLIC_URL: publicUrl };
    expect((await asked({ env, fetch })).text).toContain(words);
  });
});

describe('this machine', () => {
  it('a configuration that is not complete is told before anything else', async () => {
    const { SECRET_KEY: _, ...env } = world.env;
    const { code, text } = await asked({ env });
    expect(code).toBe(1);
    expect(text).toContain('✗ SECRET_KEY');
  });

  it('a bureau’s file with a variable that is not set names it', async () => {
    miswrite(ACCOUNT.secret, '${NOT_SET_ANYWHERE}');
    const { code, text } = await asked();
    expect(code).toBe(1);
    expect(text).toContain('NOT_SET_ANYWHERE');
  });

  it('no database is one step that fails; the password is not told, the rest goes on', async () => {
    const env = { ...world.env, DATABASE_URL: 'mysql://jiandu:pass-of-the-db@127.0.0.1:1/jiandu' };
    const { text } = await asked({ env });
    expect(text).toContain('✗ 数据库');
    expect(text).not.toContain('pass-of-the-db');
    expect(text).toContain('✓ 令牌');
  }, 60_000);

  it('a bureau that is not installed is wrong use', async () => {
    const { code, lines } = await doctor(['nowhere'], world);
    expect(code).toBe(2);
    expect(lines.join('\n')).toContain('没有这个机构：nowhere（有：gaoping');
  });
});

describe('an app of WeCom', () => {
  const examined = async (setup: object, change = (text: string): string => text) => {
    const wecom = await openWecomHouse({ setup });
    const { config } = wecom.first.installation;
    const own = path.join(config.BUREAUS_DIR, 'zhanjiang.yaml');
    writeFileSync(own, change(readFileSync(own, 'utf8')));
    const { code, lines } = await doctor(['zhanjiang'], {
      env: {
        ...config,
        METRICS_PORT: undefined,
        WEB_PORT: undefined,
        BOT_PORT: String(wecom.first.bot.port),
        PUBLIC_URL: 'https://wx.example.cn',
      },
      fetch: (input, init) =>
        fetch(
          String(input instanceof Request ? input.url : input).replace(
            'https://wx.example.cn',
            `http://127.0.0.1:${wecom.first.bot.port}`,
          ),
          init,
        ),
      now: wecom.clock.now,
    });
    await wecom.close();
    const text = lines.join('\n');
    for (const secret of [APP.secret, APP.token, 'W'.repeat(42)])
      expect(text).not.toContain(secret);
    return { code, text };
  };

  it('where all is well has a tick at every step', async () => {
    const { code, text } = await examined({});
    expect(wrongLines(text)).toEqual([]);
    expect(code).toBe(0);
    for (const step of [
      '✓ 接收消息的网址（本机）',
      '✓ 加密推送（本机）',
      '✓ 企业微信令牌',
      '✓ 企业微信应用：“监督通”',
      '– 公众号',
    ])
      expect(text).toContain(step);
  }, 60_000);

  it('60020 names the address and the page of the trusted ones', async () => {
    const { code, text } = await examined({ trustedIps: ['192.0.2.1'] });
    expect(code).toBe(1);
    expect(text).toContain('✗ 企业微信应用：平台返回 60020');
    expect(text).toContain('企业可信IP → 配置，加上 127.0.0.1');
  }, 60_000);

  it('40001 a wrong secret, 40013 a wrong corp', async () => {
    const secret = await examined({}, (text) => text.replaceAll(APP.secret, 'another-one'));
    expect(secret.text).toContain('✗ 企业微信令牌：平台返回 40001');
    const corp = await examined({}, (text) => text.replaceAll(APP.corpId, 'ww9999999999999999'));
    expect(corp.text).toContain('✗ 企业微信令牌：平台返回 40013');
  }, 60_000);
});
