import { usccSchema } from '@finharbor/kernel/contract';

/** Whether this is a unified social credit code, however it was typed. */
export function isCode(text: string): boolean {
  return usccSchema.safeParse(text.trim().toUpperCase()).success;
}
