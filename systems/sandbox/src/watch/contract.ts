import {
  type Bilingual,
  bytesOf,
  dateSchema,
  defineRoute,
  emptyBody,
  instantSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { commentSchema } from '../people/contract.ts';
import { type ByNumber, byNumber, numberSchema } from '../project/contract.ts';
import { type Stage, stages } from '../project/domain.ts';
import { decimalForm } from './decimal.ts';
import type { Indicator, Reading } from './readings.ts';
import { type RecordBody, recordBody } from './record.ts';
import type { SeenRecord } from './records.ts';
import type { Supervision } from './supervision.ts';

const shared = { tags: ['pilot'] } as const;
const owners = [{ role: 'owner', over: 'party' }] as const;
const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: textSchema(80, 1), zh: textSchema(80, 1) });
const decimal = z.string().regex(decimalForm);
const indicatorName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const said = textSchema(2_000, 1);
const uuid = z.uuid();
const staged: z.ZodType<{ readonly stage: Stage }> = z.strictObject({ stage: z.enum(stages) });

/** `POST /pilots/:number/measures`: suspend, resume or stop a project. */
export const postMeasure: Route<{
  params: ByNumber;
  body: { readonly id: string; readonly kind: 'suspend' | 'resume' | 'stop'; readonly reason: string };
  replies: { 200: { readonly stage: Stage } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/measures',
  summary: { en: 'Suspend, resume or stop a pilot', zh: '暂停、恢复或终止试点' },
  params: byNumber,
  body: z.strictObject({ id: uuid, kind: z.enum(['suspend', 'resume', 'stop']), reason: said }),
  responses: { 200: staged },
  errors: ['pilot.not_found', 'pilot.not_now'],
  access: ['bureau'],
  audit: 'pilot.measure',
  stepUp: true,
});

/** `POST /pilots/:number/withdrawal`: the applicants give a project up. */
export const postWithdrawal: Route<{
  params: ByNumber;
  body: { readonly id: string; readonly reason: string };
  replies: { 200: { readonly stage: Stage } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/withdrawal',
  summary: { en: 'Give a pilot up', zh: '主动退出试点' },
  params: byNumber,
  body: z.strictObject({ id: uuid, reason: said }),
  responses: { 200: staged },
  errors: ['pilot.not_found', 'pilot.not_now'],
  access: owners,
  audit: 'pilot.withdraw',
});

const indicatorFields = {
  ...{ title: bilingual, unit: textSchema(20, 1), bound: z.enum(['at_most', 'at_least']) },
  ...{ warn: decimal, hard: decimal, everyDays: z.int().min(1).max(366) },
  halts: z.boolean().meta({ description: 'Whether a value beyond the hard bound suspends the project' }),
};

/** `PUT /pilots/:number/indicators/:indicator`: agree on an indicator with its bounds. */
export const putIndicator: Route<{
  params: ByNumber & { readonly indicator: string };
  body: Omit<Indicator, 'indicator'>;
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/pilots/:number/indicators/:indicator',
  summary: { en: 'Agree on an indicator', zh: '约定监测指标' },
  params: z.strictObject({ number: numberSchema, indicator: indicatorName }),
  body: z.strictObject(indicatorFields),
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found', 'pilot.bounds_crossed'],
  access: ['bureau', 'operator'],
  audit: 'pilot.agree_indicator',
});

const reading: z.ZodType<Reading> = z.strictObject({
  ...{ indicator: indicatorName, day: dateSchema, value: decimal },
}) as unknown as z.ZodType<Reading>;
const taken: z.ZodType<{ readonly taken: number }> = z.strictObject({ taken: z.int() });
const reporting = ['pilot.not_found', 'pilot.not_now', 'pilot.readings_wrong'] as const;

/** `POST /pilots/:number/readings`: report values of indicators. */
export const postReadings: Route<{
  params: ByNumber;
  body: { readonly readings: readonly Reading[] };
  replies: { 200: { readonly taken: number } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/readings',
  summary: { en: 'Report indicators', zh: '报送监测指标' },
  params: byNumber,
  body: z.strictObject({ readings: z.array(reading).min(1).max(1_000).readonly() }),
  responses: { 200: taken },
  errors: reporting,
  access: owners,
  audit: 'pilot.report',
});

