import type { Said } from './at-a-desk.ts';

interface AloneCommand {
  readonly use: string;
  readonly run: (args: readonly string[]) => Promise<Said>;
}

const said = (code: number): Said => ({ code, lines: [], isComplaint: false });

/**
 * Commands that see for themselves what they need: a doctor comes when nothing opens. What they load
 * is loaded when they are asked for.
 */
export const ALONE: Readonly<Record<string, AloneCommand>> = {
  doctor: {
    use: 'doctor [bureau]\n      checks the real accounts step by step and says in Chinese what to do; changes nothing',
    run: async (args) => {
      const { doctor } = await import('./doctor.ts');
      return doctor(args, { env: process.env, fetch: globalThis.fetch, now: () => new Date() });
    },
  },
  simulate: {
    use: 'simulate <bureau>\n      a chat in the terminal on the demo’s data; on an installation only with NODE_ENV=development',
    run: async (args) => said(await (await import('./simulate.ts')).simulate(args)),
  },
};
