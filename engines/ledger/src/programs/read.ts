import { type FieldError, FinharborError, type Json } from '@finharbor/kernel';
import type { z } from 'zod';
import { eventSchema, type ProgramEvent } from './course/event.ts';
import { type ProgramState, stateSchema } from './course/state.ts';
import type { Program } from './value/program.ts';
import { programSchema } from './value/schema.ts';

/** Reads a program from JSON. Errors: `ledger.bad_program`, with a pointer to every wrong field. */
export function parseProgram(value: unknown): Program {
  return read(programSchema, value, { code: 'ledger.bad_program', what: 'program' });
}

/** A program as JSON; `parseProgram` reads it back. */
export function programJson(program: Program): Json {
  return programSchema.encode(program) as Json;
}

/** Reads an event from JSON. Errors: `ledger.bad_program_event`, with its wrong fields. */
export function parseProgramEvent(value: unknown): ProgramEvent {
  return read(eventSchema, value, { code: 'ledger.bad_program_event', what: 'event' });
}

/** An event as JSON; `parseProgramEvent` reads it back. */
export function programEventJson(event: ProgramEvent): Json {
  return eventSchema.encode(event) as Json;
}

/** Reads a state from JSON. Errors: `ledger.bad_program_state`, with its wrong fields. */
export function parseProgramState(value: unknown): ProgramState {
  return read(stateSchema, value, { code: 'ledger.bad_program_state', what: 'state' });
}

/** A state as JSON; `parseProgramState` reads it back. */
export function programStateJson(state: ProgramState): Json {
  return stateSchema.encode(state) as Json;
}

type Fault = { readonly code: string; readonly what: string };

function read<T>(schema: z.ZodType<T>, value: unknown, { code, what }: Fault): T {
  const result = schema.safeDecode(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap(fieldsOf);
  const named = fields.map(({ pointer, detail }) => `${pointer || 'all of it'}: ${detail}`).join('; ');
  throw new FinharborError({ code, publicMessage: `The ${what} is wrong: ${named}.`, fields });
}

function fieldsOf(issue: z.core.$ZodIssue): readonly FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointerOf(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: pointerOf([...issue.path, key]),
    detail: 'There is no such field',
  }));
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
