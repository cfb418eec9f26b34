import { fail } from '@finharbor/kernel';
import { receiveExactly } from '../ot/wire.ts';
import type { EcdhRun } from './session.ts';

/** The receiver's word on whether enough is common. */
export async function sayEnough({ channel }: EcdhRun, isEnough: boolean): Promise<void> {
  await channel.send('ecdh/enough', Uint8Array.of(Number(isEnough)));
}

/** Errors: `fusion.bad_message`. */
export async function hearEnough({ channel }: EcdhRun): Promise<boolean> {
  const [word] = await receiveExactly(channel, 'ecdh/enough', 1);
  if (word! > 1) fail('fusion.bad_message', `${channel.peer} sent neither yes nor no (ecdh/enough).`);
  return word === 1;
}