/** `POST /pilots/:number/readings/csv`: the same as a table with the columns indicator, day, value. */
export const postReadingsCsv: Route<{
  params: ByNumber;
  body: Uint8Array;
  replies: { 200: { readonly taken: number } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/readings/csv',
  summary: { en: 'Report indicators as a table', zh: '以 CSV 报送监测指标' },
  params: byNumber,
  body: bytesOf('text/csv'),
  responses: { 200: taken },
  errors: reporting,
  access: owners,
  audit: 'pilot.report',
});

/** `POST /pilots/:number/alerts/:indicator/:day`: what was done about an alert. */
export const postAlertAnswer: Route<{
  params: ByNumber & { readonly indicator: string; readonly day: string };
  body: { readonly answer: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/alerts/:indicator/:day',
  summary: { en: 'Answer an alert', zh: '处置预警' },
  params: z.strictObject({ number: numberSchema, indicator: indicatorName, day: dateSchema }),
  body: z.strictObject({ answer: said }),
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found'],
  access: ['bureau', 'operator'],
  audit: 'pilot.answer_alert',
});

/** `PUT /pilots/:number/records/:id`: a disclosure, data that is used, a model, compensation, or a follow-up. */
export const putRecord: Route<{
  params: ByNumber & { readonly id: string };
  body: RecordBody;
  replies: { 200: { readonly version: number } };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/pilots/:number/records/:id',
  summary: { en: 'Put a record of a pilot', zh: '填报试点记录' },
  params: z.strictObject({ number: numberSchema, id: uuid }),
  body: recordBody,
  responses: { 200: z.strictObject({ version: z.int() }) },
  errors: ['pilot.not_found', 'pilot.not_now', 'pilot.overpaid', 'pilot.record_taken'],
  access: owners,
  audit: 'pilot.record',
});

/** `POST /pilots/:number/records/:id/review`: whether a version of a model is accepted. */
export const postReview: Route<{
  params: ByNumber & { readonly id: string };
  body: { readonly version: number; readonly verdict: 'accepted' | 'refused'; readonly opinion: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/pilots/:number/records/:id/review',
  summary: { en: 'Review a model', zh: '审查模型变更' },
  params: z.strictObject({ number: numberSchema, id: uuid }),
  body: z.strictObject({
    ...{ version: z.int().min(1), verdict: z.enum(['accepted', 'refused']), opinion: said },
  }),
  responses: { 204: emptyBody() },
  errors: ['pilot.not_found', 'pilot.not_now'],
  access: ['bureau', 'operator'],
  audit: 'pilot.review_model',
});

/** A record on the wire. */
export const seenRecord: z.ZodType<SeenRecord> = z.strictObject({
  ...{ id: uuid, version: z.int(), atMs: instantSchema, body: recordBody },
  review: z.strictObject({ verdict: z.enum(['accepted', 'refused']), opinion: z.string() }).nullable(),
}) as unknown as z.ZodType<SeenRecord>;

const supervision: z.ZodType<Supervision> = z.strictObject({
  indicators: z
    .array(
      z.strictObject({
        ...{ indicator: indicatorName, ...indicatorFields },
        readings: z.array(z.strictObject({ day: dateSchema, value: decimal })).readonly(),
      }),
    )
    .readonly(),
  alerts: z
    .array(
      z.strictObject({
        ...{ indicator: indicatorName, day: dateSchema, level: z.enum(['warn', 'hard']) },
        ...{ atMs: instantSchema, answer: z.string().nullable() },
      }),
    )
    .readonly(),
  records: z.array(seenRecord).readonly(),
  comments: z.array(commentSchema).readonly(),
}) as unknown as z.ZodType<Supervision>;

/** `GET /pilots/:number`: how a project is watched, for its applicants and the hub. */
export const getSupervision: Route<{ params: ByNumber; replies: { 200: Supervision } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/pilots/:number',
  summary: { en: 'How a pilot is watched', zh: '查看试点监测情况' },
  params: byNumber,
  responses: { 200: supervision },
  errors: ['pilot.not_found'],
  access: ['operator', 'bureau', 'auditor', ...owners],
  audit: 'pilot.read',
});
