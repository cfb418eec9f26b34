import { type SignedDocument, verifyDocument } from '@finharbor/access';
import { brokenAt, brokenExtractAt } from '@finharbor/cases';
import { type PublicKey, sha256 } from '@finharbor/kernel';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { archiveType, chainSchema, hexOf, type Manifest, manifestSchema, storedLink } from './form.ts';

/** What a check of an archive finds. */
export type ArchiveVerdict =
  | { readonly kind: 'invalid'; readonly faults: readonly string[] }
  | {
      readonly kind: 'valid';
      readonly manifest: Manifest;
      readonly issuer: string;
      readonly key: PublicKey;
      readonly exportedAtMs: number;
    };

const mostBytes = 2 ** 31;

/** Checks an archive without any server: its signature, each file's hash, and the chain of its events. Names whatever is wrong. */
export function verifyArchive(zip: Uint8Array): ArchiveVerdict {
  const files = unpacked(zip);
  if (!files) return invalid('This is not a ZIP archive.');
  const document = jsonIn(files.get('manifest.json'), documentSchema) as SignedDocument | undefined;
  const manifest = document && parsed(manifestSchema, document.body);
  if (!document || !manifest) return invalid('manifest.json is not the list of a case’s files.');
  const check = verifyDocument(document, () => document.key);
  if (document.type !== archiveType || check.kind === 'refused')
    return invalid('manifest.json is not as it was signed.');
  const faults = [...fileFaults(files, manifest), ...chainFaults(files, manifest)];
  if (faults.length > 0) return { kind: 'invalid', faults };
  const { issuer, key, issuedAtMs } = document;
  return { kind: 'valid', manifest, issuer, key, exportedAtMs: issuedAtMs };
}

function invalid(fault: string): ArchiveVerdict {
  return { kind: 'invalid', faults: [fault] };
}

type Files = ReadonlyMap<string, Uint8Array | undefined>;

/** The files of an archive, each read for itself: undefined where it cannot be, so that the broken one is named. */
function unpacked(zip: Uint8Array): Files | undefined {
  try {
    const sizes = new Map<string, number>();
    unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        sizes.set(name, originalSize);
        return false;
      },
    });
    return new Map([...sizes].map(([path, size]) => [path, size > mostBytes ? undefined : read(zip, path)]));
  } catch {
    return undefined;
  }
}

function read(zip: Uint8Array, path: string): Uint8Array | undefined {
  try {
    return unzipSync(zip, { filter: ({ name }) => name === path })[path];
  } catch {
    return undefined;
  }
}

function* fileFaults(files: Files, manifest: Manifest): Generator<string> {
  const listed = new Set(manifest.files.map(({ path }) => path));
  for (const { path, sha256: hash } of manifest.files) {
    const bytes = files.get(path);
    if (!files.has(path)) yield `${path} is missing.`;
    else if (!bytes || hexOf(sha256(bytes)) !== hash) yield `${path} is not as it was signed.`;
  }
  for (const path of files.keys())
    if (path !== 'manifest.json' && !listed.has(path)) yield `${path} is not among the signed files.`;
}

function* chainFaults(files: Files, manifest: Manifest): Generator<string> {
  const events = jsonIn(files.get('events.json'), chainSchema);
  if (!events) {
    yield 'events.json is not a chain of events.';
    return;
  }
  if (events.length !== manifest.events) yield `There are ${events.length} events, not ${manifest.events}.`;
  const broken = manifest.chain === 'whole' ? brokenAt : brokenExtractAt;
  const fault = broken(manifest.case, events.map(storedLink), Buffer.from(manifest.head, 'hex'));
  if (fault) yield `events.json: ${fault}`;
}

const documentSchema = z.looseObject({ type: z.string(), key: z.string(), body: z.unknown() });

function jsonIn<T>(bytes: Uint8Array | undefined, schema: z.ZodType<T>): T | undefined {
  if (!bytes) return undefined;
  try {
    return parsed(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}
