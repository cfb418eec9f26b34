import { z } from 'zod';
import type { Json } from '../canonical.ts';

/** A JSON Schema (draft 2020-12) of the wire side. */
export type JsonSchema = { readonly [key: string]: Json };

const cache = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema of a schema's wire side. Throws for what JSON cannot express. */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  const known = cache.get(schema);
  if (known) return known;
  const made = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as unknown as JsonSchema;
  cache.set(schema, made);
  return made;
}

/** The names of an object schema's properties. */
export function propertyNames(schema: z.ZodType): readonly string[] {
  const whole = jsonSchema(schema);
  const defs = (whole.$defs ?? {}) as { readonly [name: string]: JsonSchema };
  const own = typeof whole.$ref === 'string' ? defs[whole.$ref.split('/').at(-1)!] : whole;
  return Object.keys((own?.properties ?? {}) as object);
}

/** The pointer of the first object within that takes properties it does not name; undefined when there is none. */
export function looseObject(schema: Json, pointer = ''): string | undefined {
  if (schema === null || typeof schema !== 'object') return undefined;
  if ('properties' in schema && !('additionalProperties' in schema)) return pointer;
  for (const [key, part] of Object.entries(schema)) {
    const found = looseObject(part as Json, `${pointer}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
