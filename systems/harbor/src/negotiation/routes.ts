import type { NegotiationState, Reason, Role } from '@finharbor/dataspace';
import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema, partySchema } from '../views.ts';

/** One step of a negotiation. */
export type NegotiationStep = {
  readonly message: string;
  readonly by: Role;
  readonly state: NegotiationState;
  readonly reason: Reason | null;
  readonly atMs: number;
};

/** A negotiation of a contract, as people see it: with whom, about which product, how far, and why it ended. */
export type NegotiationView = {
  readonly pid: string;
  readonly role: Role;
  readonly party: string;
  readonly product: string;
  readonly state: NegotiationState;
  readonly reason: Reason | null;
  readonly agreement: string | null;
  readonly updatedAtMs: number;
  readonly steps: readonly NegotiationStep[];
};

const states = ['REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED', 'FINALIZED', 'TERMINATED'] as const;
const stateSchema = z.enum(states);
const roleSchema = z.enum(['consumer', 'provider']);
const reasonSchema = z.strictObject({ code: z.string(), text: z.array(z.string()) }).nullable();

const negotiationView: z.ZodType<NegotiationView> = z.strictObject({
  pid: z.string(),
  role: roleSchema.meta({ description: "This node's side" }),
  party: partySchema,
  product: documentIdSchema,
  state: stateSchema.meta({ description: 'A state of the Dataspace Protocol 2025-1' }),
  reason: reasonSchema,
  agreement: z.string().nullable(),
  updatedAtMs: z.number(),
  steps: z.array(
    z.strictObject({
      message: z.string(),
      by: roleSchema,
      state: stateSchema,
      reason: reasonSchema,
      atMs: z.number(),
    }),
  ),
});

/** How a contract is being agreed on, product by product, between this node's connector and the others'. */
export const listNegotiations: Route<{
  params: { readonly id: string };
  replies: { 200: readonly NegotiationView[] };
}> = defineRoute({
  method: 'GET',
  path: '/contracts/:id/negotiations',
  summary: { en: 'How a contract is negotiated', zh: '合同磋商过程' },
  tags: ['contracts'],
  params: z.strictObject({ id: documentIdSchema }),
  responses: { 200: z.array(negotiationView) },
  errors: ['contract.not_found'],
  access: [],
  audit: { none: 'party' },
});
