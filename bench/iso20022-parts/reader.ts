import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pain001, readMessage } from '@finharbor/iso20022';

/** What one reading of a file took, and what it found. */
export type Reading = {
  readonly seconds: number;
  readonly peakMb: number;
  readonly payments: number;
  readonly fen: string;
};

type Library = {
  readonly XMLParser: new (options: object) => { parse(text: string): unknown };
};
type Group = {
  readonly CdtTrfTxInf: readonly { readonly Amt: { readonly InstdAmt: { readonly '#text': string } } }[];
};

// One reading in a process of its own, so that its memory is its own: ours when no library is named.
const [, , path, library] = process.argv;
const startedMs = performance.now();
const found = library === undefined ? await ours(path!) : await theirs(path!, library);
const seconds = (performance.now() - startedMs) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
process.send?.({ seconds, peakMb, ...found } satisfies Reading);
process.disconnect?.();

async function ours(file: string): Promise<Pick<Reading, 'payments' | 'fen'>> {
  let [count, sum] = [0, 0n];
  for await (const event of readMessage([pain001], createReadStream(file, { highWaterMark: 262_144 }))) {
    if (event.kind === 'bad' || event.kind === 'refused' || event.kind === 'difference')
      throw new Error(`The file was not read: ${JSON.stringify(event)}`);
    if (event.kind !== 'entry') continue;
    count += 1;
    if ('instructed' in event.entry.amount) sum += event.entry.amount.instructed.minor;
  }
  return { payments: count, fen: String(sum) };
}

/** As its README says: the whole file, then objects. Values stay texts, since its numbers would lose amounts. */
async function theirs(file: string, at: string): Promise<Pick<Reading, 'payments' | 'fen'>> {
  const { XMLParser } = createRequire(join(at, 'package.json'))('fast-xml-parser') as Library;
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const tree = parser.parse(await readFile(file, 'utf8')) as {
    readonly Document: { readonly CstmrCdtTrfInitn: { readonly PmtInf: Group | readonly Group[] } };
  };
  let [count, sum] = [0, 0n];
  for (const group of [tree.Document.CstmrCdtTrfInitn.PmtInf].flat() as readonly Group[])
    for (const { Amt } of [group.CdtTrfTxInf].flat()) {
      count += 1;
      sum += BigInt(Amt.InstdAmt['#text'].replace('.', ''));
    }
  return { payments: count, fen: String(sum) };
}
