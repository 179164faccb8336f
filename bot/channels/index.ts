/**
 * The channels: each folder is one, a wechaty puppet over a wechaty-free transport. This is what
 * the composition root builds them from; `platform/` plays WeChat and is for tests and the demo.
 */
export { hearWith } from './wechaty.ts';
export { PuppetOfficialAccount } from './official-account/puppet.ts';
export { PuppetWecom } from './wecom/puppet.ts';
export { PuppetSimulator } from './simulator/puppet.ts';
export { publishedChannels, type PublishedChannels } from './published.ts';
