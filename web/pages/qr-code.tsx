import type { JSX } from 'preact';
import { toDataURL } from 'qrcode';
import { conversationId, rightsTakenAt, sceneOf, wantScene } from '../../domain/exchange/index.ts';
import { campaigns, people } from '../../domain/index.ts';
import { Problem } from '../gate/problem.ts';
import { Form } from '../ui/form.tsx';
import { Moment, Notice, Section } from '../ui/parts.tsx';
import type { Settled, Visit } from '../visit.ts';
import { OFFICE_ROLES } from './roles.ts';

interface CodeOf {
  readonly purpose: 'bind' | 'call';
  /** the person or the campaign */
  readonly subject: string;
}

/** A code to be scanned, as its page shows it. */
export interface ShownCode {
  /** the bureau has an official account */
  readonly hasAccount: boolean;
  readonly state: 'none' | 'wanted' | 'made' | 'failed';
  /** the picture as an address of its own */
  readonly picture: string | null;
  readonly note: string | null;
  readonly validUntil: Date | null;
}

const NONE = { state: 'none', picture: null, note: null, validUntil: null } as const;
const PIXELS = 240;

const hasAccount = ({ app, bureau }: Visit): boolean =>
  app.bureauOf(bureau).channels.officialAccount !== undefined;

/** The picture is drawn here from what the platform answered: no browser asks the platform for it. */
export const loadCode = async (visit: Visit, of: CodeOf): Promise<ShownCode> => {
  const row = await visit.within((tx) => sceneOf(tx, { ...of, now: visit.now }));
  if (row === null) return { hasAccount: hasAccount(visit), ...NONE };
  const state = row.state === 'made' || row.state === 'failed' ? row.state : 'wanted';
  return {
    hasAccount: hasAccount(visit),
    state,
    picture: row.url === null ? null : await toDataURL(row.url, { margin: 2, width: PIXELS }),
    note: row.note,
    validUntil: row.validUntil === null ? null : new Date(row.validUntil),
  };
};

const ID_BYTES = 16;

/** Asks for a code under a random name; the bot fetches it within seconds. */
const wantCode = async (
  visit: Visit,
  of: CodeOf & { readonly meaning: string; readonly validUntil: Date | null },
): Promise<void> => {
  if (!hasAccount(visit)) return;
  const id = `${of.purpose}-${visit.random(ID_BYTES).toString('hex')}`;
  await visit.within((tx) => wantScene(tx, { ...of, id, now: visit.now }));
  visit.app.wake(visit.bureau);
};

/** as long as the code itself */
const CODE_DAYS = 7;

/** The picture that binds whoever scans it first: a person or an account. */
export const wantBindingCode = (
  visit: Visit,
  { subject, code: meaning }: { readonly subject: string; readonly code: string },
): Promise<void> => {
  const validUntil = new Date(visit.now.getTime() + CODE_DAYS * 86_400_000);
  return wantCode(visit, { purpose: 'bind', subject, meaning, validUntil });
};

/** The picture of a call for everybody who may work on it, as long as it is open. */
export const wantCallCode = async (visit: Visit, campaign: string): Promise<Settled> => {
  if (!visit.account.roles.some((role) => OFFICE_ROLES.includes(role))) throw new Problem(403);
  const view = await visit.ask(campaigns.oneCampaign, { campaign });
  if (view?.campaign.state !== 'published') throw new Problem(404);
  const { number: meaning } = view.campaign;
  await wantCode(visit, { purpose: 'call', subject: campaign, meaning, validUntil: null });
  const say = '正在生成公告二维码，几秒钟后刷新本页就能看到。';
  return { kind: 'done', to: `/campaigns/${campaign}`, say };
};

/** The code or why there is none. */
const CodePicture = ({
  code,
  name,
  at = null,
}: {
  readonly code: ShownCode;
  readonly name: string;
  /** the page of the code's owner; null: it is not handed out on paper */
  readonly at?: string | null;
}): JSX.Element | null => {
  switch (code.state) {
    case 'none':
      return null;
    case 'wanted':
      return <p>正在向公众平台要{name}，几秒钟后请刷新本页。</p>;
    case 'failed':
      return (
        <Notice tone="warn">
          {name}没有生成：{code.note}。
        </Notice>
      );
    case 'made':
      return (
        <p>
          <img src={code.picture ?? ''} alt={name} width={PIXELS} height={PIXELS} />
          {code.validUntil === null ? null : (
            <>
              <br />
              有效期至 <Moment at={code.validUntil} />
              ，只能用一次。请让本人用微信扫一扫。
            </>
          )}
          {at === null ? null : (
            <>
              <br />
              <a href={`${at}/qr-sheet`}>打印（A4）</a>
              {'　'}
              <a href={`${at}/qr-file/png`}>下载图片（PNG）</a>
              {'　'}
              <a href={`${at}/qr-file/svg`}>下载矢量图（SVG）</a>
            </>
          )}
        </p>
      );
  }
};

/** The picture beside a binding code, or that there is none. */
export const BindingPicture = ({
  code,
  at = null,
}: {
  readonly code: ShownCode;
  readonly at?: string | null;
}): JSX.Element => (
  <>
    <CodePicture code={code} name="绑定二维码" at={at} />
    {code.hasAccount ? null : <p class="hint">没有开通公众号，只有绑定码，没有绑定二维码。</p>}
  </>
);

/** 公告二维码: whoever scans it reads this call (GP-6.1). */
export const CallCode = ({
  code,
  works,
  at,
}: {
  readonly code: ShownCode;
  readonly works: boolean;
  readonly at: string;
}): JSX.Element => (
  <Section title="公告二维码">
    <p>扫一扫就能在公众号里看到这份公告，可以印在纸上或放进其他网页。</p>
    <CodePicture code={code} name="公告二维码" at={at} />
    {code.hasAccount ? null : <p>没有开通公众号，不能生成二维码。</p>}
    {code.hasAccount && works && code.state !== 'wanted' ? (
      <Form
        name="qr"
        submit={code.state === 'made' ? '重新生成二维码' : '生成公告二维码'}
        tone="plain"
      />
    ) : null}
  </Section>
);

/** Since when this person has taken the rights to their data back in WeChat; null: they have not. */
export const loadRights = (visit: Visit, person: string): Promise<Date | null> =>
  visit.within(async (tx) => {
    const chats = await people.chatsOf(tx, { person });
    return rightsTakenAt(
      tx,
      chats.map(({ identity }) => conversationId(tx, identity)),
    );
  });

export const RightsTaken = ({ at }: { readonly at: Date | null }): JSX.Element | null =>
  at === null ? null : (
    <Notice tone="warn">
      <p>
        本人于 <Moment at={at} />{' '}
        在微信里收回了个人信息授权。已停止向这个微信发送消息，留存的资料没有删除。
      </p>
      <p>
        请与本人联系，确认是否退出、要删除哪些资料；法律法规要求保存的（如检查记录）说明理由后继续保存。
      </p>
    </Notice>
  );
