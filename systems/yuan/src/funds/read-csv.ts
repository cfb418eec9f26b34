import type { ReadFile, Row, RowSink } from './row.ts';
import { type FaultCode, faultWords } from './words.ts';

const mostLine = 4_000;
// No message of the standard can say them.
const control = /\p{Cc}/u;
const amountForm = /^([0-9]{1,13})(?:\.([0-9]{1,2}))?$/;

/** Reads a table of firm code, amount in yuan, reason and, if wanted, reference; a first line that is none of these is its head. */
export async function readCsv(source: AsyncIterable<Uint8Array>, sink: RowSink): Promise<ReadFile> {
  await sink.begin(null);
  let [line, entries] = [0, 0];
  const take = async (text: string): Promise<void> => {
    line += 1;
    if (text.trim() === '') return;
    const cells = cellsOf(text);
    if (line === 1 && cells?.[1] !== undefined && !/[0-9]/.test(cells[1])) return;
    entries += 1;
    const row = rowOf(cells, line);
    if (typeof row === 'string') await sink.fault({ line, code: row, ...faultWords[row] });
    else await sink.row(row);
  };
  try {
    for await (const text of linesOf(source)) await take(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    await sink.fault({ line: line + 1, code: 'fund.not_text', ...faultWords['fund.not_text'] });
    return { isWhole: false, entries };
  }
  return { isWhole: true, entries };
}

/** Lines without their ends, never longer than is told bad anyway. Throws a TypeError where the bytes are no UTF-8. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const bytes of source) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop()!.slice(0, mostLine + 1);
    yield* lines.map(withoutEnd);
  }
  rest += decoder.decode();
  if (rest !== '') yield withoutEnd(rest);
}

function withoutEnd(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** The cells of a line; undefined where its quotes do not close. */
function cellsOf(text: string): readonly string[] | undefined {
  if (text.length > mostLine || control.test(text)) return undefined;
  const cells: string[] = [];
  const line = `,${text}`;
  const cell = /,(?:\s*"((?:[^"]|"")*)"\s*|([^",]*))(?=,|$)/gy;
  let end = 0;
  for (let found = cell.exec(line); found; found = cell.exec(line)) {
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
    end = cell.lastIndex;
  }
  return end === line.length ? cells : undefined;
}

function rowOf(cells: readonly string[] | undefined, line: number): Row | FaultCode {
  const [firm = '', amount = '', reason = '', reference = '', ...more] = cells ?? [];
  if (cells === undefined || cells.length < 2 || more.length > 0) return 'fund.bad_line';
  if (firm === '') return 'fund.no_firm';
  const [, whole, part = ''] = amountForm.exec(amount) ?? [];
  if (whole === undefined) return 'fund.bad_amount';
  const amountMinor = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  if (amountMinor === 0n) return 'fund.bad_amount';
  return {
    line,
    firm,
    amountMinor,
    reference: reference.slice(0, 35),
    reason: reason.slice(0, 140),
    wallet: null,
  };
}
