import type { Client, Connection, Submittable } from 'pg';

/** Bytes of a message at most: the server begins with the rows of one while the next is on its way. */
const chunkBytes = 1 << 16;

/** pg's own part of a connection that COPY needs; it hands it to whatever is submitted. */
type CopyConnection = Connection & {
  sendCopyFromChunk(bytes: Buffer): void;
  endCopyFrom(): void;
  stream: { cork(): void; uncork(): void };
};

/**
 * Runs statements as one transaction; what its COPYs read, one after the other, goes out with them at once, so that everything takes one
 * way there and back. `take` gets what a COPY to the client answers, row by row; what it throws is thrown when all has come.
 */
export async function runCopying(
  client: Client,
  statements: readonly string[],
  {
    inputs = [],
    take,
  }: { readonly inputs?: readonly Uint8Array[]; readonly take?: (row: Uint8Array) => void },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let fault: unknown;
  // What is thrown here would not reach the caller, and the session would wait for ever.
  const takeRow = (row: Uint8Array): void => {
    try {
      if (fault === undefined) take?.(row);
    } catch (error) {
      fault = error;
    }
  };
  const submittable = {
    submit(connection: CopyConnection) {
      connection.stream.cork();
      connection.query(statements.join(';\n'));
      for (const input of inputs) {
        const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
        for (let at = 0; at < bytes.length; at += chunkBytes)
          connection.sendCopyFromChunk(bytes.subarray(at, at + chunkBytes));
        connection.endCopyFrom();
      }
      connection.stream.uncork();
    },
    handleError: reject,
    handleReadyForQuery: () => (fault === undefined ? resolve() : reject(fault)),
    handleCopyData: ({ chunk }: { readonly chunk: Uint8Array }) => takeRow(chunk),
    handleCopyInResponse() {},
    handleRowDescription() {},
    handleDataRow() {},
    handleCommandComplete() {},
    handleEmptyQuery() {},
  };
  client.query(submittable as unknown as Submittable);
  await promise;
}
