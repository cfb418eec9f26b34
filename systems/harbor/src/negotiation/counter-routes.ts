import { defineRoute, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import { bodySchemas } from '../document-schemas.ts';
import { chosenTermsSchema, documentIdSchema, partySchema } from '../views.ts';
import type { CounterDraft } from './counter.ts';
import type { CounterOfferView } from './counter-views.ts';

type ById = { readonly id: string };

const byId = z.strictObject({ id: documentIdSchema });
const counterDraft: z.ZodType<CounterDraft> = z.strictObject({
  chosen: chosenTermsSchema,
  reason: textSchema(2000, 1),
});
const counterOfferView: z.ZodType<CounterOfferView> = z.strictObject({
  id: documentIdSchema,
  party: partySchema,
  reason: z.string(),
  atMs: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
  isOpen: z.boolean(),
  next: documentIdSchema.nullable().meta({ description: 'The contract that has come of it' }),
  terms: bodySchemas.contract,
  changed: z.array(
    z.strictObject({
      product: documentIdSchema.nullable(),
      asked: bilingualSchema.nullable(),
      offered: bilingualSchema.nullable(),
    }),
  ),
  kept: z.array(bilingualSchema),
});

/** What providers have answered to a contract with other terms. */
export const listCounterOffers: Route<{
  params: ById;
  replies: { 200: readonly CounterOfferView[] };
}> = defineRoute({
  method: 'GET',
  path: '/contracts/:id/counter-offers',
  summary: { en: 'Counter-offers to a contract, term by term', zh: '合同的反要约及逐条对比' },
  tags: ['contracts'],
  params: byId,
  responses: { 200: z.array(counterOfferView) },
  errors: ['contract.not_found'],
  access: [],
  audit: { none: 'party' },
});

/** Answers a contract with other terms as one of its providers; the node's connector offers them to the consumer's. */
export const postCounterOffer: Route<{
  params: ById;
  body: CounterDraft;
  replies: { 201: ById };
}> = defineRoute({
  method: 'POST',
  path: '/contracts/:id/counter-offers',
  summary: { en: 'Answer a contract with other terms', zh: '提出反要约' },
  tags: ['contracts'],
  params: byId,
  body: counterDraft,
  responses: { 201: byId },
  errors: [
    'contract.not_found',
    'contract.not_provider',
    'contract.decided',
    'contract.same_terms',
    'contract.ended',
    'contract.declined',
    'contract.replaced',
    'contract.expired',
    'contract.not_yet_valid',
    'plan.not_offered',
    'contract.terms_unknown',
    'contract.needs_computation',
    'product.not_listed',
    'product.suspended',
    'product.withdrawn',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'contract.counter',
  stepUp: true,
});

/** Accepts a counter-offer as the contract's consumer: signs its terms as the contract that takes the other's place. Answers with its id. */
export const postCounterAcceptance: Route<{ params: ById; replies: { 201: ById } }> = defineRoute({
  method: 'POST',
  path: '/counter-offers/:id/acceptance',
  summary: { en: 'Accept a counter-offer', zh: '接受反要约' },
  tags: ['contracts'],
  params: byId,
  responses: { 201: byId },
  errors: [
    'counter_offer.not_found',
    'contract.decided',
    'contract.ended',
    'contract.declined',
    'contract.replaced',
    'contract.expired',
    'contract.not_yet_valid',
    'contract.terms_unknown',
    'contract.needs_computation',
    'product.not_listed',
    'product.suspended',
    'product.withdrawn',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'contract.accept_counter',
  stepUp: true,
});
