import type { Ledger } from '../../ledger.ts';
import type { Program } from '../value/program.ts';
import type { Refused } from './answer.ts';
import { compile } from './compile.ts';
import type { ProgramEvent } from './event.ts';
import { conclude, type Outcome } from './outcome.ts';
import type { ProgramState } from './state.ts';

/** What came of an event, and the state there is now. */
export type CarriedOut =
  | { readonly kind: 'done'; readonly state: ProgramState }
  | Refused
  | { readonly kind: 'repeated' }
  | Exclude<Outcome, { kind: 'done' }>;

/**
 * Compiles an event and has the ledger make its transfers. Keep the event before and the state after; whoever was interrupted in between calls
 * it again with the same two.
 */
export async function carryOut(
  ledger: Pick<Ledger, 'createAccounts' | 'createTransfers'>,
  program: Program,
  { event, state }: { readonly event: ProgramEvent; readonly state: ProgramState },
): Promise<CarriedOut> {
  const answer = compile(program, event, state);
  if (answer.kind !== 'accepted') return answer;
  if (answer.accounts.length > 0) await ledger.createAccounts(answer.accounts);
  if (answer.transfers.length > 0) {
    const results = await ledger.createTransfers(answer.transfers);
    const outcome = conclude(
      answer,
      results.map(({ status }) => status),
    );
    if (outcome.kind !== 'done') return outcome;
  }
  return { kind: 'done', state: answer.next };
}
