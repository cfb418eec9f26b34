import type { KnownPerson } from '@finharbor/access';
import type { YuanContext } from '../context.ts';
import type { Facts } from './domain.ts';
import { type LinkedAccount, linkedAccount } from './linked.ts';

/** A person, and what the scheme knows of them. */
export type Somebody = {
  readonly known: KnownPerson | undefined;
  readonly linked: LinkedAccount | undefined;
};

/** Looks up who holds wallets. */
export async function somebody(
  { people, db }: Pick<YuanContext, 'people' | 'db'>,
  holder: string,
): Promise<Somebody> {
  const [known, linked] = await Promise.all([people.known(holder), linkedAccount(db, holder)]);
  return { known, linked };
}

/** What is known of them, whole. */
export function factsOf({ known, linked }: Somebody): Facts {
  return {
    phone: known?.phone ?? null,
    // Before a document is stated the account has a name of its own choosing, which is nobody's.
    name: known?.document ? known.name : null,
    documentType: known?.document?.type ?? null,
    documentNumber: known?.document?.number ?? null,
    account: linked?.number ?? null,
  };
}
