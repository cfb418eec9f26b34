import type { z } from 'zod';
import { choiceField } from '../definition/fields.ts';
import { type Procedure, type ProcedureSpec, procedure } from '../definition/procedure.ts';
import { type CaseMigration, caseMigration } from '../migration/migration.ts';
import { grant } from './grant.ts';

type Written = Parameters<typeof procedure>[0];
const pdf = ['application/pdf'];

/** The grant with a second and a third document, which its next version calls otherwise, and does not ask for. */
export const sketchedGrant: Procedure = procedure({
  ...(grant as ProcedureSpec),
  documents: {
    ...grant.documents,
    sketch: { title: { en: 'Sketch', zh: '草图' }, types: pdf },
    poster: { title: { en: 'Poster', zh: '海报' }, types: pdf },
    photo: { title: { en: 'Photo', zh: '照片' }, types: pdf },
  },
} as Written);

const { filed, judged, ...states } = grant.states;
const { judge, file, pay, ask, ...steps } = grant.steps;
const { application, opinion } = grant.forms;
const { handling, judging, answering } = grant.terms!;

/**
 * Its next version: a state and the step of four eyes have other names, plan and sketch are one document of at most two files, the poster is
 * gone, the form asks for a region, the panel passes by half, and the office has ten days less.
 */
export const nextGrant: Procedure = procedure({
  ...(grant as ProcedureSpec),
  version: 2,
  forms: {
    opinion: opinion!,
    application: {
      ...application!,
      schema: application!.schema.extend({
        region: choiceField(
          { en: 'Region', zh: '地区' },
          { bay: { en: 'The bay', zh: '湾区' }, else: { en: 'Elsewhere', zh: '其他' } },
        ).default('bay'),
      }) as z.ZodObject,
    },
  },
  documents: { outline: { title: { en: 'Outline', zh: '大纲' }, types: pdf, most: 2 } },
  states: {
    ...states,
    received: filed!,
    judged: { ...judged!, panel: { ...judged!.panel!, passesAt: 500 } },
  },
  steps: {
    ...steps,
    file: { ...file!, to: 'received', needs: ['outline'] },
    ask: { ...ask!, from: ['received'] },
    answer: { ...steps.answer!, to: 'received' },
    refer: { ...judge!, from: ['received'] },
    pay: { ...pay!, notBy: ['refer'] },
  },
  terms: {
    handling: { ...handling!, while: ['received', 'waiting'], days: 10 },
    ...{ judging: judging!, answering: answering! },
  },
} as unknown as Written);

/** From the one to the other; photos are not thought of, so that a case with one stays. */
export const grantMigration: CaseMigration = caseMigration({
  ...{ from: sketchedGrant, to: nextGrant },
  states: { draft: 'draft', filed: 'received', waiting: 'waiting', judged: 'judged', passed: 'passed' },
  steps: { judge: 'refer' },
  documents: { plan: 'outline', sketch: 'outline', poster: null },
});
