import { z } from 'zod';
import { listFailed } from '../../domain/exchange/index.ts';
import { definePage } from '../page.ts';
import { Moment } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

const KINDS: Readonly<Record<string, string>> = {
  text: '文字',
  image: '图片',
  voice: '语音',
  video: '视频',
  tap: '点菜单',
};

/** 没处理成功的消息: kept sealed, the sender was told; a technician finds the fault by the number. */
export const failedPage = definePage({
  path: '/failed',
  title: '没处理成功的消息',
  roles: ['administrator', 'clerk'],
  nav: { label: '没处理成功', group: 'messages' },
  query: z.object({}),
  load: (visit) => visit.within((tx) => listFailed(tx)),
  view: (rows) => (
    <>
      <p>
        这些消息系统没能处理，原文已加密保存，发消息的人已收到说明。请把编号告诉技术人员，查看运行日志中同一时间的记录。
      </p>
      <Table
        caption="没处理成功的消息"
        rows={rows}
        rowKey={({ id }) => id}
        empty="没有。所有收到的消息都处理成功了。"
        columns={[
          { head: '收到时间', narrow: true, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
          { head: '种类', cell: ({ kind }) => KINDS[kind] ?? kind },
          { head: '编号', cell: ({ id }) => id },
        ]}
      />
    </>
  ),
});
