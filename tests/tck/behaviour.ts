import type {
  Behaviour,
  Negotiation,
  NegotiationMove,
  Reason,
  Transfer,
  TransferMove,
} from '@finharbor/dataspace';
import { negotiationScripts, transferScripts } from './scripts.ts';

const reason: Reason = { code: 'tck.scripted', text: ['The script of this test ends it here.'] };

/** What the kit's tests expect of a connector, as its owner's decisions. */
export function scriptedBehaviour(): Behaviour {
  const negotiation = scripted(negotiationScripts, ({ datasetId }: Negotiation) => datasetId);
  const transfer = scripted(transferScripts, ({ agreementId }: Transfer) => agreementId);
  return {
    negotiation: async (process) => negotiationMove(negotiation(process), process),
    transfer: async (process) => transferMove(transfer(process)),
    // What the kit's negative tests try is against the protocol itself.
    admits: async () => undefined,
  };
}

type Known = Pick<Negotiation, 'pid' | 'updatedAtMs'> & { readonly state: string };
type Script<Act> = readonly (readonly [after: string, act: Act])[];

/** Follows each process through its script. Asked again about the same step of it, as may happen, it gives the same answer. */
function scripted<Process extends Known, Act extends string>(
  scripts: Readonly<Record<string, Script<Act>>>,
  nameOf: (process: Process) => string,
): (process: Process) => Act | 'wait' {
  const taken = new Map<string, number[]>();
  return (process) => {
    const script = scripts[nameOf(process)] ?? [];
    const steps = taken.get(process.pid) ?? [];
    taken.set(process.pid, steps);
    const known = steps.indexOf(process.updatedAtMs);
    const at = known < 0 ? steps.length : known;
    const [after, act] = script[at] ?? [];
    if (act === undefined || after !== process.state) return 'wait';
    steps[at] = process.updatedAtMs;
    return act;
  };
}

function negotiationMove(kind: NegotiationMove['kind'], { offer }: Negotiation): NegotiationMove {
  switch (kind) {
    case 'offer':
    case 'request':
      return { kind, offer };
    case 'terminate':
      return { kind, reason };
    default:
      return { kind };
  }
}

function transferMove(kind: TransferMove['kind']): TransferMove {
  return kind === 'suspend' || kind === 'terminate' ? { kind, reason } : { kind };
}
