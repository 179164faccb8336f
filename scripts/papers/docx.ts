import { paragraph, run } from './word.ts';
import { zip } from './zip.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const NAMESPACES =
  `xmlns:w="${MAIN}" xmlns:r="${OFFICE}" ` +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

const A4 = { short: 11906, long: 16838 };
const MILLIMETRE = 56.7;

export interface Paper {
  readonly body: readonly string[];
  readonly landscape?: boolean;
  /** Millimetres: top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
  /** — 1 — at the foot, for what may grow beyond a page. */
  readonly pageNumbers?: boolean;
}

/** GB/T 9704: the text block of an official letter is 156 mm × 225 mm. */
export const OFFICIAL = [37, 26, 35, 28] as const;
/** Its form for letters sets the letterhead higher (GB/T 9704, 10.1). */
export const LETTER = [25, 26, 28, 28] as const;

const relationships = (of: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  of
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join('') +
  '</Relationships>';

const section = ({ landscape = false, margins, pageNumbers = false }: Paper): string => {
  const [top, right, bottom, left] = margins.map((length) => Math.round(length * MILLIMETRE));
  const [width, height] = landscape ? [A4.long, A4.short] : [A4.short, A4.long];
  return (
    `<w:sectPr>${pageNumbers ? '<w:footerReference w:type="default" r:id="rId3"/>' : ''}` +
    `<w:pgSz w:w="${width}" w:h="${height}"${landscape ? ' w:orient="landscape"' : ''}/>` +
    `<w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" w:header="600" w:footer="850" w:gutter="0"/>` +
    '</w:sectPr>'
  );
};

const field = (kind: string): string => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;

const footer = (): string => {
  const look = { size: 12, align: 'center' } as const;
  const number = `${field('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>${field('separate')}${run('1', look)}${field('end')}`;
  const runs = [run('— ', look), number, run(' —', look)];
  return `${HEAD}<w:ftr ${NAMESPACES}>${paragraph(runs, look)}</w:ftr>`;
};

const STYLES =
  `${HEAD}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/>' +
  '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>' +
  '<w:pPrDefault/></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>';

/** Word 2013 and later: without it the file opens in the mode of Word 2007. */
const SETTINGS =
  `${HEAD}<w:settings xmlns:w="${MAIN}"><w:compat>` +
  '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>' +
  '</w:compat></w:settings>';

const contentTypes = (pageNumbers: boolean): string => {
  const parts = ['document.main', 'styles', 'settings', ...(pageNumbers ? ['footer'] : [])];
  const overrides = parts.map((part) => {
    const file = part.replace('.main', '');
    return `<Override PartName="/word/${file}.xml" ContentType="${TYPE}.${part}+xml"/>`;
  });
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
};

/** The .docx of a paper. */
export const docx = (paper: Paper): Buffer => {
  const { body, pageNumbers = false } = paper;
  const document = `${HEAD}<w:document ${NAMESPACES}><w:body>${body.join('')}${section(paper)}</w:body></w:document>`;
  return zip({
    '[Content_Types].xml': contentTypes(pageNumbers),
    '_rels/.rels': relationships([['officeDocument', 'word/document.xml']]),
    'word/document.xml': document,
    'word/_rels/document.xml.rels': relationships([
      ['styles', 'styles.xml'],
      ['settings', 'settings.xml'],
      ...(pageNumbers ? [['footer', 'footer.xml'] as const] : []),
    ]),
    'word/styles.xml': STYLES,
    'word/settings.xml': SETTINGS,
    ...(pageNumbers ? { 'word/footer.xml': footer() } : {}),
  });
};
