import { createHmac } from 'node:crypto';
import type { YuanContext } from '../context.ts';

/** What stands for a person in one campaign: nobody without the process's key can tell whom, nor that two campaigns have met the same. */
export function entryOf({ sealKey }: Pick<YuanContext, 'sealKey'>, campaign: string, holder: string): string {
  const key = createHmac('sha256', sealKey).update(`finharbor/yuan-entries/1\n${campaign}`).digest();
  return createHmac('sha256', key).update(holder).digest('hex');
}
