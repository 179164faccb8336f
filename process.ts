import { readConfig, type Config, type ConfigFault } from './config.ts';
import { DatabaseUnreachable, faultLine, LocksIgnored, type Fault } from './domain/index.ts';
import { hookOf, shifted } from './hook.ts';
import {
  bureauFaults,
  createLog,
  openInstallation,
  OtherKey,
  WrongBureaus,
  type Installation,
} from './installation.ts';

/** How an entry point lives and dies: faults in words and exit 2, SIGTERM in order, a second one at once. */

interface Part {
  readonly stop: () => Promise<void>;
}

const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const wrongConfig = (faults: readonly ConfigFault[], env: NodeJS.ProcessEnv): never => {
  complain(
    `配置有 ${faults.length} 处不对，没有启动 / ${faults.length} configuration fault(s), not started:`,
  );
  for (const { name, chinese, english } of faults) complain(`  ${name}: ${chinese} / ${english}`);
  const more = bureauFaults(env.BUREAUS_DIR ?? 'bureaus', env);
  if (more.length > 0) complainOfBureaus(more);
  process.exit(2);
};

const complainOfBureaus = (faults: readonly Fault[]): void => {
  complain(
    `机构文件有 ${faults.length} 处不对，没有启动 / ${faults.length} fault(s) in the bureau files, not started:`,
  );
  for (const fault of faults) complain(`  ${faultLine(fault)}`);
};

const wrongBureaus = ({ faults }: WrongBureaus): never => {
  complainOfBureaus(faults);
  process.exit(2);
};

/** The configuration from the environment, or the end of the process with every fault. */
export const configOrExit = (env: NodeJS.ProcessEnv = process.env): Config => {
  const read = readConfig(env);
  return 'config' in read ? read.config : wrongConfig(read.faults, env);
};

/** What a demonstration does differently. */
interface Playing {
  readonly demo?: boolean;
  /** the demo's clock can be moved forward */
  readonly clock?: () => Date;
}

const systemClock = (): Date => new Date();

/** The installation, or the end of the process in words an operator can act on. */
export const installationOrExit = async (
  config: Config,
  { demo = false, clock = systemClock }: Playing = {},
): Promise<Installation> => {
  try {
    const log = createLog(config.LOG_LEVEL);
    return await openInstallation({
      config,
      log,
      clock: shifted(clock, process.env),
      commonTime: true,
      env: process.env,
      hook: hookOf(process.env),
      demo,
    });
  } catch (error) {
    if (error instanceof WrongBureaus) return wrongBureaus(error);
    if (!isForOperator(error)) throw error;
    complain(error.message);
    process.exit(2);
  }
};

/** Its message says in both languages what to set right. */
const isForOperator = (error: unknown): error is Error =>
  error instanceof DatabaseUnreachable ||
  error instanceof OtherKey ||
  error instanceof LocksIgnored;

const GRACE_MS = 20_000;

/** Runs the parts until SIGTERM or SIGINT, then stops them in order; a second signal ends at once. */
export const runUntilSignal = (installation: Installation, parts: readonly Part[]): void => {
  let stopping = false;
  const stop = async (): Promise<void> => {
    for (const part of parts) await part.stop();
    await installation.close();
    process.exit(0);
  };
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    void stop();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};
