import { linesOf } from '../bot/doctor/index.ts';
import type { Installation } from '../installation.ts';
import { configOrExit, installationOrExit } from '../process.ts';
import { becomeWriterOrExit } from '../single-writer.ts';
import { isMeant, demoAsleep } from './demo/meant.ts';
import { demoHere, type DemoHere } from './demo/here.ts';

interface Opening {
  readonly writes: boolean;
  /** works on the demo that runs, where no other installation is named */
  readonly isForDemo?: boolean;
}

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What a command works on, or the end of the process in words. */
export const openingFor = async ({ writes, isForDemo = false }: Opening): Promise<Installation> => {
  const demo = isForDemo ? demoMeant() : null;
  if (demo !== null) return demoInstallation(demo);
  const config = configOrExit();
  if (writes) becomeWriterOrExit(config);
  return installationOrExit({ ...config, LOG_LEVEL: 'silent' });
};

const demoMeant = (): DemoHere | null => {
  const demo = demoHere();
  return demo !== null && isMeant(demo, process.env) ? demo : null;
};

const demoInstallation = (demo: DemoHere): Promise<Installation> => {
  if (demo.url === null) {
    for (const line of linesOf(demoAsleep(demo))) complain(line);
    return process.exit(1);
  }
  complain(`演示正在运行（${demo.url}）：这是演示的公众号，不是正式的`);
  const config = { ...demo.config, LOG_LEVEL: 'silent' } as const;
  return installationOrExit(config, { demo: true, clock: demo.now });
};
