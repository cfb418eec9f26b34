import { fail } from '@finharbor/kernel';
import type { Program } from '../value/program.ts';
import { compile } from './compile.ts';
import type { ProgramEvent } from './event.ts';
import { type ProgramState, startOf } from './state.ts';

/**
 * The state that events have come to: those that moved money in the order of their steps, words of people anywhere before what needs them.
 * Errors: `ledger.not_accepted` where the program would not have accepted one.
 */
export function replay(program: Program, events: readonly ProgramEvent[]): ProgramState {
  return events.reduce((state, event) => {
    const answer = compile(program, event, state);
    if (answer.kind === 'accepted') return answer.next;
    if (answer.kind === 'repeated') return state;
    return fail(
      'ledger.not_accepted',
      `The program does not accept event ${event.id}: ${answer.refusal.reason}.`,
    );
  }, startOf(program));
}
