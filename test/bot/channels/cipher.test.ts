import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createCipher, decryptWithAny } from '../../../bot/channels/transport/cipher.ts';
import { sign } from '../../../bot/channels/transport/signature.ts';

const encodingAesKey = 'A'.repeat(43);
const bytes = (text: string): Buffer => Buffer.from(text);

const WECOM = {
  encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
  appId: 'wx49f0ab532d5d035a',
};

describe('official vectors (wechat-platform E)', () => {
  const appId = 'wxba5fad812f8e6fb9';
  const cipher = createCipher({ encodingAesKey, appId });

  test('E1: the secure JSON push', () => {
    const encrypted =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=';
    expect(sign('AAAAA', '1714112445', '415670741', encrypted)).toBe(
      '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
    );
    const decrypted = cipher.decrypt(encrypted);
    const message = decrypted.ok ? decrypted.message : '';
    expect(Buffer.byteLength(message)).toBe(167);
    expect(JSON.parse(message)).toMatchObject({ Event: 'debug_demo' });
  });

  test('E1: the reply', () => {
    const encrypted = cipher.encrypt('{"demo_resp":"good luck"}', bytes('707722b803182950'));
    expect(encrypted).toBe(
      'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
    );
    expect(sign('AAAAA', '1713424427', '415670741', encrypted)).toBe(
      '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
    );
  });

  test('E2: the XML variant, push and reply', () => {
    const platform = createCipher({ encodingAesKey, appId: 'wx134c8103faa5a59e' });
    const encrypted =
      'D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==';
    expect(sign('AAAAA', '1715943329', '1590219412', encrypted)).toBe(
      '6c12a4205838198b8fa631b3220723bb07f1015c',
    );
    const decrypted = platform.decrypt(encrypted);
    const message = decrypted.ok ? decrypted.message : '';
    expect(Buffer.byteLength(message)).toBe(292);
    expect(message).toContain('<debug_str><![CDATA[hello world]]></debug_str>');

    const reply = platform.encrypt(
      '<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>',
      bytes('999951349e8ee746'),
    );
    expect(sign('AAAAA', '1713424427', '415670741', reply)).toBe(
      '03e0812039325c2712ef5f0f980fd14c70d6e307',
    );
  });

  test('E3: WeCom, the encrypted echo of the address check is signed with its echo', () => {
    const echo =
      '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==';
    const signed = (nonce: string) => sign('123456', '1411443780', nonce, echo);
    expect(signed('437374425')).toBe('dd6b9c95b495b3f7e2901bfbc76c664930ffdb96');
    expect(signed('437374424')).not.toBe('dd6b9c95b495b3f7e2901bfbc76c664930ffdb96');
    expect(createCipher(WECOM).decrypt(echo)).toMatchObject({ ok: true });
  });

  test('E3: WeCom, an encryption with a fixed random part', () => {
    const reply = [
      '<xml>',
      '<MsgType><![CDATA[text]]></MsgType>',
      '<Content><![CDATA[test]]></Content>',
      '<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>',
      '<ToUserName><![CDATA[messense]]></ToUserName>',
      '<AgentID>1</AgentID>',
      '<CreateTime>1411525903</CreateTime>',
      '</xml>',
    ].join('\n');
    const encrypted = createCipher(WECOM).encrypt(reply, Buffer.from('1234567890123456'));
    expect(encrypted).toBe(
      '9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrluLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyIkMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUgMnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39xn1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3',
    );
    expect(sign('123456', '1411525903', '461056294', encrypted)).toBe(
      '407518b7649e86ef23978113f92d27afa9296533',
    );
  });

  test('E3: WeCom, an incoming message', () => {
    const wecom = createCipher({
      encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
      appId: 'wx49f0ab532d5d035a',
    });
    const encrypted =
      'RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPatfjsu6IHCrsTyeDXzF6Bv283dGymzxh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIiOAQqGp/TywZBtDh1yCF2KOd0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdshoQgWYEvccTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0=';
    expect(sign('123456', '1411525903', '461056294', encrypted)).toBe(
      '74d92dfeb87ba7c714f89d98870ae5eb62dff26d',
    );
    const decrypted = wecom.decrypt(encrypted);
    expect(decrypted.ok && decrypted.message).toContain('<Content><![CDATA[test]]></Content>');
  });
});

describe('against @wecom/crypto as a second opinion', () => {
  const key = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((raw) => Buffer.from(raw).toString('base64').slice(0, 43));
  const salt = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const message = fc.string({ unit: 'grapheme', maxLength: 200 });
  const appId = fc.stringMatching(/^wx[0-9a-f]{16}$/);

  test('each opens what the other sealed, byte for byte', () => {
    fc.assert(
      fc.property(key, message, fc.tuple(appId, salt), (encodingAesKey, text, [id, random]) => {
        const ours = createCipher({ encodingAesKey, appId: id });
        const sealed = ours.encrypt(text, random);
        expect(sealed).toBe(encrypt(encodingAesKey, text, id, Buffer.from(random)));
        expect(decrypt(encodingAesKey, sealed)).toMatchObject({ message: text, id });
        expect(ours.decrypt(sealed)).toEqual({ ok: true, message: text });
      }),
    );
  });

  test('both sign alike', () => {
    const part = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
    fc.assert(
      fc.property(part, part, fc.tuple(part, part), (token, time, [nonce, encrypted]) => {
        expect(sign(token, time, nonce, encrypted)).toBe(
          getSignature(token, time, nonce, encrypted),
        );
      }),
    );
  });
});

describe('what is not ours', () => {
  const key = { encodingAesKey, appId: 'wx0000000000000001' };
  const cipher = createCipher(key);
  const salt = bytes('0123456789abcdef');

  test('F08 another app id in the tail is foreign', () => {
    const other = createCipher({ ...key, appId: 'wx0000000000000002' });
    expect(cipher.decrypt(other.encrypt('你好', salt))).toEqual({ ok: false, why: 'foreign' });
  });

  test('anything else is unreadable, without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (encrypted) => {
        expect(cipher.decrypt(encrypted).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 256 }), (raw) => {
        expect(cipher.decrypt(Buffer.from(raw).toString('base64')).ok).toBe(false);
      }),
    );
  });

  test('the previous key is tried after the new one, and named', () => {
    const previous = createCipher({ ...key, encodingAesKey: 'B'.repeat(43) });
    const opened = decryptWithAny([cipher, previous], previous.encrypt('你好', salt));
    expect(opened).toEqual({ ok: true, message: '你好', cipher: previous });
  });

  test('a key of the wrong length is a fault of the configuration', () => {
    expect(() => createCipher({ ...key, encodingAesKey: 'short' })).toThrow('43 characters');
  });
});
