import type { Bilingual } from '@finharbor/kernel/http';
import type { MaskName } from './mask.ts';

/**
 * One column that holds personal data: what it is, why and on what ground it is kept, how long, how it is shown, and what an export,
 * an erasure and the sweep do with it. Whoever adds such a column registers it; all of them follow from the entry.
 */
export type PersonalField = {
  readonly table: string;
  readonly column: string;
  readonly what: Bilingual;
  /** Sensitive as in article 28 of the Personal Information Protection Law and GB/T 35273, appendix B. */
  readonly category: 'ordinary' | 'sensitive';
  readonly purpose: Bilingual;
  readonly basis: Bilingual;
  /** Left out where a row names its person in no way a query could follow. */
  readonly owner?: FieldOwner;
  readonly retention: Retention;
  readonly erasure: Erasure;
  readonly mask: MaskName;
  /** Roles that may see it whole, besides the person. */
  readonly reveal: readonly string[];
  /** The column is sealed; its rows are known by the owner's column. */
  readonly sealed?: true;
  /** Given to nobody, in no export: only a hash of it is kept, or it is a secret that opens the account. */
  readonly withheld?: true;
};

/** How a row's person is found: by the account's id, by it as `callerName` writes it, by the login, or by the SHA-256 of that. */
export type FieldOwner = {
  readonly column: string;
  readonly by: 'account' | 'caller' | 'login' | 'login_sha256';
};

/** How long: for so many days after the account ended, or after the instant in a column of the row, or as a law says. */
export type Retention =
  | { readonly kind: 'account'; readonly days: number }
  | { readonly kind: 'row'; readonly column: string; readonly days: number }
  | { readonly kind: 'kept'; readonly until: Bilingual };

/** What an erasure does: delete the rows, put a word that says nothing in the value's place, or leave it, and why. */
export type Erasure =
  | { readonly kind: 'delete' }
  | { readonly kind: 'replace' }
  | { readonly kind: 'keep'; readonly reason: Bilingual };

/** The fields whose values are sealed, as the rotation of keys walks them. */
export function sealedColumns(
  fields: readonly PersonalField[],
): readonly { readonly table: string; readonly column: string; readonly row: string }[] {
  return fields.flatMap(({ table, column, sealed, owner }) =>
    sealed && owner ? [{ table, column, row: owner.column }] : [],
  );
}

/** How long a field is kept, in words. */
export function retentionText(retention: Retention): Bilingual {
  if (retention.kind === 'kept') return retention.until;
  const { en, zh } = spanText(retention.days);
  if (retention.kind === 'account')
    return { en: `until ${en} after the account ended`, zh: `账号停用后 ${zh}` };
  return retention.days === 0
    ? { en: 'until the entry runs out', zh: '至该记录到期为止' }
    : { en: `until ${en} after the entry ran out or was made`, zh: `记录到期或产生后 ${zh}` };
}

function spanText(days: number): Bilingual {
  const years = days / 365;
  if (years >= 1 && Number.isInteger(years)) return { en: counted(years, 'year'), zh: `${years} 年` };
  return { en: counted(days, 'day'), zh: `${days} 日` };
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
