import type { Writable } from 'node:stream';

/**
 * Writes chunks and ends the stream. Each is with the system before the next is asked for, so that a source may use its memory again;
 * the source reads ahead meanwhile, or nobody does. Where either side fails, the stream is destroyed.
 */
export async function flowInto(chunks: AsyncIterable<Uint8Array>, sink: Writable): Promise<void> {
  let stop: ((fault: Error) => void) | undefined;
  let fault: Error | undefined;
  const onFault = (error?: Error): void => {
    fault ??= error ?? sink.errored ?? new Error('The stream was closed.');
    stop?.(fault);
  };
  const handed = (hand: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      stop = reject;
      if (fault) reject(fault);
      else hand((error) => (error ? reject(error) : resolve()));
    });
  sink.on('error', onFault).once('close', onFault);
  if (sink.destroyed) onFault();
  try {
    for await (const chunk of chunks) await handed((done) => sink.write(chunk, done));
    await handed((done) => sink.end(done));
  } catch (error) {
    sink.destroy(error as Error);
    throw error;
  } finally {
    sink.off('close', onFault);
    // A destroyed stream tells its fault later; it is known here.
    if (!sink.destroyed) sink.off('error', onFault);
  }
}
