import { z } from 'zod';
import type { Body } from '../documents.ts';
import type { DeliveryWay } from './ways.ts';

/** What a delivery's job asks for, of the one product of its contract: in which way its rows come. */
export type DeliveryPlan = { readonly way: DeliveryWay };

/** The same as zod. */
export const deliveryPlanSchema: z.ZodType<DeliveryPlan> = z.strictObject({ way: z.enum(['pull', 'push']) });

/** What a delivery's job asks for; undefined where its plan says something else. */
export function deliveryPlanOf({ plan }: Pick<Body<'job'>, 'plan'>): DeliveryPlan | undefined {
  return deliveryPlanSchema.safeParse(plan).data;
}
