import Router, { type RouterContext } from '@koa/router';
import helmet from 'koa-helmet';
import { membership, type App, type BureauId } from '../domain/index.ts';
import { forgive, takeTry } from '../domain/exchange/index.ts';
import { letterHtml, type LetterAnswer } from './letters-page.tsx';
import { mountStyles, publicHeaders } from './public-frame.tsx';

const ANYBODY = { kind: 'system', duty: 'public-letters' } as const;

/** `/letter/<code>`: whether a letter of appointment is good today (GP-6.4a). Looking is all there is. */
export const createLetters = (app: App): Router => {
  const router = new Router();
  router.use(helmet(publicHeaders("'none'")));
  const styles = mountStyles(router, '/letter');
  router.get(['/letter', '/letter/'], (ctx) => {
    ctx.status = 404;
    ctx.type = 'html';
    ctx.body = letterHtml({ answer: NONE, bureau: '', styles });
  });
  router.get('/letter/:code', async (ctx) => {
    const code = ctx.params.code ?? '';
    const bureau = bureauIn(code, app);
    const answer =
      bureau === null ? NONE : await answerTo(app, { bureau, code, from: caller(ctx, app) });
    ctx.set('Cache-Control', 'no-store');
    ctx.status = STATUS[answer.kind];
    ctx.type = 'html';
    const name = bureau === null || answer.kind !== 'letter' ? '' : app.bureauOf(bureau).name;
    ctx.body = letterHtml({ answer, bureau: name, styles });
  });
  return router;
};

const NONE: LetterAnswer = { kind: 'none' };
const STATUS: Readonly<Record<LetterAnswer['kind'], number>> = {
  letter: 200,
  none: 404,
  wait: 429,
};

const bureauIn = (code: string, app: App): BureauId | null => {
  const bureau = membership.bureauOfLetterCode(code);
  return bureau !== null && app.bureaus.has(bureau) ? bureau : null;
};

interface Asking {
  readonly bureau: BureauId;
  readonly code: string;
  readonly from: string;
}

/** Wrong codes slow their sender down as wrong passwords do; a right one clears the slate. */
const answerTo = async (app: App, { bureau, code, from }: Asking): Promise<LetterAnswer> => {
  const party = `letter:${from}`;
  const inTx = app.gate.transaction.bind(app.gate);
  const wait = await inTx(bureau, (tx) => takeTry(tx, party, app.clock()));
  if (wait !== null) return { kind: 'wait' };
  const found = await app.ask(bureau, membership.letterOfCode, { code }, ANYBODY);
  const letter = found.kind === 'found' ? found.value : null;
  if (letter === null) return NONE;
  await inTx(bureau, (tx) => forgive(tx, party));
  return { kind: 'letter', letter };
};

/** Over https a proxy stands in front and has put the caller's address last (X-Forwarded-For). */
const caller = (ctx: RouterContext, { publicUrl }: App): string => {
  const told = publicUrl?.startsWith('https:') === true ? ctx.get('X-Forwarded-For') : '';
  const last = told.split(',').at(-1)?.trim() ?? '';
  return last === '' ? ctx.ip : last;
};
