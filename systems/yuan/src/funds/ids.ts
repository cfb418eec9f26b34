import { derivedId, type MovementId, type PurseId } from '../money/ids.ts';

/** Where a programme's money lies until a batch takes it. */
export function potOf(fund: string): PurseId {
  return derivedId('fund pot', fund);
}

/** Where a batch's money lies until its firms have it. */
export function reserveOf(batch: string): PurseId {
  return derivedId('fund batch', batch);
}

/** The purse of a firm's own that an entry lands in, where its programme has a purpose. */
export function grantOf(batch: string, no: number): PurseId {
  return derivedId('fund grant', batch, `${no}`);
}

/** The movement that pays an entry. */
export function paymentOfEntry(batch: string, no: number): MovementId {
  return derivedId('fund entry', batch, `${no}`);
}
