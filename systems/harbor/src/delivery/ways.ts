import { z } from 'zod';
import type { Body } from '../documents.ts';

/** How a product may be had: computed with and never shown, or its rows as a file that the consumer fetches (pull) or is sent (push). */
export const deliveries = ['computation', 'pull', 'push'] as const;
/** One of them. */
export type Delivery = (typeof deliveries)[number];
/** A way in which rows leave their holder. */
export type DeliveryWay = Exclude<Delivery, 'computation'>;
/** These. */
export const deliveryWays: readonly DeliveryWay[] = ['pull', 'push'];

/** How a product may be had, as zod. */
export const deliveriesSchema: z.ZodType<readonly Delivery[]> = z
  .array(z.enum(deliveries))
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'No way may stand there twice');

/** How a product may be had; one that says nothing is computed with and never shown. */
export function deliveriesOf({ deliveries: said }: Pick<Body<'product'>, 'deliveries'>): readonly Delivery[] {
  return said ?? ['computation'];
}

/** In which ways its rows may be had as a file; none where they stay with their holder. */
export function waysOf(product: Pick<Body<'product'>, 'deliveries'>): readonly DeliveryWay[] {
  const said = deliveriesOf(product);
  return deliveryWays.filter((way) => said.includes(way));
}
