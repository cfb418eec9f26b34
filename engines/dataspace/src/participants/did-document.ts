import { type PublicKey, parsePublicKey } from '@finharbor/kernel';
import { z } from 'zod';
import { keyOfMultikey, multikeyOf } from './multikey.ts';

/** A service of a participant, as its document names it. */
export type DidService = { readonly id: string; readonly type: string; readonly endpoint: string };

/** What is used of a DID document: the keys that speak for it by the id of their method, apart by what they may be used for. */
export type DidDocument = {
  readonly id: string;
  /** Keys that may sign messages as this participant. */
  readonly authentication: ReadonlyMap<string, PublicKey>;
  /** Keys that may sign credentials. */
  readonly assertion: ReadonlyMap<string, PublicKey>;
  readonly services: readonly DidService[];
};

/** The id of a key's verification method; the key itself is its name, so that no two keys ever share one. */
export function keyIdOf(did: string, key: PublicKey): string {
  return `${did}#${multikeyOf(key)}`;
}

/** What a participant publishes of itself. */
export type OwnDocument = {
  readonly did: string;
  /** All that verify: the one in use, the next, and the last until nothing signed with it is on its way any more. */
  readonly keys: readonly PublicKey[];
  readonly services: readonly { readonly name: string; readonly type: string; readonly endpoint: string }[];
};

/** The DID document (W3C DID 1.0) of a participant with Ed25519 keys, ready to be served at `/.well-known/did.json`. */
export function writeDidDocument({ did, keys, services }: OwnDocument): DidDocumentJson {
  const ids = keys.map((key) => keyIdOf(did, key));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: keys.map((key, index) => ({
      id: ids[index]!,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: multikeyOf(key),
    })),
    authentication: ids,
    assertionMethod: ids,
    service: services.map(({ name, type, endpoint }) => ({
      id: `${did}#${name}`,
      type,
      serviceEndpoint: endpoint,
    })),
  };
}

const method = z.object({
  id: z.string(),
  type: z.string(),
  controller: z.string(),
  publicKeyMultibase: z.string().optional(),
  publicKeyJwk: z
    .object({ kty: z.string(), crv: z.string().optional(), x: z.string().optional() })
    .optional(),
});
type Method = z.infer<typeof method>;
const relationship = z.array(z.union([z.string(), method])).max(50);
const published = z.object({
  id: z.string(),
  verificationMethod: z.array(method).max(50).default([]),
  authentication: relationship.default([]),
  assertionMethod: relationship.default([]),
  service: z
    .array(
      z.object({
        id: z.string(),
        type: z.union([z.string(), z.array(z.string())]),
        serviceEndpoint: z.json(),
      }),
    )
    .max(50)
    .default([]),
});

/** A DID document as JSON. */
export type DidDocumentJson = {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly {
    readonly id: string;
    readonly type: string;
    readonly controller: string;
    readonly publicKeyMultibase: string;
  }[];
  readonly authentication: readonly string[];
  readonly assertionMethod: readonly string[];
  readonly service: readonly {
    readonly id: string;
    readonly type: string;
    readonly serviceEndpoint: string;
  }[];
};

/**
 * Reads a DID document that was found where `did` points. Undefined where it is none, or another's: a host must not speak for a
 * participant that lives elsewhere. Keys of other kinds than Ed25519, and methods that are another's, are passed over.
 */
export function readDidDocument(did: string, json: unknown): DidDocument | undefined {
  const read = published.safeParse(json);
  if (!read.success || read.data.id !== did) return undefined;
  const { verificationMethod, authentication, assertionMethod, service } = read.data;
  const named = new Map(verificationMethod.map((one) => [absolute(did, one.id), one]));
  const keys = (entries: readonly (string | Method)[]): ReadonlyMap<string, PublicKey> =>
    new Map(
      entries.flatMap((entry) => {
        const one = typeof entry === 'string' ? named.get(absolute(did, entry)) : entry;
        const key = one && keyOfMethod(did, one);
        return key ? [[absolute(did, one.id), key]] : [];
      }),
    );
  return {
    id: did,
    authentication: keys(authentication),
    assertion: keys(assertionMethod),
    services: service.flatMap(({ id, type, serviceEndpoint: endpoint }) =>
      typeof endpoint === 'string' && typeof type === 'string'
        ? [{ id: absolute(did, id), type, endpoint }]
        : [],
    ),
  };
}

function keyOfMethod(
  did: string,
  { id, controller, publicKeyMultibase, publicKeyJwk }: Method,
): PublicKey | undefined {
  if (controller !== did || !absolute(did, id).startsWith(`${did}#`)) return undefined;
  if (publicKeyMultibase !== undefined) return keyOfMultikey(publicKeyMultibase);
  if (publicKeyJwk?.kty !== 'OKP' || publicKeyJwk.crv !== 'Ed25519') return undefined;
  try {
    return parsePublicKey(publicKeyJwk.x ?? '');
  } catch {
    return undefined;
  }
}

function absolute(did: string, id: string): string {
  return id.startsWith('#') ? `${did}${id}` : id;
}
