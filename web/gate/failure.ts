import { z } from 'zod';
import { EvidenceAltered, isUnreachable } from '../../domain/index.ts';
import { Problem, type ProblemStatus } from './problem.ts';

const ALTERED =
  '这份证据的文件缺失或被改动过，不能打开。请不要再操作，立即告诉纪检人员和系统管理员，用备份核对。';

const AWAY = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'PROTOCOL_CONNECTION_LOST'];

/** Whatever was thrown, as the page it becomes: what nobody expected is a 500. */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof EvidenceAltered) return new Problem(409, ALTERED);
  if (isUnreachable(error)) return new Problem(503);
  const read = thrown.safeParse(error);
  return new Problem(read.success ? statusOf(read.data) : 500);
};

/** What koa and the body parser say, and a database that does not answer (F18, F27). */
const statusOf = ({ status, code: own, driverError }: z.output<typeof thrown>): ProblemStatus => {
  if (status === 413) return 413;
  if (status === 400 || status === 415) return 400;
  return AWAY.includes(driverError ?? own ?? '') ? 503 : 500;
};

const code = z.string().optional().catch(undefined);

const thrown = z.object({
  status: z.number().optional().catch(undefined),
  code,
  driverError: z
    .object({ code })
    .transform((driver) => driver.code)
    .optional()
    .catch(undefined),
});
