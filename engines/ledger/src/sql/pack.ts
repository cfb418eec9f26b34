import type { NewAccount } from '../model/account.ts';
import { checkSize } from '../model/check-size.ts';
import { LimitChecker } from '../model/limit-checker.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { Places } from './places.ts';
import { arrayOf, uuidOf } from './uuid.ts';

const common = [
  ['ledger', 32],
  ['code', 16],
  ['flags', 16],
  ['userData32', 32],
] as const;
const transferIds = ['id', 'debitAccountId', 'creditAccountId', 'amount', 'pendingId'] as const;

/** The arguments of `ledger_sql_create_transfers` after the first. Errors: `ledger.too_many_events`, `ledger.out_of_range`. */
export function packTransfers(events: readonly NewTransfer[]): readonly string[] {
  checkSize(events.length);
  const limit = new LimitChecker();
  for (const [k, event] of events.entries()) {
    limit.event = k;
    for (const field of transferIds) limit.big(event[field] ?? 0n, 128, field);
    limit.small(event.timeout, 32, 'timeout');
    checkCommon(event, limit);
  }
  const ids = new Places();
  const accounts = new Places();
  const idPlaces = events.map(({ id }) => ids.of(id));
  const pendingPlaces = events.map(({ pendingId }) => ids.ofAny(pendingId));
  const debits = events.map(({ debitAccountId }) => accounts.ofAny(debitAccountId));
  const credits = events.map(({ creditAccountId }) => accounts.ofAny(creditAccountId));
  return [
    ...[String(ids), String(accounts)],
    ...[idPlaces, pendingPlaces, debits, credits, events.map(({ amount }) => amount)].map(arrayOf),
    ...userData(events),
    arrayOf(events.map(({ timeout }) => timeout ?? 0)),
    ...kinds(events),
  ];
}

/** The arguments of `ledger_sql_create_accounts` after the first. Errors: `ledger.too_many_events`, `ledger.out_of_range`. */
export function packAccounts(events: readonly NewAccount[]): readonly string[] {
  checkSize(events.length);
  const limit = new LimitChecker();
  for (const [k, event] of events.entries()) {
    limit.event = k;
    limit.big(event.id, 128, 'id');
    checkCommon(event, limit);
  }
  const ids = new Places();
  const idPlaces = events.map(({ id }) => ids.of(id));
  return [String(ids), arrayOf(idPlaces), ...userData(events), ...kinds(events)];
}

type Common = Pick<NewTransfer, 'userData128' | 'userData64' | 'userData32' | 'ledger' | 'code' | 'flags'>;

function checkCommon(event: Common, limit: LimitChecker): void {
  limit.big(event.userData128 ?? 0n, 128, 'userData128');
  limit.big(event.userData64 ?? 0n, 64, 'userData64');
  for (const [field, bits] of common) limit.small(event[field], bits, field);
}

function userData(events: readonly Common[]): readonly string[] {
  return [
    arrayOf(events.map(({ userData128 }) => uuidOf(userData128))),
    arrayOf(events.map(({ userData64 }) => userData64 || null)),
    arrayOf(events.map(({ userData32 }) => userData32 || null)),
  ];
}

function kinds(events: readonly Common[]): readonly string[] {
  return [
    arrayOf(events.map(({ ledger }) => ledger || null)),
    arrayOf(events.map(({ code }) => code || null)),
    arrayOf(events.map(({ flags }) => flags ?? 0)),
  ];
}
