import type { NoKey } from './fault.ts';
import { normalMobile } from './mobile.ts';
import { normalResident } from './resident.ts';
import { normalText } from './text.ts';
import { normalUscc } from './uscc.ts';

/**
 * What a column of keys holds: unified social credit codes (GB 32100-2015), mobile numbers of mainland China, resident identity
 * numbers (GB 11643-1999), or plain text.
 */
export type KeyKind = 'uscc' | 'mobile' | 'resident' | 'text';

const kinds: Readonly<Record<KeyKind, (text: string) => string | NoKey>> = {
  uscc: normalUscc,
  mobile: normalMobile,
  resident: normalResident,
  text: normalText,
};

/** All kinds of keys. */
export const keyKinds: readonly KeyKind[] = Object.keys(kinds) as KeyKind[];

/** The one writing of a key that both parties compare, or why the text is none. Pure: equal keys get equal writings anywhere. */
export function normalKey(kind: KeyKind, text: string): string | NoKey {
  return kinds[kind](text);
}
