import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import { z } from 'zod';
import type { Dataset } from '../catalogue/port.ts';

/** A data set as it is kept: with what it is found and ordered by. */
export type Entry = {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly formats: readonly string[];
  readonly document: string;
  readonly digest: Uint8Array;
};

const mostDocumentCharacters = 65_536;
const mostWords = 8_192;
const mostTitle = 500;
const identifier = z.string().min(1).max(2048);
// Loose: what other connectors say beyond this is theirs to say, and is kept.
const datasetSchema = z.object({
  '@id': identifier,
  hasPolicy: z.array(z.looseObject({ '@id': identifier })),
  distribution: z.array(z.looseObject({ format: identifier })),
  properties: z.record(z.string(), z.json()).optional(),
});

/** Reads an entry of another connector's catalogue; undefined where it is no data set of its own, or larger than one has to be. */
export function entryOf(listed: unknown): Entry | undefined {
  const read = datasetSchema.safeParse(listed);
  // What another one offers is read there, where nobody else can speak in its name.
  if (!read.success || (listed as Dataset).source !== undefined) return undefined;
  const { data } = read;
  const document = canonicalJson(data as Json);
  // PostgreSQL keeps neither NUL nor half of a surrogate pair.
  if (document.length > mostDocumentCharacters || document.includes('\\u0000') || !isKeepable(data as Json))
    return undefined;
  const texts = textsOf(data.properties ?? {});
  const title = textsOf(data.properties?.['dct:title'] ?? [])[0] ?? data['@id'];
  return {
    id: data['@id'],
    title: title.slice(0, mostTitle).toWellFormed(),
    words: [data['@id'], ...texts].join('\n').toLowerCase().slice(0, mostWords).toWellFormed(),
    formats: [...new Set(data.distribution.map(({ format }) => format))],
    document,
    digest: sha256(document),
  };
}

/** The data set of an entry. */
export function datasetOf(document: Json): Dataset {
  return document as unknown as Dataset;
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

function isKeepable(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, item]) => isKeepable(key) && isKeepable(item as Json));
}
