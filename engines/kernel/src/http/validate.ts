import { z } from 'zod';
import type { ProblemField } from './problem.ts';
import { wireForm } from './schemas.ts';

/** A part of a request that was read, or what is wrong with it. */
export type Parsed =
  | { readonly kind: 'valid'; readonly value: unknown }
  | { readonly kind: 'invalid'; readonly errors: readonly ProblemField[] };

const strictEmpty = z.strictObject({});

/** Reads path or query parameters; without a schema none are taken. */
export function parseParameters(
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
  raw: unknown,
): Parsed {
  // find-my-way and the query parser make objects without a prototype; zod wants plain ones.
  const parsed = check(schema ?? strictEmpty, where, { ...(raw as object) });
  return schema || parsed.kind === 'invalid' ? parsed : { kind: 'valid', value: undefined };
}

/** Reads a JSON value (or raw bytes, by the schema's form) as the body; without a schema none is taken. */
export function parseBody(schema: z.ZodType | undefined, bytes: Uint8Array): Parsed {
  if (!schema)
    return bytes.length === 0 ? { kind: 'valid', value: undefined } : wrongBody('No body is taken here');
  if (wireForm(schema)?.kind === 'bytes') return { kind: 'valid', value: bytes };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return wrongBody(bytes.length === 0 ? 'A JSON body is missing' : 'The body is not JSON in UTF-8');
  }
  return check(schema, 'body', value);
}

function wrongBody(detail: string): Parsed {
  return { kind: 'invalid', errors: [{ in: 'body', pointer: '', detail }] };
}

function check(schema: z.ZodType, where: ProblemField['in'], value: unknown): Parsed {
  const result = schema.safeDecode(value);
  if (result.success) return { kind: 'valid', value: result.data };
  return { kind: 'invalid', errors: result.error.issues.flatMap((issue) => fieldsOf(issue, where)) };
}

function fieldsOf(issue: z.core.$ZodIssue, where: ProblemField['in']): readonly ProblemField[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ in: where, pointer: pointerOf(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({
    in: where,
    pointer: pointerOf([...issue.path, key]),
    detail: 'There is no such field',
  }));
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
