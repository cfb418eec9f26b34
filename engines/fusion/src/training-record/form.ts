import { canonicalJson, fail, type Json, sha256 } from '@finharbor/kernel';
import { z } from 'zod';
import type { Bilingual } from '../scorecard/disclosures.ts';
import type { Clause } from './clauses.ts';

/** An entry of a record whose contents are `Contents`: the clause it answers, a heading in both languages, and what it says. */
export type EntryOf<Contents> = {
  readonly [K in keyof Contents]: {
    readonly subject: K;
    readonly clause: string;
    readonly checked: boolean;
    readonly heading: Bilingual;
    readonly content: Contents[K];
  };
}[keyof Contents];

/** What a party says in both kinds of record, besides its plan and what it learned. */
export type RecordedCircumstances<Data> = {
  readonly data: readonly Data[];
  /** What a party's bins are called, by party and feature, as far as it says so. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Population stability between the scores of two sets of rows, and Brier's score, where they were measured. */
  readonly psi?: number;
  readonly brier?: number;
};

/** The entries for what is said, in the order of the clauses; a subject that nothing is said of has none. */
export function entriesOf<Contents extends object>(
  clauses: { readonly [K in keyof Contents]: Clause },
  said: Partial<Contents>,
): readonly EntryOf<Contents>[] {
  const subjects = (Object.keys(clauses) as (keyof Contents)[]).filter((subject) => said[subject]);
  return subjects.map(
    (subject) => ({ subject, ...clauses[subject], content: said[subject] }) as EntryOf<Contents>,
  );
}

/** Entries as zod, by what each subject's content has to be. */
export function entriesSchema<Contents extends object>(
  contents: { readonly [K in keyof Contents]: z.ZodType<Contents[K]> },
): z.ZodType<readonly EntryOf<Contents>[]> {
  const entries = (Object.keys(contents) as (keyof Contents & string)[]).map((subject) =>
    z.strictObject({
      subject: z.literal(subject),
      clause: z.string(),
      checked: z.boolean(),
      heading: z.strictObject({ en: z.string(), zh: z.string() }),
      content: contents[subject],
    }),
  );
  return z.array(z.union(entries)) as unknown as z.ZodType<readonly EntryOf<Contents>[]>;
}

/** A record's body with SHA-256 in hex over its canonical JSON. */
export function withDigest<Body extends object>(body: Body): Body & { readonly digest: string } {
  return { ...body, digest: digestOf(body) };
}

/** Reads a record back. Errors: `fusion.bad_record` where a field is wrong or the digest is another's. */
export function readRecord<Read extends { readonly digest: string }>(
  schema: z.ZodType<Read>,
  json: unknown,
): Read {
  const read = schema.safeParse(json);
  if (!read.success) return fail('fusion.bad_record', 'This is no such training record.', read.error);
  const { digest, ...body } = read.data;
  if (digestOf(body) !== digest)
    fail('fusion.bad_record', 'The training record was altered after it was written.');
  return read.data;
}

function digestOf(body: object): string {
  return Buffer.from(sha256(canonicalJson(body as unknown as Json))).toString('hex');
}
