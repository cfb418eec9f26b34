import {
  type CustomerPaymentStatus,
  type CustomerStatusHead,
  type Part,
  type PaymentInstructionStatus,
  pain002,
  writeMessage,
} from '@finharbor/iso20022';
import { instantText, money } from '@finharbor/kernel';
import type { FileStream } from '@finharbor/kernel/contract';
import type { YuanContext } from '../context.ts';
import type { Entry } from './domain.ts';
import { findingsOf, type LineFinding } from './entries.ts';
import { chunksOf } from './report.ts';
import type { BatchView } from './views.ts';

type Db = YuanContext['db'];

/** What became of each payment, as a table with a byte order mark, as spreadsheets of the region expect it. */
export function csvOf(db: Db, { id }: BatchView): FileStream {
  return { size: null, bytes: bytesOf(csvLines(db, id)) };
}

async function* csvLines(db: Db, batch: string): AsyncGenerator<string> {
  yield '\uFEFFline,firm,amount,reference,reason,wallet,state,code,at\r\n';
  for await (const entries of chunksOf(db, batch)) yield entries.map(csvLine).join('');
  for await (const found of findings(db, batch))
    yield found.map(({ line, code, zh }) => `${line},,,,${cell(zh)},,bad,${code},\r\n`).join('');
}

function csvLine({ line, firm, amountMinor, reference, reason, wallet, state, code, atMs }: Entry): string {
  const cells = [
    String(line),
    firm,
    yuan(amountMinor),
    cell(reference),
    cell(reason),
    wallet ?? '',
    state,
    code ?? '',
    atMs === null ? '' : instantText(atMs),
  ];
  return `${cells.join(',')}\r\n`;
}

/** A cell that no spreadsheet computes. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function yuan(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

type StatusPart = Part<CustomerStatusHead, PaymentInstructionStatus, CustomerPaymentStatus>;

const statuses: { readonly [S in Entry['state']]: string } = {
  checked: 'ACTC',
  planned: 'ACSP',
  paid: 'ACSC',
  waiting: 'PDNG',
  refused: 'RJCT',
  returned: 'CANC',
};

/** The same as a customer payment status report. */
export function statusReportOf(db: Db, view: BatchView, atMs: number): FileStream {
  return { size: null, bytes: bytesOf(writeMessage(pain002, statusParts(db, view, atMs))) };
}

async function* statusParts(db: Db, view: BatchView, atMs: number): AsyncGenerator<StatusPart> {
  const isRefused = view.state === 'refused';
  yield {
    kind: 'header',
    header: {
      groupHeader: { messageId: view.id.replaceAll('-', ''), creationDateTime: instantText(atMs) },
      originalGroup: {
        messageId: view.messageId ?? 'NOTPROVIDED',
        messageName: view.format === 'csv' ? 'csv' : 'pain.001.001.09',
        numberOfTransactions: view.entries,
        status: isRefused ? 'RJCT' : view.good < view.entries ? 'PART' : 'ACCP',
        reasons: [],
        numbersPerStatus: [],
      },
    },
  };
  const group: PaymentInstructionStatus = {
    paymentInformationId: 'NOTPROVIDED',
    reasons: [],
    numbersPerStatus: [],
  };
  yield { kind: 'group', group };
  for await (const entries of chunksOf(db, view.id))
    for (const entry of entries) yield { kind: 'entry', entry: statusOf(entry) };
  for await (const found of findings(db, view.id))
    for (const one of found) yield { kind: 'entry', entry: badStatus(one) };
}

function statusOf({ reference, state, code, amountMinor, line }: Entry): CustomerPaymentStatus {
  return {
    ...(reference === '' ? {} : { endToEndId: reference }),
    status: statuses[state],
    reasons: code === null ? [] : [{ additionalInformation: [`${code}, line ${line}`] }],
    charges: [],
    originalTransaction: { amount: { instructed: money(amountMinor, 'CNY') } },
  };
}

function badStatus({ line, code, en }: LineFinding): CustomerPaymentStatus {
  const said = `Line ${line}, ${code}: ${en}`;
  return { status: 'RJCT', reasons: [{ additionalInformation: [said.slice(0, 105)] }], charges: [] };
}

async function* findings(db: Db, batch: string): AsyncGenerator<readonly LineFinding[]> {
  for (let after = { line: 0, no: 0 }; ; ) {
    const found = await findingsOf(db, batch, { after, limit: 1000 });
    if (found.length === 0) return;
    yield found;
    after = found.at(-1)!;
  }
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}
