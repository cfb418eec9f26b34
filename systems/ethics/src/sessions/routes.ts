import { type Bilingual, dateSchema, defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { anybody, bilingual, fieldSchema, open, prose, said, secretaries, shared } from '../schemas.ts';
import type { Field } from '../words.ts';

/** A session as everybody may know it. */
export type SessionView = {
  readonly id: string;
  readonly number: number;
  readonly heldOn: string;
  readonly place: Bilingual;
  readonly agenda: readonly Bilingual[];
  readonly state: 'planned' | 'held' | 'cancelled';
  /** Of which fields somebody was there. */
  readonly present: readonly Field[];
  readonly attended: number;
};
/** A session that is planned. */
export type NewSession = Pick<SessionView, 'id' | 'heldOn' | 'place' | 'agenda'>;
/** What was written down of a session, and which members were there. */
export type Minutes = { readonly attended: readonly string[]; readonly minutes: string };

const byId = z.strictObject({ id: z.uuid() });
type ById = { readonly id: string };
const sessionSchema: z.ZodType<SessionView> = z
  .strictObject({
    ...{ id: z.string(), number: z.int(), heldOn: dateSchema, place: said, agenda: z.array(said).readonly() },
    ...{ state: z.enum(['planned', 'held', 'cancelled']), present: z.array(fieldSchema).readonly() },
    attended: z.int(),
  })
  .meta({ id: 'EthicsSession' });
const minutesSchema: z.ZodType<Minutes> = z.strictObject({
  attended: z.array(z.uuid()).min(1).max(100).readonly(),
  minutes: prose,
});

/** `GET /ethics/sessions`: the calendar of sessions, the latest first. */
export const listSessions: Route<{ replies: { 200: { readonly items: readonly SessionView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/sessions',
    summary: { en: 'Sessions of the ethics committee', zh: '伦理委员会会议' },
    responses: { 200: z.strictObject({ items: z.array(sessionSchema).readonly() }) },
    errors: [],
  });

/** `POST /ethics/sessions`: plan one; with the same id again, the one that is there. */
export const postSession: Route<{ body: NewSession; replies: { 201: SessionView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/sessions',
  summary: { en: 'Plan a session', zh: '安排会议' },
  body: z.strictObject({
    ...{ id: z.uuid(), heldOn: dateSchema, place: bilingual },
    agenda: z.array(bilingual).min(1).max(50).readonly(),
  }),
  responses: { 201: sessionSchema },
  errors: ['ethics.differs'],
  access: secretaries,
  audit: 'ethics.plan_session',
});

/** `PUT /ethics/sessions/:id/minutes`: it was held; a member of each of the five fields, in office that day, was there. */
export const putMinutes: Route<{ params: ById; body: Minutes; replies: { 200: SessionView } }> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/ethics/sessions/:id/minutes',
  summary: { en: 'Keep the minutes of a session', zh: '记录会议纪要' },
  params: byId,
  body: minutesSchema,
  responses: { 200: sessionSchema },
  errors: ['ethics.not_found', 'ethics.no_quorum', 'ethics.session_over'],
  access: secretaries,
  audit: 'ethics.keep_minutes',
});

/** `POST /ethics/sessions/:id/cancellation`: it is not held. */
export const postSessionCancellation: Route<{ params: ById; replies: { 200: SessionView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/sessions/:id/cancellation',
  summary: { en: 'Cancel a session', zh: '取消会议' },
  params: byId,
  responses: { 200: sessionSchema },
  errors: ['ethics.not_found', 'ethics.session_over'],
  access: secretaries,
  audit: 'ethics.cancel_session',
});

/** `GET /ethics/sessions/:id/minutes`: for members, the secretary and the bureau. */
export const getMinutes: Route<{ params: ById; replies: { 200: Minutes } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/ethics/sessions/:id/minutes',
  summary: { en: 'Minutes of a session', zh: '会议纪要' },
  params: byId,
  responses: {
    200: z.strictObject({ attended: z.array(z.string()).readonly(), minutes: z.string() }),
  },
  errors: ['ethics.not_found'],
  access: anybody,
  audit: 'ethics.read_minutes',
});
