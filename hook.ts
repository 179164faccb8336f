/** Where the fault tests let a process die (promises, F07 and F17). */
export type HookLabel = 'before-commit' | 'committed' | 'before-reply' | 'before-send' | 'sent';
export type Hook = (label: HookLabel) => void;

/**
 * `HOOK=<label>:<n>` kills this process, as `kill -9` does, when it passes the label for the n-th
 * time; `HOOK=<label>:<n>:SIGSTOP` freezes it there (F25). Only with NODE_ENV=test; otherwise nothing ever happens here.
 */
export const hookOf = (env: NodeJS.ProcessEnv): Hook => {
  const [label, count = '1', signal = 'SIGKILL'] = (env.HOOK ?? '').split(':');
  if (env.NODE_ENV !== 'test' || label === '') return () => undefined;
  let left = Number(count);
  return (passed) => {
    if (passed !== label) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, signal);
  };
};

/** `CLOCK_SHIFT=<ms>` sets this process's clock wrong (F40). Only with NODE_ENV=test. */
export const shifted = (clock: () => Date, env: NodeJS.ProcessEnv): (() => Date) => {
  const shift = env.NODE_ENV === 'test' ? Number(env.CLOCK_SHIFT ?? 0) : 0;
  return shift === 0 ? clock : () => new Date(clock().getTime() + shift);
};
