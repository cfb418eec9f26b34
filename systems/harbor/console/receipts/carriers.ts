import type { Carrier } from '@finharbor/harbor/contract';
import { z } from 'zod';

const carriers: z.ZodType<readonly Carrier[]> = z.array(
  z.object({
    product: z.string(),
    agreement: z.string(),
    consumerPid: z.string(),
    providerPid: z.string(),
  }),
);

/** The transfers that a receipt names; a receipt may be anybody's file, and those from before jobs were transfers name none. */
export function readCarriers(value: unknown): readonly Carrier[] {
  return carriers.safeParse(value).data ?? [];
}
