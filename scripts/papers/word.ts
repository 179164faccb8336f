/** The little of WordprocessingML that the papers need. Sizes are points, lengths twentieths of a point. */

export const FONTS = {
  body: '仿宋_GB2312',
  /** Titles and letterheads of official documents (GB/T 9704). */
  title: '方正小标宋简体',
  strong: '黑体',
  digits: 'Courier New',
  boxes: 'Segoe UI Symbol',
} as const;
type Font = keyof typeof FONTS;

export interface Letters {
  readonly size?: number;
  readonly font?: Font;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface Lines extends Letters {
  readonly align?: 'left' | 'center' | 'right' | 'both';
  /** Characters by which the first line moves in. */
  readonly firstLine?: number;
  readonly right?: number;
  readonly before?: number;
  readonly after?: number;
  /** The exact height of a line; as high as the letters need without it. */
  readonly line?: number;
  /** The red rule under a letterhead. */
  readonly rule?: boolean;
  readonly together?: boolean;
  readonly newPage?: boolean;
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const letters = ({ size, font = 'body', bold = false, color }: Letters): string => {
  const chinese = FONTS[font];
  const latin = font === 'digits' || font === 'boxes' ? chinese : 'Times New Roman';
  const fonts = `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:eastAsia="${chinese}" w:cs="${latin}"/>`;
  const points =
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`;
  const ink = color === undefined ? '' : `<w:color w:val="${color}"/>`;
  return `<w:rPr>${fonts}${bold ? '<w:b/>' : ''}${ink}${points}</w:rPr>`;
};

/** Words in one look; a line break in them is one in the paper. */
export const run = (words: string, look: Letters = {}): string =>
  words
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
    .join('<w:br/>')
    .replace(/^/, `<w:r>${letters(look)}`)
    .concat('</w:r>');

const indents = ({ firstLine = 0, right = 0, size = 16 }: Lines): string => {
  const first =
    firstLine === 0
      ? ''
      : ` w:firstLineChars="${firstLine * 100}" w:firstLine="${firstLine * size * 20}"`;
  const end = right === 0 ? '' : ` w:rightChars="${right * 100}" w:right="${right * size * 20}"`;
  return first + end === '' ? '' : `<w:ind${first}${end}/>`;
};

const spacing = ({ before = 0, after = 0, line }: Lines): string => {
  const height = line === undefined ? '' : ` w:line="${line * 20}" w:lineRule="exact"`;
  return `<w:spacing w:before="${before * 20}" w:after="${after * 20}"${height}/>`;
};

const RULE =
  '<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6" w:color="FF0000"/></w:pBdr>';

/** A paragraph of plain words, or of runs that differ in look. */
export const paragraph = (content: string | readonly string[], look: Lines = {}): string => {
  const keep = look.together === true ? '<w:keepNext/>' : '';
  const page = look.newPage === true ? '<w:pageBreakBefore/>' : '';
  const align = `<w:jc w:val="${look.align ?? 'both'}"/>`;
  const order = [keep, page, look.rule === true ? RULE : '', spacing(look), indents(look), align];
  const runs = typeof content === 'string' ? run(content, look) : content.join('');
  return `<w:p><w:pPr>${order.join('')}${letters(look)}</w:pPr>${runs}</w:p>`;
};

export interface Cell {
  /** One paragraph of words, or finished paragraphs. */
  readonly content: string | readonly string[];
  readonly look?: Lines;
  readonly span?: number;
  /** The first, or a further, row of a cell that reaches over several. */
  readonly merge?: 'restart' | 'continue';
  readonly top?: boolean;
}

const tableCell = (cell: Cell, width: number): string => {
  const span = cell.span === undefined ? '' : `<w:gridSpan w:val="${cell.span}"/>`;
  const merge = cell.merge === undefined ? '' : `<w:vMerge w:val="${cell.merge}"/>`;
  const content =
    typeof cell.content === 'string' ? paragraph(cell.content, cell.look) : cell.content.join('');
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}` +
    `<w:vAlign w:val="${cell.top === true ? 'top' : 'center'}"/></w:tcPr>${content}</w:tc>`
  );
};

export interface Row {
  readonly cells: readonly Cell[];
  readonly height?: number;
  /** Comes again on every page. */
  readonly head?: boolean;
}

const tableRow = (row: Row, grid: readonly number[]): string => {
  let column = 0;
  const cells = row.cells.map((cell) => {
    const from = column;
    column += cell.span ?? 1;
    return tableCell(
      cell,
      grid.slice(from, column).reduce((sum, width) => sum + width, 0),
    );
  });
  const height =
    row.height === undefined ? '' : `<w:trHeight w:val="${row.height}" w:hRule="atLeast"/>`;
  // a row never breaks across pages unless long words fill it: then it must
  const head = row.head === true ? '<w:cantSplit/><w:tblHeader/>' : '';
  return `<w:tr><w:trPr>${head}${height}</w:trPr>${cells.join('')}</w:tr>`;
};

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>`)
  .join('');

export const table = (grid: readonly number[], rows: readonly Row[], margin = 80): string => {
  const width = grid.reduce((sum, column) => sum + column, 0);
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:jc w:val="center"/>` +
    `<w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>` +
    `<w:tblCellMar><w:left w:w="${margin}" w:type="dxa"/><w:right w:w="${margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${grid.map((column) => `<w:gridCol w:w="${column}"/>`).join('')}</w:tblGrid>` +
    `${rows.map((row) => tableRow(row, grid)).join('')}</w:tbl>`
  );
};
