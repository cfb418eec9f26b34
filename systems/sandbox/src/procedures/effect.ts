import type { EffectSpec } from '@finharbor/cases';
import type { Json } from '@finharbor/kernel';
import { z } from 'zod';
import { trackNames } from '../tracks.ts';

const applicant = z.strictObject({
  ...{ name: z.string(), uscc: z.string(), kind: z.enum(['licensed', 'technology']) },
  lei: z.string().optional(),
  licence: z.string().optional(),
  licenceNumber: z.string().optional(),
  issuer: z.string().optional(),
});

const texts = z.record(z.string(), z.union([z.string(), z.number()]));

/** What a declaration says in the form it is kept and published in. */
const declared: z.ZodType<Declared> = z.strictObject({
  applicants: z.array(applicant).min(1).readonly(),
  declaration: texts,
  safeguards: texts,
});

/** What a declaration says. */
export type Declared = {
  readonly applicants: readonly {
    readonly name: string;
    readonly uscc: string;
    readonly kind: 'licensed' | 'technology';
    readonly lei?: string | undefined;
    readonly licence?: string | undefined;
    readonly licenceNumber?: string | undefined;
    readonly issuer?: string | undefined;
  }[];
  readonly declaration: Readonly<Record<string, string | number>>;
  readonly safeguards: Readonly<Record<string, string | number>>;
};

/** What the register of pilots is asked for by cases. */
export const pilotEffect: z.ZodType<PilotEffect> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ kind: z.literal('announce'), track: z.enum(trackNames), batch: z.string(), party: z.string() },
    declared,
  }),
  z.strictObject({ kind: z.literal('admit'), untilMonths: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('withdraw') }),
  z.strictObject({
    kind: z.literal('look-up'),
    ...{ project: z.string(), party: z.string(), wants: z.enum(['exit', 'extension', 'change', 'appeal']) },
  }),
  z.strictObject({ kind: z.literal('give-up'), project: z.string() }),
  z.strictObject({ kind: z.literal('exit'), project: z.string() }),
  z.strictObject({ kind: z.literal('extend'), project: z.string(), months: z.int().min(1).max(60) }),
  z.strictObject({
    ...{ kind: z.literal('change'), project: z.string(), why: z.string() },
    changes: texts,
  }),
  z.strictObject({ kind: z.literal('restore'), project: z.string() }),
  z.strictObject({
    ...{ kind: z.literal('complaint'), project: z.string(), published: z.string().optional() },
    course: z.enum(['filed', 'answered', 'closed', 'dismissed', 'withdrawn']),
  }),
]);

/**
 * `announce` gives a declaration its number, and `look-up` says whether a request may be made of a project and holds it for the case; both are
 * answered by a step of the register. `exit` is answered too, so that nobody is certified whose project was stopped meanwhile. `complaint` says how far
 * a complaint has come, and nothing of what it says.
 */
export type PilotEffect =
  | {
      readonly kind: 'announce';
      readonly track: (typeof trackNames)[number];
      readonly batch: string;
      readonly party: string;
      readonly declared: Declared;
    }
  | { readonly kind: 'admit'; readonly untilMonths: number }
  | { readonly kind: 'refuse' | 'withdraw' }
  | {
      readonly kind: 'look-up';
      readonly project: string;
      readonly party: string;
      readonly wants: 'exit' | 'extension' | 'change' | 'appeal';
    }
  | { readonly kind: 'give-up' | 'exit' | 'restore'; readonly project: string }
  | { readonly kind: 'extend'; readonly project: string; readonly months: number }
  | {
      readonly kind: 'complaint';
      readonly project: string;
      readonly course: 'filed' | 'answered' | 'closed' | 'dismissed' | 'withdrawn';
      readonly published?: string | undefined;
    }
  | {
      readonly kind: 'change';
      readonly project: string;
      readonly why: string;
      readonly changes: Readonly<Record<string, string | number>>;
    };

/** The effect as a step names it. */
export function pilotEffectSpec(effect: PilotEffect): EffectSpec {
  // JSON has no word for what is left out.
  return { port: 'pilot', body: JSON.parse(JSON.stringify(effect)) as Json };
}
