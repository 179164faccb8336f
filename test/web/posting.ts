import sharp from 'sharp';
import { SITE, type Browser, type OpenSite } from './site.ts';

/** A photo that can be read. */
export const jpeg = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 420, channels: 3, background: '#88aacc' } })
    .jpeg()
    .toBuffer();

type Files = readonly (readonly [field: string, bytes: Buffer, type: string, name?: string])[];

/** Sends a form with files as a browser does. */
export const posting =
  (site: () => OpenSite) =>
  async (
    browser: Browser,
    path: string,
    { fields, files }: { readonly fields: object; readonly files: Files },
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, String(one));
    for (const [field, bytes, type, name = 'file'] of files)
      body.append(field, new Blob([new Uint8Array(bytes)], { type }), name);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(site().url + path, {
      method: 'POST',
      body,
      headers: { cookie, origin: SITE },
      redirect: 'manual',
    });
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location') ?? '',
    };
  };
