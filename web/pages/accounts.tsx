import { z } from 'zod';
import { ROLE_WORDS, ROLES, staff } from '../../domain/index.ts';
import { needed, nothing, many } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, Section } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';
import { newPassword } from './one-time.ts';

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }));

/** 账号: who works here, with which roles. */
export const accountsPage = definePage({
  path: '/accounts',
  title: '账号',
  roles: ['administrator'],
  nav: { label: '账号', group: 'office' },
  query: nothing,
  load: (visit) => visit.ask(staff.listAccounts, {}),
  exportAs: (sheet) =>
    sheet({
      name: '账号',
      read: async (visit) => {
        const rows = await visit.ask(staff.listAccounts, {});
        return { rows, total: rows.length };
      },
      columns: [
        { head: '姓名', text: ({ name }) => name },
        { head: '登录名', text: ({ login }) => login },
        { head: '角色', text: ({ roles }) => roles.map((role) => ROLE_WORDS[role]).join('、') },
        { head: '状态', text: ({ disabled }) => (disabled ? '已停用' : '使用中') },
      ],
    }),
  view: (accounts) => (
    <>
      <Table
        caption="账号"
        rows={accounts}
        rowKey={({ id }) => id}
        empty="还没有账号，请在下面添加。"
        columns={[
          { head: '姓名', cell: ({ id, name }) => <a href={`/accounts/${id}`}>{name}</a> },
          { head: '登录名', cell: ({ login }) => login },
          { head: '角色', cell: ({ roles }) => roles.map((role) => ROLE_WORDS[role]).join('、') },
          {
            head: '状态',
            narrow: true,
            cell: ({ disabled }) =>
              disabled ? <Badge tone="bad">已停用</Badge> : <Badge tone="good">使用中</Badge>,
          },
        ]}
      />
      <Section title="添加账号">
        <Form name="add" submit="添加账号">
          <TextField name="name" label="姓名" width="short" />
          <TextField name="login" label="登录名" example="zhang.li" width="short" />
          <Choices
            kind="many"
            name="roles"
            label="角色"
            hint="一个人可以有几个角色。"
            options={ROLE_OPTIONS}
          />
        </Form>
      </Section>
    </>
  ),
  actions: (form) => ({
    add: form(
      z.object({
        name: needed('请填写姓名，例如 张丽。', 30),
        login: needed('请填写登录名，例如 zhang.li。', 40),
        roles: many(z.enum(ROLES)),
      }),
      async (visit, body) => {
        const password = newPassword(visit.random);
        const passwordHash = await staff.hashPassword(password);
        return visit.settle(
          staff.addAccount,
          { ...body, passwordHash },
          {
            to: '/accounts',
            say: `已添加${body.name}的账号。登录名：${body.login}，初始密码：${password}。密码只显示这一次，请当面交给本人，并请本人登录后在“我的账号”里改掉。`,
          },
        );
      },
    ),
  }),
});
