import { expect, test } from 'vitest';

import { isSignatureOf, sign } from '../../../bot/channels/transport/signature.ts';

const token = 'AAAAA';

test.each([
  ['GET', ['1714036504', '1514711492'], 'f464b24fc39322e44b38aa78f5edd27bd1441696'],
  ['plain POST', ['1714037059', '486452656'], '899cf89e464efb63f54ddac96b0a0a235f53aa78'],
  ['secure POST, URL', ['1714112445', '415670741'], '6c5c811b55cc85e0e1b54100749188c20beb3f5d'],
])('the official %s vector (wechat-platform E1)', (_, query, signature) => {
  expect(sign(token, ...query)).toBe(signature);
  expect(isSignatureOf(signature, [token, ...query])).toBe(true);
});

test.each(['', 'f464', 'F464B24FC39322E44B38AA78F5EDD27BD1441696', '签'.repeat(40)])(
  'the signature %j is not that of the parts, and asking does not throw',
  (signature) => {
    expect(isSignatureOf(signature, [token, '1714036504', '1514711492'])).toBe(false);
  },
);
