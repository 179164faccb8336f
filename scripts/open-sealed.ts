import {
  constants,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';

const sealedFile = z.object({
  format: z.literal('jiandu-outside-1'),
  keys: z.string(),
  body: z.string(),
  mac: z.string(),
});

/**
 * What the outside route does with a sealed clue: its own private key opens it.
 * @throws when the file is not one, was altered, or was sealed for another key
 */
export const openSealed = (text: string, privateKey: string): unknown => {
  const sealed = sealedFile.parse(JSON.parse(text));
  const keys = privateDecrypt(
    {
      key: createPrivateKey(privateKey),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    Buffer.from(sealed.keys, 'base64'),
  );
  const body = Buffer.from(sealed.body, 'base64');
  const mac = createHmac('sm3', keys.subarray(32)).update(body).digest();
  if (!timingSafeEqual(mac, Buffer.from(sealed.mac, 'base64')))
    throw new Error('the sealed file was altered');
  const decipher = createDecipheriv('sm4-cbc', keys.subarray(0, 16), keys.subarray(16, 32));
  return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString());
};
