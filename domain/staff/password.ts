import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt as measured (toolchain 6): N = 2^15, r = 8, about 0.2 s a try. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const KEY_BYTES = 32;
const MAX_MEMORY = 128 * 1024 * 1024;

const derive = (
  password: string,
  salt: Buffer,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(
      password.normalize('NFKC'),
      salt,
      KEY_BYTES,
      { N, r, p, maxmem: MAX_MEMORY },
      (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      },
    );
  });

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$');
};

/** A hash that no password meets: comparing with it takes as long as with a real one. */
export const NOBODYS_HASH = `scrypt$${COST.N}$${COST.r}$${COST.p}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(KEY_BYTES).toString('base64')}`;

/** Whether the password belongs to the hash, in constant time; a hash of another form never matches. */
export const isPassword = async (password: string, hash: string): Promise<boolean> => {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key, 'base64');
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
};

/** What is wrong with a new password, or null: at least 12 characters, not one repeated, not the login. */
export const passwordFault = (password: string, login: string): string | null => {
  if ([...password].length < 12)
    return '密码至少12个字符，可以用几个不相关的词连起来，例如 山楂-渡口-四月-雨伞-石桥';
  if (password.length > 200) return '密码不能超过200个字符，请缩短一些。';
  if (new Set(password).size < 4) return '密码重复太多，请换一个由不同字符组成的密码。';
  return login !== '' && password.toLowerCase().includes(login.toLowerCase())
    ? '密码里不能含有登录名，请换一个。'
    : null;
};
