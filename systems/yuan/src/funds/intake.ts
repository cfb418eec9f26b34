import { parseUscc } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Wallet } from '../wallets/domain.ts';
import { type Batch, type Fund, firmParty } from './domain.ts';
import { firmsKept, keepEntries, keepFindings, type LineFinding, paidBefore } from './entries.ts';
import type { Fault, Row, RowSink } from './row.ts';
import { type FirmWallets, firmWallets } from './wallets.ts';
import { type FaultCode, faultWords } from './words.ts';

/** How many rows are judged at once: more would outlive V8's young objects, and memory would grow with the file until it is tidied up. */
const judgedAtOnce = 250;
const mostFindings = 10_000;
const mostFen = 10n ** 15n;

/** What the rows of a file are judged by. */
export type Judging = {
  readonly db: Kysely<YuanTables>;
  readonly fund: Fund;
  readonly batch: Batch['id'];
  /** What the programme has to give. */
  readonly leftMinor: bigint;
  /** Which of these codes the register has a firm of; left out where none is connected: each right code then stands for a firm. */
  readonly knownFirms: ((codes: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
};

/** Takes the rows of a file: judges some at a time, keeps the good ones and tells what is wrong with each of the others. */
export class Intake implements RowSink {
  readonly #judging: Judging;
  readonly #rows: Row[] = [];
  readonly #found: LineFinding[] = [];
  #leftMinor: bigint;
  messageId: string | null = null;
  good = 0;
  bad = 0;
  sumMinor = 0n;

  constructor(judging: Judging) {
    this.#judging = judging;
    this.#leftMinor = judging.leftMinor;
  }

  begin = (messageId: string | null): void => {
    this.messageId = messageId;
  };

  row = async (row: Row): Promise<void> => {
    this.#rows.push(row);
    if (this.#rows.length >= judgedAtOnce) await this.#judge();
  };

  fault = async ({ line, code, en, zh }: Fault): Promise<void> => {
    this.bad += 1;
    if (this.bad > mostFindings) return;
    this.#found.push({ no: this.bad, line, code, en, zh });
    if (this.#found.length >= judgedAtOnce) await this.#flushFindings();
  };

  /** Judges and keeps what is left. */
  async end(): Promise<void> {
    await this.#judge();
    await this.#flushFindings();
  }

  async #flushFindings(): Promise<void> {
    await keepFindings(this.#judging.db, this.#judging.batch, this.#found.splice(0));
  }

  async #judge(): Promise<void> {
    const { db, batch, fund, knownFirms } = this.#judging;
    const rows = this.#rows.splice(0);
    if (rows.length === 0) return;
    const read = rows.map((row) => ({ row, firm: codeIn(row.firm) }));
    const codes = read.flatMap(({ firm }) => firm ?? []);
    const [wallets, known, before, seen] = await Promise.all([
      firmWallets(db, codes.map(firmParty)),
      knownFirms?.(codes),
      paidBefore(
        db,
        fund.id,
        rows.flatMap(({ reference }) => (reference === '' ? [] : [reference])),
      ),
      firmsKept(db, batch, codes),
    ]);
    const good = [];
    for (const { row, firm } of read) {
      const fault = this.#faultOf(row, { firm, wallets, known, before, seen });
      if (fault) await this.fault({ line: row.line, code: fault, ...faultWords[fault] });
      else {
        seen.add(firm!);
        good.push(this.#take(row, firm!));
      }
    }
    await keepEntries(db, batch, good);
  }

  #faultOf(
    row: Row,
    {
      firm,
      wallets,
      known,
      before,
      seen,
    }: {
      readonly firm: string | undefined;
      readonly wallets: FirmWallets;
      readonly known: ReadonlySet<string> | undefined;
      readonly before: ReadonlySet<string>;
      /** Firms that stand in the file already. */
      readonly seen: ReadonlySet<string>;
    },
  ): FaultCode | undefined {
    if (firm === undefined) return 'fund.check_digits';
    if (known && !known.has(firm)) return 'fund.unknown_firm';
    if (seen.has(firm)) return 'fund.duplicate';
    if (row.amountMinor > mostFen) return 'fund.bad_amount';
    if (before.has(row.reference)) return 'fund.paid_before';
    const wallet = walletFault(row, wallets.get(firmParty(firm)) ?? [], this.#judging.fund);
    if (wallet) return wallet;
    return row.amountMinor > this.#leftMinor ? 'fund.over_budget' : undefined;
  }

  #take(row: Row, firm: string): Parameters<typeof keepEntries>[2][number] {
    this.#leftMinor -= row.amountMinor;
    this.good += 1;
    this.sumMinor += row.amountMinor;
    return { ...row, firm, no: this.good };
  }
}

function walletFault(
  { wallet: named }: Row,
  own: readonly Pick<Wallet, 'number' | 'state'>[],
  { withoutWallet }: Fund,
): FaultCode | undefined {
  if (named !== null) {
    const wallet = own.find(({ number }) => number === named);
    if (!wallet) return 'fund.other_wallet';
    return wallet.state === 'open' ? undefined : 'fund.wallet_not_open';
  }
  if (own.length === 0) return withoutWallet === 'refuse' ? 'fund.no_wallet' : undefined;
  return own.some(({ state }) => state === 'open') ? undefined : 'fund.wallet_not_open';
}

function codeIn(text: string): string | undefined {
  try {
    return parseUscc(text);
  } catch {
    return undefined;
  }
}
