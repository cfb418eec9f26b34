import type { SigningKey } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { type BlindIndex, blindIndex } from '../sealing/blind-index.ts';
import { type Sealer, type SealingOptions, type SealingParts, sealerOn } from '../sealing/sealer.ts';
import type { PersonalField } from './field.ts';

/** What the operations on personal data work with. */
export type Personal = SealingParts & {
  readonly sealer: Sealer;
  readonly index: BlindIndex;
  /** Every field that is kept here, of all systems. */
  readonly fields: readonly PersonalField[];
  /** In whose name certificates are signed, and with what. */
  readonly signer: { readonly party: string; readonly key: SigningKey };
};

/** Personal data of a database: its fields, and how those that are sealed open. */
export function personalData(
  db: Kysely<AccessTables>,
  { fields, signer, ...sealing }: SealingOptions & Pick<Personal, 'fields' | 'signer'>,
): Personal {
  return {
    usesPerKey: 2 ** 32,
    ...sealing,
    db,
    fields,
    signer,
    sealer: sealerOn(db, sealing),
    index: blindIndex(sealing.keyStore),
  };
}
