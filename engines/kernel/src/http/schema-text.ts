import type { Json } from '../canonical.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * A JSON Schema as a person reads it: `{ id: string (uuid), parties: [{ name: string (1..) }], note?: string }`, one field a line.
 * References stay names.
 */
export function schemaText(schema: Json | undefined, indent = ''): string {
  if (schema === undefined || schema === true || schema === null || typeof schema !== 'object') return 'any';
  const node = schema as JsonSchema;
  if (typeof node.$ref === 'string') return node.$ref.split('/').at(-1)!;
  if ('const' in node) return JSON.stringify(node.const);
  if (Array.isArray(node.enum)) return node.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = node.anyOf ?? node.oneOf;
  if (Array.isArray(options)) return options.map((option: Json) => schemaText(option, indent)).join(' | ');
  if (Array.isArray(node.allOf)) return node.allOf.map((part: Json) => schemaText(part, indent)).join(' & ');
  if (Array.isArray(node.type)) return node.type.join(' | ');
  if (node.type === 'array') return `[${arrayText(node, indent)}]${limits(node, 'Items')}`;
  if (node.type === 'object') return objectText(node, indent);
  return `${typeof node.type === 'string' ? node.type : 'any'}${facts(node)}`;
}

function arrayText(node: JsonSchema, indent: string): string {
  if (!Array.isArray(node.prefixItems)) return schemaText(node.items, indent);
  return node.prefixItems.map((item: Json) => schemaText(item, indent)).join(', ');
}

function objectText(node: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const required = new Set((node.required ?? []) as readonly string[]);
  const lines = Object.entries((node.properties ?? {}) as Record<string, Json>).map(
    ([name, part]) =>
      `${inner}${name}${required.has(name) ? '' : '?'}: ${schemaText(part, inner)}${remark(part)}`,
  );
  if (typeof node.additionalProperties === 'object')
    lines.push(`${inner}[name]: ${schemaText(node.additionalProperties, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function remark(part: Json): string {
  const text =
    typeof part === 'object' && part !== null && 'description' in part ? part.description : undefined;
  return typeof text === 'string' ? `  // ${text}` : '';
}

function facts(node: JsonSchema): string {
  const format = typeof node.format === 'string' ? ` (${node.format})` : '';
  const pattern = format === '' && typeof node.pattern === 'string' ? ` /${node.pattern}/` : '';
  return `${format}${pattern}${limits(node, 'Length')}${range(node)}`;
}

function limits(node: JsonSchema, what: 'Length' | 'Items'): string {
  return span(node[`min${what}`], node[`max${what}`]);
}

// zod bounds every integer by what a double holds exactly; that is no news to a reader.
function range(node: JsonSchema): string {
  const shown = (value: Json | undefined): Json | undefined =>
    typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;
  return span(shown(node.minimum), shown(node.maximum));
}

function span(least: Json | undefined, most: Json | undefined): string {
  return least === undefined && most === undefined ? '' : ` (${least ?? ''}..${most ?? ''})`;
}
