import { z } from 'zod';
import { endSessionsOf } from '../../domain/exchange/index.ts';
import { ROLE_WORDS, staff } from '../../domain/index.ts';
import { needed, nothing } from '../fields.ts';
import { definePage } from '../page.ts';
import { Form, TextField } from '../ui/form.tsx';
import { Facts, Section } from '../ui/parts.tsx';
import { settled, type Settled, type Visit } from '../visit.ts';
import { giveCode } from './account.tsx';
import { BindingPicture, loadCode } from './qr-code.tsx';

/** 我的账号: own password, own chat. */
export const mePage = definePage({
  path: '/me',
  title: '我的账号',
  roles: 'staff',
  query: nothing,
  load: (visit) => loadCode(visit, { purpose: 'bind', subject: visit.account.id }),
  view: (code, _query, { account }) => (
    <>
      <Section title="基本情况">
        <Facts
          facts={[
            ['姓名', account.name],
            ['登录名', account.login],
            ['角色', account.roles.map((role) => ROLE_WORDS[role]).join('、')],
          ]}
        />
      </Section>
      <Section title="修改密码">
        <Form name="password" submit="修改密码">
          <TextField
            name="oldPassword"
            label="现在的密码"
            type="password"
            autocomplete="current-password"
          />
          <TextField
            name="newPassword"
            label="新密码"
            type="password"
            autocomplete="new-password"
            hint="至少12个字符，可以用几个不相关的词连起来。"
            example="山楂-渡口-四月-雨伞-石桥"
          />
          <TextField
            name="againPassword"
            label="再写一遍新密码"
            type="password"
            autocomplete="new-password"
          />
        </Form>
      </Section>
      <Section title="绑定自己的微信">
        <p>生成八位绑定码，在公众号里发送“绑定 绑定码”，以后提醒会发到您的微信。</p>
        <Form name="code" tone="plain" submit="生成绑定码" />
        <BindingPicture code={code} />
      </Section>
    </>
  ),
  actions: (form) => ({
    password: form(
      z.object({
        oldPassword: needed('请填写现在的密码。'),
        newPassword: needed('请填写新密码。'),
        againPassword: z.string().default(''),
      }),
      changePassword,
    ),
    code: form(nothing, (visit) => giveCode(visit, visit.account.id, '/me')),
  }),
});

interface Passwords {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly againPassword: string;
}

async function changePassword(visit: Visit, typed: Passwords): Promise<Settled> {
  const { id: account, login } = visit.account;
  const fault = staff.passwordFault(typed.newPassword, login);
  if (fault !== null) return { kind: 'malformed', errors: { newPassword: fault } };
  if (typed.newPassword !== typed.againPassword.trim())
    return { kind: 'malformed', errors: { againPassword: '两遍新密码不一样，请重新填写。' } };
  const known = await visit.within((tx) => staff.readForSignIn(tx, login));
  const right = await staff.isPassword(
    typed.oldPassword,
    known?.passwordHash ?? staff.NOBODYS_HASH,
  );
  if (!right) return { kind: 'malformed', errors: { oldPassword: '现在的密码不对，请重新填写。' } };
  const passwordHash = await staff.hashPassword(typed.newPassword);
  return visit.within(async (tx) => {
    const input = { account, passwordHash };
    const outcome = await visit.app.performIn(tx, staff.setAccountPassword, input, visit.actor);
    if (outcome.kind === 'done') await endSessionsOf(tx, account);
    return settled(outcome, {
      to: '/sign-in?why=changed',
      say: '密码已修改，请用新密码重新登录。',
    });
  });
}
