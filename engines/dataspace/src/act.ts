import type { ConnectorContext } from './context.ts';
import type { Reason } from './domain.ts';
import { type AnyMove, beginMove } from './moves.ts';
import type { Family } from './protocol/endpoints.ts';
import { familyOf } from './protocol/process.ts';
import type { Work } from './work.ts';

/** What became of a move that a person makes: on its way, not allowed now and why, or about nothing that exists. */
export type Acted =
  | { readonly kind: 'begun' }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'unknown' };

const mostTries = 5;

export type Act = (family: Family, pid: string, move: AnyMove) => Promise<Acted>;

/** A person's move. Where the process goes on meanwhile, it is judged anew by what the process is then. */
export function actor(context: ConnectorContext, work: Pick<Work, 'turn' | 'deliver'>): Act {
  return async (family, pid, move) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const found = await context.store.find(pid);
      if (!found || familyOf(found.stored.process) !== family) return { kind: 'unknown' };
      const { outgoing } = found;
      // To end it does not wait for an answer; anything else would have two messages under way.
      if (outgoing && (move.kind !== 'terminate' || outgoing.message === 'termination'))
        return busy(outgoing.message);
      const begun = await beginMove(context, found.stored, { move });
      if (begun.kind === 'refused') return begun;
      if (begun.kind === 'begun') work.deliver(begun.stored, begun.outgoing);
      if (begun.kind === 'ended') work.turn(begun.stored);
      if (begun.kind !== 'superseded') return { kind: 'begun' };
    }
    return busy('other side');
  };
}

function busy(what: string): Acted {
  return {
    kind: 'refused',
    reason: {
      code: 'dataspace.busy',
      text: [`The ${what} is still under way. Try again when it has arrived.`],
    },
  };
}
