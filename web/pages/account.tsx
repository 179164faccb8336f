import { z } from 'zod';
import { endSessionsOf, forgive } from '../../domain/exchange/index.ts';
import {
  people,
  ROLE_WORDS,
  ROLES,
  staff,
  type Action,
  type DomainEvent,
  type Refusal,
} from '../../domain/index.ts';
import { many, nothing, recordId, text } from '../fields.ts';
import { definePage } from '../page.ts';
import { Choices } from '../ui/choices.tsx';
import { Form, TextField } from '../ui/form.tsx';
import { Badge, Facts, Section } from '../ui/parts.tsx';
import { settled, type After, type Settled, type Visit } from '../visit.ts';
import { newCode, newPassword, showCode } from './one-time.ts';
import { BindingPicture, loadCode, wantBindingCode } from './qr-code.tsx';

const query = z.object({ account: recordId });

/** One account: roles, password, a binding code, the end. */
export const accountPage = definePage({
  path: '/accounts/:account',
  roles: ['administrator'],
  query,
  load: async (visit, { account: wanted }) => {
    const account = (await visit.ask(staff.listAccounts, {})).find(({ id }) => id === wanted);
    if (account === undefined) return null;
    return { account, code: await loadCode(visit, { purpose: 'bind', subject: wanted }) };
  },
  title: ({ account: { name } }) => `账号：${name}`,
  view: ({ account, code }) => (
    <>
      <p class="crumbs">
        <a href="/accounts">返回账号列表</a>
      </p>
      <Section title="基本情况">
        <Facts
          facts={[
            ['姓名', account.name],
            ['登录名', account.login],
            ['角色', account.roles.map((role) => ROLE_WORDS[role]).join('、')],
            ['电话', account.phone ?? '未登记'],
            [
              '状态',
              account.disabled ? (
                <Badge tone="bad">已停用</Badge>
              ) : (
                <Badge tone="good">使用中</Badge>
              ),
            ],
          ]}
        />
      </Section>
      <Section title="电话">
        <p>重大情况在微信里没有人确认时，同事按电话联系名单打这个电话。</p>
        <Form name="phone" submit="保存电话">
          <TextField
            name="phone"
            label="手机或值班电话"
            value={account.phone ?? ''}
            example="0356-5550100"
            width="short"
            required={false}
          />
        </Form>
      </Section>
      <Section title="角色">
        <Form name="roles" submit="保存角色">
          <Choices
            kind="many"
            name="roles"
            label="这个账号的角色"
            hint="保存后，本人需要重新登录。"
            chosen={account.roles}
            options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
          />
        </Form>
      </Section>
      <Section title={account.disabled ? '重新启用' : '重置密码'}>
        <p>
          {account.disabled
            ? '生成新密码并重新启用这个账号。'
            : '生成新密码，原密码立即失效，所有登录都会退出。'}
          新密码只显示一次。
        </p>
        <Form
          name="reset"
          tone="plain"
          submit={account.disabled ? '重新启用并生成密码' : '生成新密码'}
        />
      </Section>
      {account.disabled ? null : (
        <>
          <Section title="绑定微信">
            <p>生成八位绑定码。本人在公众号里发送“绑定 绑定码”之后，就能在微信里收到提醒。</p>
            <Form name="code" tone="plain" submit="生成绑定码" />
            <BindingPicture code={code} />
          </Section>
          <Section title="停用">
            <p>停用后立即退出所有登录，不能再登录。以前的办理记录保留不变。</p>
            <Form name="disable" tone="danger" submit="停用这个账号" />
          </Section>
        </>
      )}
    </>
  ),
  actions: (form) => ({
    roles: form(z.object({ roles: many(z.enum(ROLES)) }), (visit, { roles }, { account }) =>
      signingOut(
        visit,
        staff.setAccountRoles,
        { account, roles },
        {
          to: `/accounts/${account}`,
          say: '角色已保存，本人需要重新登录。',
        },
      ),
    ),
    reset: form(nothing, async (visit, _body, { account }) => {
      const password = newPassword(visit.random);
      const passwordHash = await staff.hashPassword(password);
      return signingOut(
        visit,
        staff.setAccountPassword,
        { account, passwordHash },
        {
          to: `/accounts/${account}`,
          say: `新密码：${password}。只显示这一次，请当面交给本人，并请本人登录后在“我的账号”里改掉。`,
        },
      );
    }),
    phone: form(z.object({ phone: text(30) }), (visit, { phone }, { account }) =>
      visit.settle(
        staff.setAccountPhone,
        { account, phone },
        { to: `/accounts/${account}`, say: phone === '' ? '电话已清除。' : '电话已保存。' },
      ),
    ),
    disable: form(nothing, (visit, _body, { account }) =>
      signingOut(
        visit,
        staff.disableAccount,
        { account },
        {
          to: `/accounts/${account}`,
          say: '账号已停用，所有登录已退出。',
        },
      ),
    ),
    code: form(nothing, (visit, _body, { account }) =>
      giveCode(visit, account, `/accounts/${account}`),
    ),
  }),
});

/** A binding code for a member of staff; shown once. */
export const giveCode = async (visit: Visit, account: string, to: string): Promise<Settled> => {
  const code = newCode(visit.random);
  const say = `绑定码：${showCode(code)}。请在七天内在公众号里发送“绑定 ${code}”。绑定码只显示这一次，只能用一次。`;
  const issued = await visit.settle(people.issueBindingCode, { account, code }, { to, say });
  if (issued.kind === 'done') await wantBindingCode(visit, { subject: account, code });
  return issued;
};

/** Performs and, in the same transaction, signs the account out everywhere. */
const signingOut = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  visit: Visit,
  action: Action<S, P, F, E, R>,
  input: z.input<S> & { readonly account: string },
  after: After<E>,
): Promise<Settled> =>
  visit.within(async (tx) => {
    const outcome = await visit.app.performIn(tx, action, input, visit.actor);
    if (outcome.kind === 'done') {
      await endSessionsOf(tx, input.account);
      const account = await staff.readAccount(tx, input.account);
      if (account !== null) await forgive(tx, `account:${account.login}`);
    }
    return settled(outcome, after);
  });
