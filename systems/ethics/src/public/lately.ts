import type { Clock } from '@finharbor/kernel';

/**
 * Reads what takes long at most once in so many milliseconds for each key, however many ask meanwhile; what failed is read again by the
 * next. Keys have to be few: none is forgotten.
 */
export function lately<K, T>(
  { clock, forMs }: { readonly clock: Clock; readonly forMs: number },
  read: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
  const known = new Map<K, { readonly atMs: number; readonly value: Promise<T> }>();
  return (key) => {
    const nowMs = clock.nowMs();
    const last = known.get(key);
    if (last && nowMs - last.atMs < forMs) return last.value;
    const value = read(key);
    known.set(key, { atMs: nowMs, value });
    value.catch(() => known.delete(key));
    return value;
  };
}
