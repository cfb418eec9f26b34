import type { Json } from '@finharbor/kernel';
import { type Disclosure, readDisclosure, reservedNames } from './disclosure.ts';
import { isObject, type JsonObject, type Jws, readJws } from './jws.ts';

/** An SD-JWT taken apart and put together (RFC 9901, 7.1): its form is right, and nobody has looked at its signature. */
export type SdJwt = {
  readonly issued: Jws;
  /** The issuer's part as it came. */
  readonly jwt: string;
  readonly disclosures: readonly Disclosure[];
  /** The claims with what was disclosed in its place. */
  readonly claims: JsonObject;
  /** The names of the claims, of the outermost, that came by a disclosure. */
  readonly disclosed: readonly string[];
  /** Everything that a key binding covers, up to the last tilde. */
  readonly presented: string;
  readonly keyBinding: string | undefined;
};

/** No credential is longer, nor deeper, and none has more to disclose: what is refused unread. */
const limits: { readonly characters: number; readonly disclosures: number; readonly depth: number } = {
  characters: 65_536,
  disclosures: 256,
  depth: 16,
};

/** Reads an SD-JWT, with or without a key binding; undefined where any rule of its form is broken. */
export function readSdJwt(text: string): SdJwt | undefined {
  if (text.length > limits.characters) return undefined;
  const parts = text.split('~');
  const [jwt, ...rest] = parts;
  const keyBinding = rest.pop();
  if (jwt === undefined || keyBinding === undefined || rest.length > limits.disclosures) return undefined;
  const issued = readJws(jwt);
  const disclosures = rest.map(readDisclosure);
  if (!issued || disclosures.some((one) => one === undefined)) return undefined;
  const { _sd_alg: algorithm = 'sha-256' } = issued.payload;
  const resolved = algorithm === 'sha-256' ? resolve(issued.payload, disclosures as Disclosure[]) : undefined;
  if (!resolved) return undefined;
  return {
    ...{ issued, jwt, disclosures: disclosures as Disclosure[], ...resolved },
    presented: text.slice(0, text.length - keyBinding.length),
    keyBinding: keyBinding === '' ? undefined : keyBinding,
  };
}

class Malformed extends Error {}

type Resolving = {
  readonly byDigest: ReadonlyMap<string, Disclosure>;
  readonly seen: Set<string>;
  readonly used: Set<Disclosure>;
};

function resolve(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
): Pick<SdJwt, 'claims' | 'disclosed'> | undefined {
  const at: Resolving = {
    byDigest: new Map(disclosures.map((one) => [one.digest, one])),
    seen: new Set(),
    used: new Set(),
  };
  try {
    const { _sd_alg, ...plain } = payload;
    const claims = resolvedObject(plain, at, 0);
    // One that nothing refers to, or that came twice.
    if (at.used.size !== disclosures.length) return undefined;
    return { claims, disclosed: Object.keys(claims).filter((name) => !Object.hasOwn(plain, name)) };
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function resolved(value: Json, at: Resolving, depth: number): Json {
  if (depth > limits.depth) throw new Malformed();
  if (Array.isArray(value)) return value.flatMap((item) => resolvedItem(item, at, depth + 1));
  return isObject(value) ? resolvedObject(value, at, depth) : value;
}

function resolvedObject(
  { _sd: digests = [], ...plain }: JsonObject,
  at: Resolving,
  depth: number,
): JsonObject {
  // A name may be `__proto__`; of an object without one it is a name like any other.
  const claims: { [name: string]: Json } = Object.create(null) as { [name: string]: Json };
  for (const [name, value] of Object.entries(plain)) {
    if (name === '...') throw new Malformed();
    claims[name] = resolved(value, at, depth + 1);
  }
  if (!Array.isArray(digests)) throw new Malformed();
  for (const digest of digests) {
    const found = take(digest, at);
    if (!found) continue;
    const { name, value } = found;
    if (name === undefined || reservedNames.includes(name) || Object.hasOwn(claims, name))
      throw new Malformed();
    claims[name] = resolved(value, at, depth + 1);
  }
  return claims;
}

function resolvedItem(item: Json, at: Resolving, depth: number): readonly Json[] {
  if (!isObject(item) || !Object.hasOwn(item, '...')) return [resolved(item, at, depth)];
  if (Object.keys(item).length !== 1) throw new Malformed();
  const found = take(item['...'], at);
  if (!found) return [];
  if (found.name !== undefined) throw new Malformed();
  return [resolved(found.value, at, depth)];
}

/** The disclosure of a digest, if it was given. Digests that stand twice would let one claim appear in two places. */
function take(digest: Json | undefined, { byDigest, seen, used }: Resolving): Disclosure | undefined {
  if (typeof digest !== 'string' || seen.has(digest)) throw new Malformed();
  seen.add(digest);
  const found = byDigest.get(digest);
  if (found) used.add(found);
  return found;
}
