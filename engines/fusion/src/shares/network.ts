import { codeOf, FinharborError, fail } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';

/** No message is larger than this, so memory stays bounded on both sides. */
const maxMessageBytes = 1_048_576;

/** Sends bytes in pieces of at most 1 MiB under one label. Errors: `fusion.peer_gone`. */
export async function sendBytes(channel: Channel, label: string, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += maxMessageBytes)
    await naming(channel, channel.send(label, bytes.subarray(at, at + maxMessageBytes)));
}

/** Receives exactly `size` bytes sent by `sendBytes`. Errors: `fusion.peer_gone`, `fusion.malformed_message`. */
export async function receiveBytes(
  channel: Channel,
  label: string,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const piece = await naming(channel, channel.receive(label));
    if (piece.length === 0 || at + piece.length > size)
      fail('fusion.malformed_message', `${channel.peer} sent a message "${label}" of the wrong size.`);
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Turns the transport's "peer gone" into this package's fault, which names the peer; other faults pass unchanged. */
export async function naming<T>(channel: Channel, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (codeOf(cause) !== 'link.peer_gone') throw cause;
    const reason = cause instanceof FinharborError ? cause.publicMessage : '';
    return fail(
      'fusion.peer_gone',
      `${channel.peer} left before the computation was finished. Start it again. ${reason}`.trim(),
      cause,
    );
  }
}

/** Runs a session's work; whatever ends it early ends all its channels, so that nobody is left waiting. */
export async function endTogether<T>(channels: Iterable<Channel>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const channel of channels) channel.abort(codeOf(error));
    throw error;
  }
}
