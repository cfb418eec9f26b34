/** Why a text is no key of its kind. `ambiguous`: it stands for more than one, and a wrong guess would join strangers. */
export type KeyFault = 'empty' | 'unicode' | 'length' | 'characters' | 'date' | 'check' | 'ambiguous';

/** A text that is no key: its row is left out and counted, its value goes nowhere. */
export type NoKey = { readonly fault: KeyFault };

const known = new Map<KeyFault, NoKey>();

/** Tables hold millions of such rows, so each fault is one object. */
export function noKey(fault: KeyFault): NoKey {
  const kept = known.get(fault) ?? { fault };
  known.set(fault, kept);
  return kept;
}
