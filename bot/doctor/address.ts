import { isIP } from 'node:net';
import { fine, wrong, type Finding } from './finding.ts';

const STEP = 'PUBLIC_URL（微信和手机访问的网址）';
const EXAMPLE =
  '在环境变量里写 PUBLIC_URL=https://wx.example.cn（已备案的域名，443 端口），重新启动';

/** Names that nobody outside can reach. */
const INSIDE = /^localhost$|\.(?:local|lan|internal|localdomain)$/;

/** The platform reaches ports 80 and 443 only, and phones open pages of https only (wechat-platform A2). */
export const publicUrlFinding = (publicUrl: string | undefined): Finding => {
  if (publicUrl === undefined)
    return wrong(STEP, '没有设置', {
      means: '发给群众的链接会是本机地址，点不开；也不知道微信从哪里进来',
      next: EXAMPLE,
    });
  const fault = faultOf(new URL(publicUrl));
  return fault === null
    ? fine(STEP, publicUrl)
    : wrong(STEP, `${publicUrl}：${fault}`, { means: '微信到不了这个网址', next: EXAMPLE });
};

const faultOf = ({ protocol, port, hostname }: URL): string | null => {
  if (protocol !== 'https:') return '不是 https';
  if (port !== '') return `端口是 ${port}，微信只访问 80 和 443`;
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0) return '是 IP 地址，要用已备案的域名';
  return INSIDE.test(hostname) || !hostname.includes('.') ? '是内部名字，外面访问不到' : null;
};
