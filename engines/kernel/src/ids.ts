import type { Clock } from './clock.ts';
import { fail } from './errors.ts';
import type { Random } from './random.ts';

/** A UUIDv7 in its text form, marked by what it names: `Id<'job'>` is not an `Id<'contract'>`. */
export type Id<Kind extends string> = string & { readonly __id: Kind };

/** Makes identifiers; ids made later sort after earlier ones, within one process. */
export type IdSource = <Kind extends string>() => Id<Kind>;

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A source of UUIDv7 (RFC 9562, section 5.7, method 1: a 12-bit counter within the millisecond). */
export function idSource(clock: Clock, random: Random): IdSource {
  let lastMs = -1;
  let counter = 0;
  return <Kind extends string>(): Id<Kind> => {
    const nowMs = clock.nowMs();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
    const tail = Buffer.from(random.bytes(8));
    tail[0] = (tail[0]! & 0x3f) | 0x80;
    const time = lastMs.toString(16).padStart(12, '0');
    const hex = tail.toString('hex');
    const count = counter.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${hex.slice(0, 4)}-${hex.slice(4)}` as Id<Kind>;
  };
}

/** Reads an id at an edge. Errors: `id.malformed`. */
export function parseId<Kind extends string>(text: string): Id<Kind> {
  if (!uuid7.test(text)) fail('id.malformed', 'An identifier must be a UUIDv7 in lower case.');
  return text as Id<Kind>;
}
