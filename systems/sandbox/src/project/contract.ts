import {
  dateSchema,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type TrackName, trackNames } from '../tracks.ts';
import { type Stage, stages } from './domain.ts';
import type { ListedProject, ProjectView } from './read.ts';

const shared = { tags: ['pilot'] } as const;

/** The number of a project. */
export const numberSchema: z.ZodType<string, string> = z
  .string()
  .regex(/^[0-9A-Z]{18}-[0-9]{4}-[0-9]{4}$/)
  .meta({ description: 'The code of the leading institution, the year, and a number of four digits' });

export type ByNumber = { readonly number: string };
export const byNumber: z.ZodType<ByNumber> = z.strictObject({ number: numberSchema });

const listed = {
  ...{ number: numberSchema, track: z.enum(trackNames), batch: z.string(), title: z.string() },
  ...{ stage: z.enum(stages), announcedAtMs: instantSchema, stageAtMs: instantSchema },
  until: dateSchema.nullable(),
  applicants: z
    .array(
      z.strictObject({
        ...{ name: z.string(), uscc: z.string() },
        kind: z.enum(['licensed', 'technology']),
      }),
    )
    .readonly(),
};

/** A project as lists have it. */
export const listedSchema: z.ZodType<ListedProject> = z.strictObject(listed).meta({ id: 'ListedPilot' });

const texts = z.record(z.string(), z.union([z.string(), z.number()]));
const projectSchema: z.ZodType<ProjectView> = z
  .strictObject({
    ...listed,
    versions: z
      .array(
        z.strictObject({
          ...{ version: z.int(), atMs: instantSchema, declaration: texts, safeguards: texts },
        }),
      )
      .readonly()
      .meta({ description: 'The declaration as it was announced and as it was changed, the latest first' }),
    history: z
      .array(
        z.strictObject({
          ...{ seq: z.int(), kind: z.string(), stage: z.enum(stages) },
          ...{ reason: z.string().nullable(), atMs: instantSchema },
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Pilot' });

type Filter = PageRequest & {
  readonly track?: TrackName | undefined;
  readonly stage?: Stage | undefined;
  readonly batch?: string | undefined;
};

const filter: z.ZodType<Filter> = z.strictObject({
  ...pageQuery,
  ...{ track: z.enum(trackNames).optional(), stage: z.enum(stages).optional() },
  batch: textSchema(20, 1).optional(),
}) as unknown as z.ZodType<Filter>;

const open = { ...shared, access: 'public', audit: { none: 'public' } } as const;

/** `GET /public/pilots`: the projects that were announced, the latest first. */
export const listPilots: Route<{ query: Filter; replies: { 200: Page<ListedProject> } }> = defineRoute({
  ...open,
  method: 'GET',
  path: '/public/pilots',
  summary: { en: 'Pilot projects', zh: '试点项目公示' },
  query: filter,
  responses: { 200: pageSchema(listedSchema) },
  errors: ['page.bad_cursor'],
});

/** `GET /public/pilots/:number`: one of them, with all versions of its declaration and its history. */
export const getPilot: Route<{ params: ByNumber; replies: { 200: ProjectView } }> = defineRoute({
  ...open,
  method: 'GET',
  path: '/public/pilots/:number',
  summary: { en: 'A pilot project', zh: '查看试点项目' },
  params: byNumber,
  responses: { 200: projectSchema },
  errors: ['pilot.not_found'],
});
