import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { WAYS, type Way } from './carrier.ts';
import { ORDER_WORDS, type LedgerView, type Order } from './ledger.ts';

interface PanelProps {
  readonly base: string;
  readonly way: Way;
  /** null: this phone goes to the bureau directly */
  readonly ledger: LedgerView | null;
}

/** Beside the phone: which way it goes and, through the platform, all that the platform saw. */
export const PlatformPanel = ({ base, way, ledger }: PanelProps): JSX.Element => (
  <section class="platform" id="platform" aria-label="公众号平台">
    <h2>这部手机怎样收发</h2>
    <form method="post" action={`${base}/channel`} class="ways">
      {WAYS.map((one) => (
        <WayButton key={one} way={one} isOn={one === way} />
      ))}
    </form>
    {ledger === null ? (
      <p class="quiet">
        直接：消息不经过微信的协议。经公众号平台或企业微信：消息由一个扮演微信的平台签名、加密后推送过来，回复受平台的限制，旁边能看到每一次推送和调用。
      </p>
    ) : (
      <>
        <Orders base={base} ledger={ledger} />
        <div class="ledger" data-version={ledger.version} aria-live="off">
          <Ledger ledger={ledger} />
        </div>
      </>
    )}
  </section>
);

export const ledgerHtml = (ledger: LedgerView): string =>
  renderToString(<Ledger ledger={ledger} />);

const WAY_LABELS: Readonly<Record<Way, string>> = {
  direct: '直接',
  platform: '经公众号平台',
  wecom: '经企业微信',
};

const WayButton = ({ way, isOn }: { readonly way: Way; readonly isOn: boolean }): JSX.Element => (
  <button type="submit" name="way" value={way} aria-pressed={isOn} disabled={isOn}>
    {WAY_LABELS[way]}
  </button>
);

const FORWARD: readonly Order[] = ['minute', 'day', 'three-days'];

const Orders = ({
  base,
  ledger: { faults, follows },
}: {
  readonly base: string;
  readonly ledger: LedgerView;
}): JSX.Element => (
  <form method="post" action={`${base}/platform`} class="orders">
    <fieldset>
      <legend>我们下一次调用平台时</legend>
      {faults.map((order) => (
        <OrderButton key={order} order={order} />
      ))}
    </fieldset>
    <fieldset>
      <legend>时间（整个演示一起往前走，不能退回）</legend>
      {FORWARD.map((order) => (
        <OrderButton key={order} order={order} />
      ))}
    </fieldset>
    <fieldset>
      <legend>账号和关注</legend>
      <OrderButton order="revoke" />
      <OrderButton order={follows ? 'unfollow' : 'follow'} />
    </fieldset>
  </form>
);

const OrderButton = ({ order }: { readonly order: Order }): JSX.Element => (
  <button type="submit" name="order" value={order}>
    {ORDER_WORDS[order]}
  </button>
);

const Ledger = ({ ledger }: { readonly ledger: LedgerView }): JSX.Element => (
  <>
    <h3>平台现在</h3>
    <dl class="state">
      {ledger.state.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
    <h3>流水（新的在上）</h3>
    {ledger.rows.length === 0 ? <p class="quiet">还没有来往。</p> : null}
    <ol class="rows">
      {ledger.rows.map((row, index) => (
        <li key={index} class={row.isWrong ? `row-${row.way} wrong` : `row-${row.way}`}>
          <time dateTime={row.at.toISOString()}>{row.time}</time>
          <strong>{row.what}</strong>
          <span>{row.detail}</span>
        </li>
      ))}
    </ol>
  </>
);
