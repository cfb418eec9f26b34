import { dateSchema, defineRoute, type Route, type Uscc, usccSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { anybody, fieldSchema, line, open, readers, shared } from '../schemas.ts';
import type { Field } from '../words.ts';
import type { Office } from './members.ts';

const offices = ['member', 'deputy', 'chair'] as const;
/** Kinds of interest in a firm. */
export const interests = ['employer', 'shares', 'adviser', 'kin', 'rival', 'other'] as const;
/** A kind of interest in a firm. */
export type Interest = (typeof interests)[number];

/** A term of office; its last day is not part of it. */
export type Term = { readonly fromOn: string; readonly untilOn: string; readonly office: Office };
/** A member as everybody may know them. */
export type MemberView = {
  readonly id: string;
  readonly name: string;
  readonly field: Field;
  readonly employer: string;
  readonly terms: readonly Term[];
  /** Whether a term runs today. */
  readonly isSitting: boolean;
};
/** Somebody new on the committee. */
export type NewMember = Term & {
  readonly id: string;
  /** By its sign-in name or its id. */
  readonly account: string;
  readonly name: string;
  readonly field: Field;
  readonly employer: string;
  /** The employer's code, where it is a firm. */
  readonly employerUscc: Uscc | null;
};

const id = z.uuid();
const term = { fromOn: dateSchema, untilOn: dateSchema, office: z.enum(offices) };
const memberSchema: z.ZodType<MemberView> = z
  .strictObject({
    ...{ id, name: z.string(), field: fieldSchema, employer: z.string(), isSitting: z.boolean() },
    terms: z.array(z.strictObject(term)).readonly(),
  })
  .meta({ id: 'EthicsMember' });

/** `GET /ethics/committee`: who is on the committee, and when. */
export const getCommittee: Route<{ replies: { 200: { readonly items: readonly MemberView[] } } }> =
  defineRoute({
    ...shared,
    ...open,
    method: 'GET',
    path: '/ethics/committee',
    summary: { en: 'The ethics committee', zh: '金融科技伦理委员会' },
    responses: { 200: z.strictObject({ items: z.array(memberSchema).readonly() }) },
    errors: [],
  });

/** `POST /ethics/members`: appoint somebody; with the same id again, the member that is there. */
export const postMember: Route<{ body: NewMember; replies: { 201: MemberView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/members',
  summary: { en: 'Appoint a member', zh: '聘任委员' },
  body: z.strictObject({
    ...{ id, account: z.string().min(1).max(64), name: line, field: fieldSchema, employer: line },
    ...{ employerUscc: usccSchema.nullable(), ...term },
  }),
  responses: { 201: memberSchema },
  errors: [
    'ethics.no_account',
    ...['ethics.on_committee', 'ethics.differs', 'ethics.term_backwards', 'ethics.terms_overlap'],
  ],
  access: ['bureau'],
  audit: 'ethics.appoint',
  stepUp: true,
});

/** `PUT /ethics/members/:id/terms/:fromOn`: a further term, or another last day of one. */
export const putTerm: Route<{
  params: { readonly id: string; readonly fromOn: string };
  body: Omit<Term, 'fromOn'>;
  replies: { 200: MemberView };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/ethics/members/:id/terms/:fromOn',
  summary: { en: 'Set a term of office', zh: '设定任期' },
  params: z.strictObject({ id, fromOn: dateSchema }),
  body: z.strictObject({ untilOn: dateSchema, office: z.enum(offices) }),
  responses: { 200: memberSchema },
  errors: ['ethics.not_found', 'ethics.term_backwards', 'ethics.terms_overlap'],
  access: ['bureau'],
  audit: 'ethics.set_term',
});

/** A member's interest in a firm. */
export type ConflictView = {
  readonly id: string;
  readonly member: string;
  readonly uscc: string;
  readonly kind: Interest;
  readonly note: string;
  /** By the member; otherwise it was found. */
  readonly isDeclared: boolean;
};
type NewConflict = Omit<ConflictView, 'isDeclared' | 'uscc'> & { readonly uscc: Uscc };

const stated = { id, uscc: usccSchema, kind: z.enum(interests), note: line };
const conflictSchema: z.ZodType<ConflictView> = z.strictObject({
  ...{ id, member: id, uscc: z.string(), kind: z.enum(interests), note: z.string(), isDeclared: z.boolean() },
});
const conflicts: z.ZodType<{ readonly items: readonly ConflictView[] }> = z.strictObject({
  items: z.array(conflictSchema).readonly(),
});

/** `GET /ethics/conflicts`: interests of all members. */
export const listConflicts: Route<{ replies: { 200: { readonly items: readonly ConflictView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/ethics/conflicts',
    summary: { en: 'Interests of members', zh: '委员利害关系登记' },
    responses: { 200: conflicts },
    errors: [],
    access: readers,
    audit: 'ethics.list_conflicts',
  });

/** `POST /ethics/conflicts`: an interest that was found; the member is kept out of that firm's reviews at once. */
export const postConflict: Route<{ body: NewConflict; replies: { 201: ConflictView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/conflicts',
  summary: { en: 'Record an interest of a member', zh: '登记委员利害关系' },
  body: z.strictObject({ ...stated, member: id }),
  responses: { 201: conflictSchema },
  errors: ['ethics.not_found', 'ethics.differs'],
  access: readers,
  audit: 'ethics.find_conflict',
});

/** `GET /ethics/own-conflicts`: what the caller has declared, or was found. */
export const listOwnConflicts: Route<{ replies: { 200: { readonly items: readonly ConflictView[] } } }> =
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/ethics/own-conflicts',
    summary: { en: 'My interests', zh: '我的利害关系' },
    responses: { 200: conflicts },
    errors: ['ethics.not_a_member'],
    access: anybody,
    audit: { none: 'own' },
  });

/** `POST /ethics/own-conflicts`: declare one. */
export const postOwnConflict: Route<{
  body: Omit<NewConflict, 'member'>;
  replies: { 201: ConflictView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/ethics/own-conflicts',
  summary: { en: 'Declare an interest', zh: '申报利害关系' },
  body: z.strictObject(stated),
  responses: { 201: conflictSchema },
  errors: ['ethics.not_a_member', 'ethics.differs'],
  access: anybody,
  audit: 'ethics.declare_conflict',
});
