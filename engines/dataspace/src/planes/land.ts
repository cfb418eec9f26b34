import type { Readable } from 'node:stream';
import type { Landing } from './landing.ts';

/** How data is brought to the disk while more comes in. */
export type LandOptions = {
  /** Bytes after which the next checkpoint begins, where none is under way. */
  readonly checkpointBytes: number;
  /** Bytes of the whole that may be there at the end; more is the fault of `tooMuch`. */
  readonly mostBytes: number;
  readonly tooMuch: () => never;
  /** Told now and then how many bytes are on the disk. */
  readonly onCertain: (bytes: number) => Promise<void>;
};

const bufferBytes = 1 << 20;

/**
 * Writes a stream to its end, all of it on the disk then; where it breaks, what came before is written. The disk works while the line
 * does: at the end only the rest is waited for. Errors: those of the stream, of the landing and of `onCertain`.
 */
export async function land(landing: Landing, stream: Readable, options: LandOptions): Promise<void> {
  const disk = checkpoints(landing, options);
  // One is filled while the other is written. Small pieces would each live until they are, which collecting them pays for.
  let [filling, writing] = [Buffer.allocUnsafeSlow(bufferBytes), Buffer.allocUnsafeSlow(bufferBytes)];
  let filled = 0;
  let came = landing.size();
  const flush = async (): Promise<void> => {
    const full = filling.subarray(0, filled);
    [filling, writing] = [writing, filling];
    filled = 0;
    await landing.write(full);
    disk.look();
  };
  const fill = async (chunk: Uint8Array): Promise<void> => {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + bufferBytes - filled);
      filling.set(piece, filled);
      filled += piece.length;
      at += piece.length;
      if (filled === bufferBytes) await flush();
    }
  };
  try {
    await eachChunk(stream, (chunk) => {
      came += chunk.length;
      if (came > options.mostBytes) options.tooMuch();
      if (filled + chunk.length >= bufferBytes) return fill(chunk);
      filling.set(chunk, filled);
      filled += chunk.length;
      return undefined;
    });
  } finally {
    await flush();
    await disk.end();
  }
  await landing.sync();
}

/**
 * Takes the chunks of a stream as they come, and holds it back while one is waited for. To iterate over it would copy all that waits
 * into one chunk each time. Errors: those of the stream and of `take`, which end it.
 */
function eachChunk(stream: Readable, take: (chunk: Uint8Array) => Promise<void> | undefined): Promise<void> {
  // A stream that broke before anybody listened tells nobody any more.
  if (stream.destroyed) return Promise.reject(stream.errored ?? closed());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (error: Error): void => {
    reject(error);
    stream.destroy();
  };
  stream
    .on('error', reject)
    .once('end', resolve)
    .once('close', () => reject(closed()))
    .on('data', (chunk: Uint8Array) => {
      try {
        const waiting = take(chunk);
        if (!waiting) return;
        stream.pause();
        waiting.then(() => stream.resume(), stop);
      } catch (error) {
        stop(error as Error);
      }
    });
  return promise;
}

const closed = (): Error => new Error('The stream was closed.');

type Checkpoints = {
  /** Begins one where it is time. Errors: those of the one before. */
  readonly look: () => void;
  readonly end: () => Promise<void>;
};

function checkpoints(landing: Landing, { checkpointBytes, onCertain }: LandOptions): Checkpoints {
  let begun = landing.size();
  let running: Promise<void> | undefined;
  let failed: { readonly cause: unknown } | undefined;
  const once = async (): Promise<void> => {
    try {
      await landing.checkpoint();
      await onCertain(landing.certain());
    } catch (cause) {
      failed = { cause };
    }
    running = undefined;
  };
  const mayGoOn = (): void => {
    if (failed) throw failed.cause;
  };
  return {
    look: () => {
      mayGoOn();
      if (running || landing.size() - begun < checkpointBytes) return;
      begun = landing.size();
      running = once();
    },
    end: async () => {
      await running;
      mayGoOn();
    },
  };
}
