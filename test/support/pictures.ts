import sharp from 'sharp';

/** What a camera writes into a photo: who made it and where. */
export const CAMERA = 'PhoneOfSomebody';

/** A small photo with everything a phone writes into it. */
export const snapshot = (): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#88aacc' } })
    .withExif({
      IFD0: { Make: CAMERA, Model: CAMERA },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 16/1 0/1' },
    })
    .jpeg()
    .toBuffer();
