import { toBuffer } from 'qrcode';

const QR_PIXELS = 96;

/** A QR image for a template's place; nothing to say is no picture. */
export const qrPicture = async (content: string, altText: string) =>
  content === ''
    ? ''
    : {
        _type: 'image',
        source: await toBuffer(content, { type: 'png', margin: 1, width: QR_PIXELS * 4 }),
        format: 'image/png' as const,
        altText,
        width: QR_PIXELS,
        height: QR_PIXELS,
      };
