import { runUntilSignal } from '../process.ts';
import { startWeb } from '../web/main.ts';
import { PASSWORD, STAFF } from './demo/cast.ts';
import { demoConfig, forgetDemo, openDemo } from './demo/stage.ts';

/** `npm run demo`: two bureaus with invented people on the embedded database; `-- --fresh` begins anew. */

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

if (process.argv.includes('--fresh')) forgetDemo();

const config = demoConfig();
const { installation, bot, platform } = await openDemo(config, print);
const siteUrl = `http://${config.HOST}:${config.WEB_PORT}`;
const web = await startWeb(
  { host: config.HOST, port: config.WEB_PORT, siteUrl },
  installation.app,
  installation.log,
);

print('');
print('监督通 Jiandu 演示已启动，按 Ctrl-C 停止 / demo running, Ctrl-C stops it');
print(`  微信模拟器 chat simulator   http://${config.HOST}:${bot.port}/simulator`);
print(`  工作站点   staff site       http://${config.HOST}:${web.port}/`);
print(`  机构 bureaus                高平 gaoping · 湛江 zhanjiang`);
print(`  登录名 sign-ins             ${STAFF.map((one) => one.login).join(' · ')}`);
print(`  密码 password               ${PASSWORD}`);
print('  数据 data                   data/demo/（重新开始 start anew: npm run demo -- --fresh）');
runUntilSignal(installation, [bot, web, platform]);
