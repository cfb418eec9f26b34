import { createHash, type Hash } from 'node:crypto';
import { FinharborError, fail } from '@finharbor/kernel';
import type { Channel } from './channel.ts';

type Message = { readonly label: string; readonly payload: Uint8Array<ArrayBuffer> };

class End {
  readonly queue: Message[] = [];
  readonly sent: Hash = createHash('sha256');
  readonly received: Hash = createHash('sha256');
  readonly count = { bytesSent: 0, bytesReceived: 0, messagesSent: 0, messagesReceived: 0 };
  gone: string | undefined;
  wake: (() => void) | undefined;
}

/** Two ends of a channel within one process: for protocols run on one machine and for their tests. Unbounded, never lossy. */
export function memoryChannels(a: string, b: string): readonly [Channel, Channel] {
  const ends = [new End(), new End()] as const;
  return [end(ends[0], ends[1], b), end(ends[1], ends[0], a)];
}

function end(self: End, other: End, peer: string): Channel {
  const leave = (code: string): void => {
    other.gone ??= code;
    self.gone ??= code;
    other.wake?.();
    self.wake?.();
  };
  return {
    peer,
    async send(label, payload) {
      if (self.gone) fail('link.peer_gone', `${peer} has left the session (${self.gone}).`);
      self.sent.update(label).update(payload);
      self.count.bytesSent += payload.length;
      self.count.messagesSent += 1;
      other.queue.push({ label, payload: payload.slice() as Uint8Array<ArrayBuffer> });
      other.wake?.();
    },
    receive: (label) => take(self, { label, peer }),
    traffic: () => ({ ...self.count }),
    transcript: () => ({
      sent: self.sent.copy().digest('hex'),
      received: self.received.copy().digest('hex'),
    }),
    async close() {
      leave('closed');
    },
    abort: leave,
  };
}

async function take(self: End, want: { label: string; peer: string }): Promise<Uint8Array<ArrayBuffer>> {
  while (self.queue.length === 0) {
    if (self.gone) fail('link.peer_gone', `${want.peer} has left the session (${self.gone}).`);
    await new Promise<void>((resolve) => {
      self.wake = resolve;
    });
  }
  const message = self.queue.shift()!;
  if (message.label !== want.label)
    throw new FinharborError({
      code: 'link.unexpected_label',
      publicMessage: `${want.peer} sent "${message.label}" where "${want.label}" was due.`,
    });
  self.received.update(message.label).update(message.payload);
  self.count.bytesReceived += message.payload.length;
  self.count.messagesReceived += 1;
  return message.payload;
}
