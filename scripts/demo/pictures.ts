import sharp from 'sharp';

/** Drawn, not photographed: the demo shows nobody's face and nobody's seal. */

const PORTRAIT = `<svg xmlns="http://www.w3.org/2000/svg" width="295" height="413">
  <rect width="295" height="413" fill="#4f83c4"/>
  <path d="M30 413c0-95 50-140 117-140s118 45 118 140z" fill="#27303f"/>
  <path d="M118 262h60v46l-30 36-30-36z" fill="#f2d3bd"/>
  <ellipse cx="147" cy="178" rx="70" ry="88" fill="#f2d3bd"/>
  <path d="M74 172c-6-74 30-112 74-112s80 38 73 112c-12-40-30-56-73-56s-62 16-74 56z" fill="#22201f"/>
</svg>`;

const line = (y: number, width: number): string =>
  `<rect x="70" y="${y}" width="${width}" height="9" fill="#9aa3ad"/>`;

const SIGNED = `<svg xmlns="http://www.w3.org/2000/svg" width="827" height="1169">
  <rect width="827" height="1169" fill="#fbfbf8"/>
  <rect x="263" y="64" width="300" height="26" fill="#39414b"/>
  <rect x="50" y="130" width="727" height="960" fill="none" stroke="#39414b" stroke-width="3"/>
  ${Array.from({ length: 24 }, (_, row) => line(160 + row * 34, 380 + ((row * 83) % 290))).join('')}
  <path d="M120 1030c30-46 44 26 70-10s34 22 62-12 36 20 70-8" fill="none" stroke="#1c2b66" stroke-width="6"/>
  <circle cx="600" cy="985" r="82" fill="none" stroke="#c8202f" stroke-width="8" opacity="0.85"/>
  <path d="M600 940l12 34h36l-29 21 11 34-30-21-30 21 11-34-29-21h36z" fill="#c8202f" opacity="0.85"/>
</svg>`;

const drawn = (svg: string): Promise<Buffer> =>
  sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();

export const PICTURES = {
  photo: () => drawn(PORTRAIT),
  paper: () => drawn(SIGNED),
} as const;
