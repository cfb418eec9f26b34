import assert from 'node:assert/strict';
import { endMs } from '../value/moment.ts';
import type { Program } from '../value/program.ts';
import { type Answer, refused } from './answer.ts';
import type { Step } from './chain.ts';
import { compileEscrow } from './escrow.ts';
import type { ProgramEvent } from './event.ts';
import { compileExchange } from './exchange.ts';
import { eventMark, programDigest } from './ids.ts';
import { entryOf, type ProgramState } from './state.ts';
import { compileWord } from './word.ts';

/**
 * What a program answers to an event, given how far it is: a refusal with its reason, or the transfers that do it and the state after them.
 * Pure: the same event from the same state has the same transfers under the same ids, and of all events compiled from one state the ledger
 * carries out one. `conclude` reads what the ledger says.
 */
export function compile(program: Program, event: ProgramEvent, state: ProgramState): Answer {
  assert.equal(state.kind, program.kind, 'a state belongs to its program');
  const mark = eventMark(event);
  const earlier = entryOf(state.done, event.id);
  if (earlier !== undefined) return earlier === mark ? { kind: 'repeated' } : refused({ reason: 'id_taken' });
  const end = program.ends === null ? null : endMs(program.ends, program.zone);
  if (event.kind === 'expire') {
    if (end === null || event.atMs < end) return refused({ reason: 'not_yet_over', endMs: end });
  } else if (end !== null && event.atMs >= end) return refused({ reason: 'too_late', endMs: end });
  if (event.kind === 'confirm' || event.kind === 'approve') return compileWord(program, event, state);
  const step: Step = { program, digest: programDigest(program), number: state.step, event: event.id, mark };
  if (program.kind === 'escrow' && state.kind === 'escrow')
    return compileEscrow({ program, state, step }, event);
  if (program.kind === 'exchange' && state.kind === 'exchange')
    return compileExchange({ program, state, step }, event);
  return assert.fail('a program is an escrow or an exchange');
}
