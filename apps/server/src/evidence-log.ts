import { type Log, type NewEntry, openLog, publish } from '@finharbor/evidence';
import type { LogPort, Note, PinnedPeer, Store } from '@finharbor/harbor';
import { codeOf, fail, type SigningKey } from '@finharbor/kernel';

const askMs = 4_000;

/** The hub's evidence log: entries that wait while one checkpoint is being co-signed share the next. */
export type EvidenceLog = LogPort & {
  readonly verifierKey: string;
  readonly publicDirectory: string;
  readonly size: () => number;
  /** The proof of an entry in the checkpoint that is served; nothing where it reaches no such entry. */
  readonly proof: (index: number) => Promise<string | undefined>;
  /** The same under a key: what was logged before is found in its place. Errors: `log.no_quorum`. */
  readonly appendOnce: (
    key: string,
    entry: Uint8Array,
  ) => Promise<{ readonly index: number; readonly proof: string }>;
  readonly close: () => Promise<void>;
};

/** What the log is opened with. */
export type EvidenceOptions = {
  readonly directory: string;
  readonly origin: string;
  readonly key: SigningKey;
  readonly hubParty: string;
  readonly store: Store;
  /** How many parties' nodes must have co-signed before a checkpoint is served. */
  readonly quorum: number;
  readonly note: Note;
};

/** Opens the evidence log and ties it to the witnesses of the admitted parties. */
export async function openEvidence(options: EvidenceOptions): Promise<EvidenceLog> {
  const { directory, origin, key } = options;
  const log = await openLog({ directory, origin, key });
  let publishing: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  // One publishing at a time; whoever comes meanwhile waits for the one after, which covers its entry too.
  const cosigned = (): Promise<void> => {
    if (!publishing) {
      publishing = publishOnce(log, options).finally(() => {
        publishing = undefined;
      });
      return publishing;
    }
    next ??= publishing
      .catch(() => {})
      .then(() => {
        next = undefined;
        return cosigned();
      });
    return next;
  };
  const append = async (entry: NewEntry): Promise<{ index: number; proof: string }> => {
    const [appended] = await log.append([entry]);
    if (appended!.kind === 'key_conflict') throw new Error('Another entry stands in the log under this key.');
    await cosigned();
    const receipt = await log.receipt(appended!.index);
    if (receipt.kind === 'not_published')
      fail('log.no_quorum', 'The entry is logged, but not yet co-signed.');
    return { index: appended!.index, proof: receipt.proof };
  };
  return {
    verifierKey: log.verifierKey,
    publicDirectory: log.publicDirectory,
    size: () => log.head().size,
    append: (data) => append({ data }),
    appendOnce: (key, data) => append({ data, key }),
    async proof(index) {
      if (index >= log.head().size) return undefined;
      const receipt = await log.receipt(index);
      return receipt.kind === 'receipt' ? receipt.proof : undefined;
    },
    close: () => log.close(),
  };
}

async function publishOnce(log: Log, { store, hubParty, quorum, note }: EvidenceOptions): Promise<void> {
  const peers = (await store.peers.list()).filter(({ party }) => party !== hubParty);
  const byName = new Map(peers.map((peer) => [witnessNameOf(peer), peer]));
  const published = await publish(log, {
    witnessKeys: peers.map(({ noteKey }) => noteKey),
    quorum: Math.min(quorum, peers.length),
    ask: (name, body) => askWitness(byName.get(name)!, body),
    signal: AbortSignal.timeout(askMs),
  });
  for (const outcome of published.outcomes)
    if (outcome.kind !== 'cosigned') note(`witness.${outcome.kind}`, { party: outcome.witness });
  if (published.kind === 'quorum_missed' || peers.length === 0)
    fail(
      'log.no_quorum',
      "No other party's node has co-signed the log in time. Try again when one of them is up.",
    );
}

async function askWitness(peer: PinnedPeer, body: string): Promise<{ status: number; body: string }> {
  const url = `${peer.url.replace(/\/$/, '')}/witness/add-checkpoint`;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      body,
      headers: { 'content-type': 'text/plain' },
      signal: AbortSignal.timeout(askMs),
    });
    return { status: answer.status, body: await answer.text() };
  } catch (cause) {
    return fail(
      'witness.unreachable',
      `${peer.party}'s witness cannot be reached (${codeOf(cause)}).`,
      cause,
    );
  }
}

/** A vkey begins with its name. */
function witnessNameOf({ noteKey }: PinnedPeer): string {
  return noteKey.slice(0, noteKey.indexOf('+'));
}
