import { instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { accountSchema, bilingual, caseIdSchema, publicCaseSchema, valuesSchema } from '../schemas.ts';
import type { SeenEvent } from './seen.ts';
import type { CaseView } from './view.ts';

const named = { name: z.string(), title: bilingual };
const texts = z.array(z.string()).readonly();

const file = z.strictObject({ sha256: z.string(), name: z.string(), type: z.string(), bytes: z.int() });

const term = z.strictObject({
  ...{ ...named, startedOn: z.iso.date(), dueMs: instantSchema, promisedMs: instantSchema.nullable() },
  isSuspended: z.boolean().meta({ description: 'Something is awaited from outside: the days stand still' }),
  isProvisional: z
    .boolean()
    .meta({ description: 'Counted over a year whose holidays are not announced yet' }),
  ...{ isPromiseOver: z.boolean(), isOver: z.boolean(), extendedDays: z.int(), basis: bilingual.nullable() },
});

const step = z.strictObject({
  ...{ ...named, to: z.string() },
  form: z
    .string()
    .nullable()
    .meta({ description: 'The form to fill in: its JSON Schema is in the procedure' }),
  asksReason: z.boolean(),
  missing: texts.meta({ description: 'Documents that have to be attached first' }),
});

const opinion = z.strictObject({
  ...{ seat: z.int(), verdict: z.enum(['for', 'against', 'abstain']), form: z.unknown() },
});

const panel = z.strictObject({
  ...{ form: z.string(), quorum: z.int(), isBlind: z.boolean(), mySeat: z.int().nullable() },
  seats: z
    .array(z.strictObject({ account: z.string(), weight: z.number() }))
    .readonly()
    .nullable(),
  opinions: z.array(opinion).readonly(),
});

const may = z.strictObject({
  ...{ assign: z.boolean(), seat: z.boolean(), exclude: z.boolean(), comment: z.boolean() },
  ...{ internal: z.boolean(), attach: texts, extend: texts, opine: z.string().nullable() },
});

/** A case as its reader may see it. */
export const caseSchema: z.ZodType<CaseView> = z
  .strictObject({
    id: caseIdSchema,
    number: z.string().meta({ description: 'As people call it: TS-2026-000012' }),
    procedure: z.strictObject({ ...named, version: z.int() }),
    subject: z.string(),
    state: z.strictObject(named),
    ended: z.strictObject({ outcome: z.string(), atMs: instantSchema }).nullable(),
    openedAtMs: instantSchema,
    revision: z.int().meta({ description: 'Send it along with what you do: who saw an older one is told' }),
    standing: z.enum(['applicant', 'office', 'seat']).meta({ description: 'How you stand to the case' }),
    applicant: z.strictObject({ party: z.string(), account: accountSchema }),
    assignee: z.string().nullable(),
    forms: z.record(z.string(), z.unknown()).meta({ description: 'What was filled in, by form' }),
    documents: z.array(z.strictObject({ ...named, files: z.array(file).readonly() })).readonly(),
    terms: z.array(term).readonly(),
    steps: z.array(step).readonly().meta({ description: 'What you may do now' }),
    may,
    panel: panel.nullable(),
    excluded: texts,
    published: publicCaseSchema.nullable(),
    objectsTo: z.string().nullable().meta({ description: 'The number of the case that this one objects to' }),
    objections: z
      .array(z.strictObject({ id: caseIdSchema, number: z.string() }))
      .readonly()
      .meta({ description: 'To the office: the cases that object to what was published of this one' }),
    letters: z
      .array(z.strictObject({ seq: z.int(), atMs: instantSchema, title: bilingual }))
      .readonly()
      .meta({ description: 'What the applicant was written, by the number of its event' }),
    isWatched: z.boolean(),
    names: valuesSchema.meta({ description: 'What people call the accounts above' }),
  })
  .meta({ id: 'Case' });

/** Something that happened to a case, and to its reader’s eyes. */
export const eventSchema: z.ZodType<SeenEvent> = z
  .strictObject({
    seq: z.int(),
    atMs: instantSchema,
    type: z.string().meta({ description: 'opened, stepped, opined, assigned, commented, attached …' }),
    by: z.string().nullable().meta({ description: 'An account, or "clock"' }),
    isInternal: z.boolean(),
    data: valuesSchema.meta({ description: 'What the event says, by its type' }),
  })
  .meta({ id: 'CaseEvent' });
