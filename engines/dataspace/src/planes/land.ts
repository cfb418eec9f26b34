import { batches, type Landing } from './landing.ts';

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

/**
 * Writes a stream to its end, all of it on the disk then. The disk works while the line does: at the end only the rest is waited for.
 * Errors: those of the stream, of the landing and of `onCertain`.
 */
export async function land(
  landing: Landing,
  stream: AsyncIterable<Uint8Array>,
  { checkpointBytes, mostBytes, tooMuch, onCertain }: LandOptions,
): Promise<void> {
  let begun = landing.size();
  let came = begun;
  const disk: { running?: Promise<void> | undefined; failed?: { readonly cause: unknown } } = {};
  const checkpoint = async (): Promise<void> => {
    try {
      await landing.checkpoint();
      await onCertain(landing.certain());
    } catch (cause) {
      disk.failed = { cause };
    }
    disk.running = undefined;
  };
  try {
    for await (const chunks of batches(stream)) {
      if (disk.failed) break;
      for (const { length } of chunks) came += length;
      if (came > mostBytes) tooMuch();
      await landing.write(chunks);
      if (disk.running || landing.size() - begun < checkpointBytes) continue;
      begun = landing.size();
      disk.running = checkpoint();
    }
  } finally {
    await disk.running;
  }
  if (disk.failed) throw disk.failed.cause;
  await landing.sync();
}
