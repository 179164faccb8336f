import type { Said } from './at-a-desk.ts';
import type { Help } from './help.ts';

interface AloneCommand extends Help {
  readonly run: (args: readonly string[]) => Promise<Said>;
}

const said = (code: number): Said => ({ code, lines: [], isComplaint: false });

/**
 * Commands that see for themselves what they need: a doctor comes when nothing opens. What they load
 * is loaded when they are asked for.
 */
export const ALONE: Readonly<Record<string, AloneCommand>> = {
  doctor: {
    use: 'doctor [bureau]',
    does: 'checks the real accounts step by step and says in Chinese what to do; changes nothing. Without a configuration: the demo that runs',
    chinese:
      '逐步检查公众号、企业微信和本机，说明每个 ✗ 的意思和下一步；不改动任何东西。没有配置时检查正在运行的演示',
    run: async (args) => {
      const { doctor } = await import('./doctor.ts');
      const { demoHere } = await import('./demo/here.ts');
      const { env } = process;
      return doctor(args, {
        env,
        fetch: globalThis.fetch,
        now: () => new Date(),
        demo: demoHere(),
      });
    },
  },
  simulate: {
    use: 'simulate <bureau>',
    does: 'a chat in the terminal on the demo’s data; on an installation only with NODE_ENV=development',
    chinese: '在终端里聊天，用的是演示数据；正式安装上只有 NODE_ENV=development 才行',
    run: async (args) => said(await (await import('./simulate.ts')).simulate(args)),
  },
};
