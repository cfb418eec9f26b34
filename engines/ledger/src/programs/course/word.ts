import { conditionsOfKind } from '../value/condition.ts';
import { conditionsOf, type Program } from '../value/program.ts';
import { type Answer, refused } from './answer.ts';
import type { ProgramEvent } from './event.ts';
import { entryOf, type ProgramState } from './state.ts';

type Word = Extract<ProgramEvent, { kind: 'confirm' | 'approve' }>;

/** Somebody confirms a milestone or approves: nothing moves by it, and no word is ever taken back. */
export function compileWord(program: Program, event: Word, state: ProgramState): Answer {
  const isConfirming = event.kind === 'confirm';
  const name = isConfirming ? event.milestone : event.of;
  const allowed = isConfirming ? confirmers(program, name) : approvers(program, name);
  if (!allowed) return refused({ reason: 'unknown', what: isConfirming ? 'milestone' : 'approval', name });
  if (!allowed.includes(event.by)) return refused({ reason: 'not_yours', allowed });
  const field = isConfirming ? 'confirmed' : 'approved';
  const earlier = entryOf(state[field], name) ?? [];
  if (earlier.includes(event.by)) return { kind: 'repeated' };
  const words = { ...state[field], [name]: [...earlier, event.by].toSorted() };
  return { kind: 'accepted', accounts: [], transfers: [], next: { ...state, [field]: words } };
}

function confirmers(program: Program, code: string): readonly string[] | undefined {
  for (const { condition } of conditionsOf(program).values()) {
    const found = conditionsOfKind(condition, 'milestone').find(({ milestone }) => milestone.code === code);
    if (found) return found.by;
  }
  return undefined;
}

function approvers(program: Program, of: string): readonly string[] | undefined {
  const placed = conditionsOf(program).get(of);
  const found = placed ? conditionsOfKind(placed.condition, 'approval') : [];
  return found.length === 0 ? undefined : [...new Set(found.flatMap(({ by }) => by))];
}
