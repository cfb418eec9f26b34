import { z } from 'zod';
import type { DeliveryWay } from './ways.ts';

/** What came of a delivery: at its consumer what landed, at its provider what left. */
export type DeliveryResult = {
  readonly way: DeliveryWay;
  readonly rows: number;
  readonly bytes: number;
  /** Of the file, in hex: the same on both sides, and what both receipts commit to. */
  readonly sha256: string;
};

/** A delivery's result, as zod. */
export const deliveryResult: z.ZodType<DeliveryResult> = z.object({
  way: z.enum(['pull', 'push']),
  rows: z.number(),
  bytes: z.number(),
  sha256: z.string(),
});
