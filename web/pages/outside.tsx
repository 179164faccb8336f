import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { clues } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile, definePage } from '../page.ts';
import type { Visit } from '../visit.ts';
import { Form } from '../ui/form.tsx';
import { Badge, DayText } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

const CARRIERS = ['discipline', 'administrator'] as const;

/** 转交: clues about leaders leave the bureau sealed; nothing of them can be read here (C-01). */
export const outsidePage = definePage({
  path: '/outside',
  title: '密封转交',
  roles: CARRIERS,
  nav: { label: '密封转交', group: 'work' },
  query: z.object({}),
  load: (visit) => visit.ask(clues.listOutside, {}),
  view: ({ route, rows }) => (
    <>
      <p>这些线索不由本局处理，内容在这里看不到。密封后的文件只有接收方能打开，请交给：{route}。</p>
      <Table
        caption="须转交的线索"
        rows={rows}
        rowKey={({ clue }) => clue}
        empty="没有须转交的线索。"
        columns={[
          { head: '编号', narrow: true, cell: ({ number }) => number },
          { head: '收到', cell: ({ receivedAt }) => <DayText day={receivedAt} /> },
          {
            head: '状态',
            cell: ({ exportedAt }) =>
              exportedAt === null ? (
                <Badge tone="wait">待密封</Badge>
              ) : (
                <Badge tone="done">已密封</Badge>
              ),
          },
          {
            head: '办理',
            cell: ({ clue, exportedAt }) => (
              <>
                <Form
                  name="seal"
                  which={clue}
                  hidden={{ clue }}
                  submit={exportedAt === null ? '密封' : '重新密封'}
                >
                  {null}
                </Form>
                {exportedAt === null ? null : <a href={`/outside/${clue}`}>下载密封文件</a>}
              </>
            ),
          },
        ]}
      />
    </>
  ),
  actions: (form) => ({
    seal: form(z.object({ clue: recordId }), async (visit, { clue }) =>
      visit.settle(
        clues.exportOutside,
        { clue, evidence: await evidenceOf(visit, clue) },
        { to: '/outside', say: '已密封。请下载文件并交给接收方。' },
      ),
    ),
  }),
});

/** The evidence goes into the seal as it was received; it is shown to nobody on the way. */
const evidenceOf = async (visit: Visit, clue: string) => {
  const rows = await visit.within((tx) => adoptedBy(tx, clue));
  const pieces = [];
  for (const [index, { file, digest, mime }] of rows.entries()) {
    if (file === null || digest === null) continue;
    const bytes = await visit.app.files.read(visit.bureau, { file, digest });
    pieces.push({
      name: `证据${index + 1}`,
      mime: mime ?? '',
      digest,
      base64: bytes.toString('base64'),
    });
  }
  return pieces;
};

export const outsideFile = defineFile({
  path: '/outside/:clue',
  roles: CARRIERS,
  query: z.object({ clue: recordId }),
  load: async (visit, { clue }) => {
    const found = await visit.ask(clues.readPackage, { clue });
    if (found === null) return null;
    return {
      bytes: Buffer.from(found.package),
      name: `${found.number}.sealed.json`,
      type: 'application/octet-stream',
    };
  },
});
