import {
  formatMoney,
  instantText,
  money,
  type PaperLanguage,
  paperFacts,
  paperInstant,
} from '@finharbor/kernel';
import type { PaperDraft } from '@finharbor/kernel/http';
import type { Bilingual } from '../documents.ts';
import type { Store } from '../store.ts';
import { sheetTexts } from './sheet-texts.ts';
import type { Statement, StatementLine } from './views.ts';

/** What a statement calls parties and products. */
export type SheetNames = {
  readonly party: (id: string) => string;
  readonly product: (id: string) => string;
};

/** The names that a process knows, in one language. */
export async function sheetNames({ peers, documents }: Store, language: PaperLanguage): Promise<SheetNames> {
  const [known, products] = await Promise.all([peers.list(), documents.find('product')]);
  const said = (names: readonly (readonly [string, Bilingual])[]) =>
    new Map(names.map(([id, name]) => [id, name[language]]));
  const parties = said(known.map(({ party, name }) => [party, name]));
  const titles = said(products.map(({ id, body }) => [id, body.title]));
  return { party: (id) => parties.get(id) ?? id, product: (id) => titles.get(id) ?? id };
}

/** A statement as it is printed, and as a table inside. */
export function statementPaper(statement: Statement, language: PaperLanguage, names: SheetNames): PaperDraft {
  const text = sheetTexts[language];
  const { totals } = statement;
  return {
    language,
    title: text.title,
    reference: `${statement.party} ${statement.month}`,
    isWide: true,
    sections: [
      {
        title: text.summary,
        parts: [
          paperFacts(language, [
            [text.party, names.party(statement.party)],
            [text.month, statement.month],
            [text.opening, yuan(statement.openingMinor)],
            [text.spent, yuan(totals.spentMinor)],
            [text.earned, yuan(totals.earnedMinor)],
            [text.fees, yuan(totals.feesMinor)],
            [text.paidIn, yuan(totals.paidInMinor)],
            [text.paidOut, yuan(totals.paidOutMinor)],
            [text.closing, yuan(statement.closingMinor)],
          ]),
          { kind: 'text', text: statement.isFinal ? text.final : text.running },
          { kind: 'text', text: text.unit },
        ],
      },
      {
        title: text.lines,
        parts: [linesPart(statement, language, names), { kind: 'text', text: text.check }],
      },
    ],
    attachments: [
      {
        name: `statement-${statement.party}-${statement.month}.csv`,
        mediaType: 'text/csv',
        description: text.title,
        text: statementCsv(statement, language, names),
      },
    ],
  };
}

function linesPart(
  { party, lines }: Statement,
  language: PaperLanguage,
  names: SheetNames,
): PaperDraft['sections'][number]['parts'][number] {
  const { columns } = sheetTexts[language];
  return {
    kind: 'table',
    columns: [
      { title: columns.at, share: 2 },
      { title: columns.kind, share: 3 },
      { title: columns.other, share: 2 },
      { title: columns.product, share: 3 },
      { title: columns.price, align: 'end' },
      { title: columns.fee, align: 'end' },
      { title: columns.amount, align: 'end' },
      { title: columns.balance, align: 'end' },
      { title: columns.index, align: 'end' },
    ],
    rows: lines.map((line) => [
      paperInstant(line.bookedAtMs),
      whatFor(line, language),
      otherOf(line, party, names),
      line.product === null ? '' : names.product(line.product),
      yuan(line.priceMinor),
      yuan(line.feeMinor),
      yuan(line.amountMinor),
      yuan(line.balanceMinor),
      line.logIndex === null ? '' : String(line.logIndex),
    ]),
  };
}

/** A statement as a table: with a byte order mark, as spreadsheets of the region expect it, and no cell that they would compute. */
export function statementCsv(
  { party, openingMinor, closingMinor, lines }: Statement,
  language: PaperLanguage,
  names: SheetNames,
): string {
  const { columns, opening, closing } = sheetTexts[language];
  const head = [
    columns.line,
    columns.at,
    columns.usedAt,
    columns.kind,
    columns.other,
    columns.product,
    columns.contract,
    columns.job,
    columns.price,
    columns.fee,
    columns.amount,
    columns.balance,
    columns.commitment,
    columns.index,
    columns.transfers,
    columns.corrects,
    columns.reference,
  ];
  const balanceRow = (label: string, minor: string): readonly string[] =>
    head.map((_, at) => (at === 3 ? label : at === 11 ? yuan(minor) : ''));
  const rows = lines.map((line) => [
    line.id,
    instantText(line.bookedAtMs),
    instantText(line.usedAtMs),
    whatFor(line, language),
    otherOf(line, party, names),
    line.product === null ? '' : names.product(line.product),
    line.contract ?? '',
    line.job ?? '',
    yuan(line.priceMinor),
    yuan(line.feeMinor),
    yuan(line.amountMinor),
    yuan(line.balanceMinor),
    line.commitment ?? '',
    line.logIndex === null ? '' : String(line.logIndex),
    line.transfers.join(' '),
    line.corrects ?? '',
    line.reference ?? '',
  ]);
  const table = [head, balanceRow(opening, openingMinor), ...rows, balanceRow(closing, closingMinor)];
  return `\uFEFF${table.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function whatFor({ kind, reason }: StatementLine, language: PaperLanguage): string {
  const { kinds, reasons } = sheetTexts[language];
  return reason === null ? kinds[kind as keyof typeof kinds] : reasons[reason];
}

function otherOf({ consumer, provider }: StatementLine, party: string, names: SheetNames): string {
  const other = consumer === party ? provider : consumer;
  return other === null ? '' : names.party(other);
}

function yuan(minor: string): string {
  return formatMoney(money(BigInt(minor), 'CNY'));
}

function cell(text: string): string {
  // A spreadsheet computes what begins like this; an amount is none of it.
  const safe = /^[=+@\t]|^-(?![0-9])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
