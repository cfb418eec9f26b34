import type { FieldError } from '@finharbor/kernel';
import { fail } from '@finharbor/kernel';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import { schemas } from './schemas.ts';
import type { WireMessage } from './wire.ts';

const validators = new Map<string, ValidateFunction>();

/** Compiled when first needed: a process that never speaks the protocol does not pay for it. */
function validatorOf(type: string): ValidateFunction {
  const known = validators.get(type);
  if (known) return known;
  const schema = schemas.get(type);
  if (!schema) fail('dataspace.no_such_message', 'The protocol has no message of this type.');
  const made = new Ajv2019({ strict: false }).compile(schema);
  validators.set(type, made);
  return made;
}

/** What is wrong with a value as a message of a type, with where; nothing where it is one. */
export function findFaults(type: string, value: unknown): readonly FieldError[] {
  const validate = validatorOf(type);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => ({
    pointer: error.instancePath,
    detail: `${error.message ?? error.keyword}${choices(error.params)}`,
  }));
}

function choices(params: { readonly allowedValue?: unknown; readonly allowedValues?: unknown }): string {
  const allowed = params.allowedValue ?? params.allowedValues;
  return allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`;
}

/** What came in, read: a message of one of these types, or where it fails to be one. */
export type ReadMessage =
  | { readonly kind: 'message'; readonly message: WireMessage }
  | { readonly kind: 'invalid'; readonly faults: readonly FieldError[] };

/** In JSON's escapes: a NUL or half of a surrogate pair, neither of which the database can keep. */
const unkeepable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

const mostDepth = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body as a message of a type. */
export function readMessage(type: string, body: Uint8Array): ReadMessage {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch {
    return invalid('The body is not JSON in UTF-8.');
  }
  // Before anything walks it: what is read here is walked by recursion from now on.
  if (isDeeper(value, mostDepth)) return invalid(`The body is nested more than ${mostDepth} deep.`);
  if (unkeepable.test(JSON.stringify(value))) return invalid('A text holds NUL or half a character.');
  const faults = findFaults(type, value);
  return faults.length > 0 ? { kind: 'invalid', faults } : { kind: 'message', message: value as WireMessage };
}

function invalid(detail: string): ReadMessage {
  return { kind: 'invalid', faults: [{ pointer: '', detail }] };
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}

/** The bytes' text of our own message. Errors: `dataspace.own_message_invalid`, so that nothing invalid is ever sent. */
export function writeMessage(type: string, value: object): string {
  const [fault] = findFaults(type, value);
  if (fault)
    fail(
      'dataspace.own_message_invalid',
      `A ${type} cannot be written from this: ${fault.pointer} ${fault.detail}.`,
    );
  return JSON.stringify(value);
}
