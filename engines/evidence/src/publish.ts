import { fail } from '@finharbor/kernel';
import { decodeDecimal } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { Log } from './log.ts';
import {
  checkSignature,
  parseSignature,
  parseVerifierKey,
  sameKey,
  signatureType,
  type VerifierKey,
} from './note.ts';
import { formatAddCheckpoint, linesBy } from './witness-request.ts';

/** How a witness is reached; `body` goes to its `add-checkpoint`. Rejecting means that it could not be reached. */
export type AskWitness = (
  witness: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>;

/** Whom to ask for cosignatures (vkeys), and how many of them a checkpoint needs before it is served. */
export type PublishOptions = {
  readonly witnessKeys: readonly string[];
  readonly quorum: number;
  readonly ask: AskWitness;
  /** When it fires, witnesses that have not answered count as `unreachable`. */
  readonly signal?: AbortSignal;
};

/**
 * What came of asking one witness. `ahead`: it has cosigned a larger tree, so this log was rolled back or forked.
 * `refused`: its status. `bad_answer`: no valid cosignature in a 200.
 */
export type WitnessOutcome = { readonly witness: string } & (
  | { readonly kind: 'cosigned'; readonly timestampS: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'ahead'; readonly size: number }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'bad_answer' }
);

/** What came of publishing. After `quorum_missed` the checkpoint served before is still the one served. */
export type Published = {
  readonly kind: 'published' | 'quorum_missed';
  readonly size: number;
  readonly outcomes: readonly WitnessOutcome[];
};

/**
 * Signs the log's tree, asks all witnesses at once to cosign it, and serves the checkpoint if at least `quorum` did.
 * A witness that is down or answers badly costs its own cosignature only.
 * Errors: `evidence.witness_key`, `evidence.quorum`.
 */
export async function publish(log: Log, options: PublishOptions): Promise<Published> {
  const witnesses = await readWitnesses(options);
  const message = log.signCheckpoint();
  const checkpoint = parseCheckpoint(message)!;
  const previous = parseCheckpoint(log.published() ?? '');
  const answers = await Promise.all(
    witnesses.map((witness) => askOne({ log, witness, message, checkpoint, previous, options })),
  );
  const lines = answers.map(({ lines }) => lines).join('');
  const outcomes = answers.map(({ outcome }) => outcome);
  const cosigned = outcomes.filter(({ kind }) => kind === 'cosigned').length;
  if (cosigned < options.quorum) return { kind: 'quorum_missed', size: checkpoint.size, outcomes };
  await log.publishCheckpoint(message + lines);
  return { kind: 'published', size: checkpoint.size, outcomes };
}

async function readWitnesses({ witnessKeys, quorum }: PublishOptions): Promise<readonly VerifierKey[]> {
  const witnesses: VerifierKey[] = [];
  for (const [at, vkey] of witnessKeys.entries()) {
    const key = await parseVerifierKey(vkey);
    if (key?.type !== signatureType.cosignature)
      fail('evidence.witness_key', `witnessKeys[${at}]: not the vkey of an Ed25519 witness.`);
    if (witnesses.some((other) => sameKey(other, key) || other.name === key.name))
      fail('evidence.witness_key', `witnessKeys[${at}]: this key or name stands there twice.`);
    witnesses.push(key);
  }
  if (!Number.isSafeInteger(quorum) || quorum < 0 || quorum > witnesses.length)
    fail('evidence.quorum', `quorum: must be a whole number from 0 to the ${witnesses.length} witnesses.`);
  return witnesses;
}

/** Longest answer taken from a witness; a cosignature of today takes some 150 characters. */
const maxAnswerLength = 4096;

type Question = {
  readonly log: Log;
  readonly witness: VerifierKey;
  readonly message: string;
  readonly checkpoint: Checkpoint;
  readonly previous: Checkpoint | undefined;
  readonly options: PublishOptions;
};

type Answer = { readonly outcome: WitnessOutcome; readonly lines: string };

async function askOne(question: Question): Promise<Answer> {
  const { witness, checkpoint, previous } = question;
  const without = (outcome: Unnamed<WitnessOutcome>): Answer => ({
    outcome: { witness: witness.name, ...outcome },
    lines: '',
  });
  let knownSize = previous !== undefined && linesBy(previous, witness) !== '' ? previous.size : 0;
  // The first 409 tells the size the witness stands at; one after that comes of another publisher, and the next call settles it.
  for (let attempt = 1; ; attempt++) {
    const response = await send(question, knownSize);
    if (response === undefined) return without({ kind: 'unreachable' });
    if (response.status === 200) return readCosignature(question, response.body);
    const stands = response.status === 409 ? decodeDecimal(response.body.replace(/\n$/, '')) : undefined;
    if (stands === undefined || (stands <= checkpoint.size && attempt === 2))
      return without({ kind: 'refused', status: response.status });
    if (stands > checkpoint.size) return without({ kind: 'ahead', size: stands });
    knownSize = stands;
  }
}

type Unnamed<Outcome> = Outcome extends WitnessOutcome ? Omit<Outcome, 'witness'> : never;

async function send(
  { log, witness, message, checkpoint, options }: Question,
  oldSize: number,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  const path = await log.consistencyProof(oldSize, checkpoint.size);
  const { ask, signal } = options;
  const aborted = Promise.withResolvers<undefined>();
  const abort = (): void => aborted.resolve(undefined);
  if (signal?.aborted) return undefined;
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const answer = ask(witness.name, formatAddCheckpoint(oldSize, path, message));
    return await Promise.race([answer, aborted.promise]);
  } catch {
    return undefined;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function readCosignature({ witness, checkpoint }: Question, body: string): Promise<Answer> {
  const bad: Answer = { outcome: { witness: witness.name, kind: 'bad_answer' }, lines: '' };
  if (!body.endsWith('\n') || body.length > maxAnswerLength) return bad;
  const signatures = body.slice(0, -1).split('\n').map(parseSignature);
  if (!signatures.every((signature) => signature !== undefined)) return bad;
  const answered: Checkpoint = { ...checkpoint, note: { text: checkpoint.note.text, signatures } };
  const check = await checkSignature(answered.note, witness);
  if (check.kind !== 'valid') return bad;
  // Only the lines of the witness's known key are taken over; any others are nobody's we know.
  const lines = linesBy(answered, witness);
  return { outcome: { witness: witness.name, kind: 'cosigned', timestampS: check.timestampS }, lines };
}
