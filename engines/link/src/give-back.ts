/**
 * Frees a buffer's memory at once, where it shares it with no other. Left to the collector, the megabytes that pass through a channel
 * have it walk all that the process holds, again and again.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
