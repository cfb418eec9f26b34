import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { dayOf } from '../../../format/format.ts';
import type { FileCell } from '../column.ts';

/** Takes lines and gives the bytes of the file as they come to be; nothing of what was given stays. */
export type Workbook = {
  /** The first line of all is the headings. */
  readonly add: (lines: readonly (readonly FileCell[])[]) => readonly Uint8Array<ArrayBuffer>[];
  readonly end: () => readonly Uint8Array<ArrayBuffer>[];
};

const dayMs = 86_400_000;
/** Day 0 of a spreadsheet, 30 December 1899, before the epoch. */
const epochDay = 25_569;
/** A cell holds no more. */
const longest = 32_767;
/** A sheet holds no more. */
const mostRows = 1_048_576;
/** Lines that widths are taken from; they are held back until then. */
const looked = 100;
/** Parts of the archive bear one time, so that equal tables are equal files. */
const partTimeMs = 473_385_600_000;
/** XML has no form for these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into the file
const unspeakable = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Styles by their place in `styles.xml`. Cells of text are of the format Text: what is typed over stays text as well. */
const style = { heading: 1, text: 2, day: 3 } as const;

/**
 * An Excel workbook of one sheet, made while its rows come: its heading stays in sight, its columns are about as wide as the first rows.
 * Text stays text, whatever it begins with; numbers and days are such. Source: ECMA-376-1, 18.3 (SpreadsheetML), strings inline.
 */
export function workbook(): Workbook {
  const made: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((fault, bytes) => {
    if (fault) throw fault;
    made.push(bytes as Uint8Array<ArrayBuffer>);
  });
  for (const [name, text] of Object.entries(parts)) put(zip, name, text);
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 });
  sheet.mtime = partTimeMs;
  zip.add(sheet);
  const held: (readonly FileCell[])[] = [];
  let row = 0;
  const write = (lines: readonly (readonly FileCell[])[]): void => {
    if (row + lines.length > mostRows) throw new RangeError(`A sheet holds no more than ${mostRows} rows.`);
    sheet.push(strToU8(lines.map((line) => rowOf(line, ++row)).join('')));
  };
  const begin = (): void => {
    sheet.push(strToU8(sheetHead(held)));
    write(held.splice(0));
  };
  const taken = (): readonly Uint8Array<ArrayBuffer>[] => made.splice(0);
  return {
    add(lines) {
      if (row > 0) write(lines);
      else {
        for (const line of lines) held.push(line);
        if (held.length >= looked) begin();
      }
      return taken();
    },
    end() {
      if (row === 0) begin();
      sheet.push(strToU8('</sheetData></worksheet>'), true);
      zip.end();
      return taken();
    },
  };
}

function put(zip: Zip, name: string, text: string): void {
  const part = new ZipPassThrough(name);
  part.mtime = partTimeMs;
  zip.add(part);
  part.push(strToU8(text), true);
}

function rowOf(line: readonly FileCell[], row: number): string {
  const cells = line.map((value, at) => cellOf(value, `${columnName(at)}${row}`, row === 1));
  return `<row r="${row}">${cells.join('')}</row>`;
}

function cellOf(value: FileCell, name: string, isHeading: boolean): string {
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${name}"><v>${value}</v></c>`;
  if (typeof value === 'object') {
    const day = Date.parse(dayOf(value.dayOfMs)) / dayMs + epochDay;
    return `<c r="${name}" s="${style.day}"><v>${day}</v></c>`;
  }
  const text = String(value)
    .toWellFormed()
    .replace(unspeakable, '')
    .slice(0, longest)
    .replace(/[&<>\r]/g, (character) => entities[character]!);
  const look = isHeading ? style.heading : style.text;
  return `<c r="${name}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A column as spreadsheets call it: A to Z, then AA. */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}

function sheetHead(lines: readonly (readonly FileCell[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => widthOf(lines, at));
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    `${declaration}<worksheet xmlns="${main}">`,
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    '</sheetView></sheetViews>',
    columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '',
    '<sheetData>',
  ].join('');
}

/** About as wide as the lines are, a Chinese character counting for two. */
function widthOf(lines: readonly (readonly FileCell[])[], at: number): number {
  const lengths = lines.map((line) => {
    const value = line[at] ?? '';
    return typeof value === 'object' ? 10 : String(value).replace(/[\u2e80-\uffff]/g, 'xx').length;
  });
  return Math.min(60, Math.max(8, ...lengths) + 2);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
  '_rels/.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};
