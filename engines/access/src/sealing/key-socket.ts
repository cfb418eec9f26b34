import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket, connect as toSocket } from 'node:net';
import { codeOf, FinharborError, fail } from '@finharbor/kernel';
import { z } from 'zod';
import type { KeyStore } from './key-store.ts';

const request = z.strictObject({
  call: z.enum(['keys', 'wrap', 'unwrap', 'sign', 'rotate']),
  keyId: z.string().max(64).default(''),
  bytes: z.base64url().max(8192).default(''),
});
type Request = z.input<typeof request>;

const answer = z.union([
  z.strictObject({ code: z.string() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ bytes: z.base64url() }),
  z.strictObject({ wrapping: z.string(), signing: z.string() }),
]);
type Answer = z.infer<typeof answer>;

const waitMs = 5_000;

/**
 * The key store of another process, reached over a Unix socket: one connection, one question in JSON, one answer. The keys stay over
 * there; who takes this process's memory or disk takes data keys in use, and no master key.
 */
export function socketKeyStore(path: string): KeyStore {
  const bytesOf = async (question: Request): Promise<Buffer> => {
    const answered = await ask(path, question);
    return 'bytes' in answered ? Buffer.from(answered.bytes, 'base64url') : unexpected();
  };
  const encoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  return {
    keys: async () => {
      const keys = await ask(path, { call: 'keys' });
      return 'wrapping' in keys ? keys : unexpected();
    },
    wrap: (keyId, key) => bytesOf({ call: 'wrap', keyId, bytes: encoded(key) }),
    unwrap: (keyId, wrapped) => bytesOf({ call: 'unwrap', keyId, bytes: encoded(wrapped) }),
    sign: (keyId, message) => bytesOf({ call: 'sign', keyId, bytes: encoded(message) }),
    rotate: async () => {
      const made = await ask(path, { call: 'rotate' });
      return 'text' in made ? made.text : unexpected();
    },
  };
}

async function ask(path: string, question: Request): Promise<Exclude<Answer, { code: string }>> {
  const socket = toSocket({ path, timeout: waitMs, allowHalfOpen: true });
  socket.on('timeout', () => socket.destroy(new Error('timeout')));
  socket.end(JSON.stringify(question));
  let answered: Answer;
  try {
    answered = answer.parse(JSON.parse(await said(socket)));
  } catch (cause) {
    return fail('sealing.keys_unavailable', 'The process that holds the keys does not answer.', cause);
  }
  if (!('code' in answered)) return answered;
  throw new FinharborError({ code: answered.code, publicMessage: 'The key store refused.' });
}

function unexpected(): never {
  return fail('sealing.keys_unavailable', 'The process that holds the keys answered something else.');
}

/** Lets other processes of this user ask a key store over a Unix socket that only the user can open. Ends with `close`. */
export async function serveKeyStore(
  store: KeyStore,
  path: string,
): Promise<{ readonly close: () => Promise<void> }> {
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => void serve(store, socket));
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(mask);
  }
  chmodSync(path, 0o600);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function serve(store: KeyStore, socket: Socket): Promise<void> {
  socket.setTimeout(waitMs, () => socket.destroy());
  try {
    const answered = await answerTo(store, request.parse(JSON.parse(await said(socket))));
    socket.end(JSON.stringify(answered));
  } catch (error) {
    // A code and nothing else: what was asked may hold a key.
    socket.end(JSON.stringify({ code: codeOf(error) }));
  }
}

async function answerTo(store: KeyStore, { call, keyId, bytes }: z.output<typeof request>): Promise<Answer> {
  if (call === 'keys') return store.keys();
  if (call === 'rotate') return { text: await store.rotate() };
  const made = await store[call](keyId, Buffer.from(bytes, 'base64url'));
  return { bytes: Buffer.from(made).toString('base64url') };
}

/** All the other side says until it ends its half; node:stream/consumers would close ours with it. */
function said(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (more) => {
      heard += String(more);
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
  });
}
