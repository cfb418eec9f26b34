import papa from 'papaparse';
import { type Encoding, textOf } from './source.ts';

/** What stands between two fields. */
export type Delimiter = ',' | ';' | '\t';

/** The delimiters that are known. */
export const delimiters: readonly Delimiter[] = [',', ';', '\t'];

/** How a file is to be read. */
export type Format = { readonly encoding: Encoding; readonly delimiter: Delimiter };

/** One record with the line of the file it begins on, the first being 1. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

/** The next records of a file, and how many of its bytes have been read with them. */
export type RecordPart = { readonly records: readonly CsvRecord[]; readonly bytesRead: number };

/** A record that never ends is a quote that is never closed: `line` is where it begins. */
export class OpenQuote extends Error {
  readonly line: number;
  constructor(line: number) {
    super('a quoted field is not closed');
    this.line = line;
  }
}

const longestRecord = 1 << 20;

/** Which delimiter the beginning of a text was written with. */
export function delimiterOf(text: string): Delimiter {
  const { meta } = papa.parse(text, {
    preview: 20,
    newline: '\n',
    skipEmptyLines: true,
    delimitersToGuess: [...delimiters],
  });
  return delimiters.find((one) => one === meta.delimiter) ?? ',';
}

/**
 * The records of a file, the header among them, without empty lines; read on only as far as they are asked for, so that a file of any
 * length takes little memory. Excel's `="001"` is the text 001. Errors: `OpenQuote`.
 */
export async function* recordsOf(file: Blob, { encoding, delimiter }: Format): AsyncGenerator<RecordPart> {
  const parser = new papa.Parser({ delimiter, newline: '\n' });
  let line = 1;
  let rest = '';
  for await (const { text, bytesRead } of textOf(file, encoding)) {
    rest += text;
    const { data, meta } = parser.parse(rest, 0, true) as Parsed;
    const records: CsvRecord[] = [];
    for (const fields of data) {
      if (fields.some((field) => field.trim() !== '')) records.push({ line, fields: fields.map(plain) });
      line += linesOf(fields);
    }
    rest = rest.slice(meta.cursor);
    if (rest.length > longestRecord) throw new OpenQuote(line);
    if (records.length > 0) yield { records, bytesRead };
  }
  yield* lastOf(parser, rest, { line, bytesRead: file.size });
}

type Parsed = {
  readonly data: readonly (readonly string[])[];
  readonly meta: { readonly cursor: number };
  readonly errors: readonly { readonly code: string }[];
};

/** What stands after the last line end. */
function* lastOf(
  parser: papa.Parser,
  rest: string,
  { line, bytesRead }: { line: number; bytesRead: number },
): Generator<RecordPart> {
  const { data, errors } = parser.parse(rest, 0, false) as Parsed;
  if (errors.some(({ code }) => code === 'MissingQuotes')) throw new OpenQuote(line);
  const records = data
    .filter((fields) => fields.some((field) => field.trim() !== ''))
    .map((fields) => ({ line, fields: fields.map(plain) }));
  if (records.length > 0) yield { records, bytesRead };
}

function linesOf(fields: readonly string[]): number {
  let lines = 1;
  for (const field of fields)
    for (let at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) lines++;
  return lines;
}

function plain(field: string): string {
  const excel = field.startsWith('="') && /^="(.*)"$/s.exec(field);
  return (excel ? excel[1]! : field).trim();
}
