import type { LoanProduct } from '@finharbor/financing/contract';
import { type Bilingual, codeOf } from '@finharbor/kernel/contract';
import { lenderAt } from '../api.ts';
import type { HarborPort } from '../ports.tsx';

/** A party that lends, with its products; `products` is undefined where its node does not answer. */
export type Lender = {
  readonly party: string;
  readonly name: Bilingual;
  readonly url: string;
  readonly products: readonly LoanProduct[] | undefined;
};

/** How long a node may take to answer before the others are shown without it. */
export const patienceMs = 8000;

/** Asks every party of the harbor for its loans; who serves none is no lender. */
export async function readLenders(harbor: HarborPort): Promise<readonly Lender[]> {
  const parties = await harbor.parties();
  const asked = await Promise.all(
    parties.map(async (party): Promise<Lender | undefined> => {
      const signal = AbortSignal.timeout(patienceMs);
      try {
        return { ...party, products: (await lenderAt(party.url).listLoans({ signal })).body };
      } catch (error) {
        const isSilent = signal.aborted || codeOf(error) === 'client.unreachable';
        return isSilent ? { ...party, products: undefined } : undefined;
      }
    }),
  );
  return asked.filter((lender) => lender !== undefined);
}
