import type { CodeView, UsablePurse } from '@finharbor/yuan/contract';

/** What a purse gives to a payment of which so much is still to be paid; undefined where its purpose does not fit. */
export function givenBy(
  { leftMinor, ownMinor, mostMinor }: UsablePurse,
  restMinor: bigint,
): bigint | undefined {
  const most = mostMinor !== null && mostMinor < leftMinor ? mostMinor : leftMinor;
  if (ownMinor !== null) {
    // It gives all but what the wallet is to pay itself, or nothing.
    const given = restMinor - ownMinor;
    return given > 0n && given <= most ? given : undefined;
  }
  return restMinor < most ? restMinor : most;
}

/** A payment's sources: what each chosen purse gives, and what the wallet pays itself. */
export type Split = {
  readonly purses: readonly { readonly purse: string; readonly amountMinor: bigint }[];
  readonly ownMinor: bigint;
};

/** Splits an amount over the chosen purses, those that ask for an exact own part last; undefined where they do not go together. */
export function splitOf(
  amountMinor: bigint,
  purses: CodeView['purses'],
  chosen: ReadonlySet<string>,
): Split | undefined {
  const used = purses
    .filter(({ id }) => chosen.has(id))
    .toSorted((a, b) => Number(a.ownMinor !== null) - Number(b.ownMinor !== null));
  let ownMinor = amountMinor;
  const parts: { purse: string; amountMinor: bigint }[] = [];
  for (const purse of used) {
    const given = ownMinor === 0n ? undefined : givenBy(purse, ownMinor);
    if (given === undefined) return undefined;
    parts.push({ purse: purse.id, amountMinor: given });
    ownMinor -= given;
  }
  const isAsked = used.every((purse) => purse.ownMinor === null || purse.ownMinor === ownMinor);
  return isAsked ? { purses: parts, ownMinor } : undefined;
}
