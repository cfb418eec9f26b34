import type { Json } from '@finharbor/kernel';
import { FinharborError } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { z } from 'zod';
import { checkProcedure } from './check.ts';

/** Who stands behind steps of a procedure, by their relation to the case. */
export type Actor = {
  readonly title: Bilingual;
} & (
  | {
      /** Accounts of the party that applies, by role; where no role is named, the account that filed. */
      readonly side: 'applicant';
      readonly roles?: readonly string[];
    }
  | {
      /** Accounts of the office with one of these roles at it. */
      readonly side: 'office';
      readonly roles: readonly string[];
      /** Only whom the case is assigned to; whoever takes a step of a case nobody has takes it over. */
      readonly assigned?: boolean;
    }
  | {
      /** Accounts that were given a seat in this very case. */
      readonly side: 'seat';
    }
);

/** One screen of questions: a zod object whose fields carry `title` in both languages in their meta. */
export type CaseForm = { readonly title: Bilingual; readonly schema: z.ZodObject };

/** A document that belongs to a case. */
export type CaseDocument = {
  readonly title: Bilingual;
  /** Media types, told by content. */
  readonly types: readonly string[];
  readonly most?: number;
};

/** Where a case stands. */
export type CaseStateSpec = {
  readonly title: Bilingual;
  /** Set where the procedure ends here: what came of it. */
  readonly ends?: CaseOutcome;
  /** Reviews that are made side by side while the case is here; when they suffice, a step of the clock is taken. */
  readonly panel?: Panel;
};

/** What came of a case. */
export type CaseOutcome = 'granted' | 'refused' | 'withdrawn' | 'lapsed' | 'done';

/** Several people's reviews of one case. */
export type Panel = {
  /** An actor whose side is `seat`. */
  readonly by: string;
  /** What each says; a field `verdict` with `for`, `against`, `abstain` is the vote. */
  readonly form: string;
  readonly seats: number;
  /** So many have to have said something. */
  readonly quorum: number;
  /** This share of the weights that are for or against must be for: a fraction in thousandths. */
  readonly passesAt: number;
  /** By seat; 1 where left out. */
  readonly weights?: readonly number[];
  /**
   * Whole numbers in the form, from `min` to `max`, that each gives. It passes only where of each head the mean by weight, over who is for or
   * against, is at least `atLeast`.
   */
  readonly scores?: {
    readonly heads: readonly string[];
    readonly min: number;
    readonly max: number;
    readonly atLeast: number;
  };
  /** Who said what stays between the panel and the office for good; the applicant sees the result. */
  readonly isBlind: boolean;
  readonly passed: string;
  readonly failed: string;
};

/** What a guard and an effect read of a case. */
export type CaseFacts<D = Readonly<Record<string, unknown>>> = {
  readonly id: string;
  readonly number: string;
  readonly applicant: { readonly party: string; readonly account: string };
  readonly forms: Partial<D>;
  readonly documents: Readonly<Record<string, number>>;
  readonly atMs: number;
};

/** What a letter is written from: the case after the step, and the reason that was given for it. */
export type LetterFacts<D = Readonly<Record<string, unknown>>> = CaseFacts<D> & {
  readonly reason: string | null;
};

/** What the office writes to the applicant with a step, in both languages. */
export type Letter = { readonly title: Bilingual; readonly paragraphs: readonly Bilingual[] };

/** Why a step is not open yet, in words for whoever tries. */
export type NotYet = { readonly code: string; readonly text: Bilingual };

/** Something to be done elsewhere because of a step: `port` names who does it, and `body` says what. */
export type EffectSpec = { readonly port: string; readonly body: Json };

/** One way from state to state. */
export type StepSpec<D = Readonly<Record<string, unknown>>> = {
  readonly title: Bilingual;
  readonly from: readonly string[];
  readonly to: string;
  /** Actors who may take it; `clock` where a term or a panel takes it. */
  readonly by: readonly string[];
  readonly form?: string;
  /** Documents that must be there. */
  readonly needs?: readonly string[];
  /** A reason has to be given. */
  readonly asksReason?: boolean;
  /** Not by somebody who took one of these steps: a second pair of eyes. */
  readonly notBy?: readonly string[];
  readonly guard?: (facts: CaseFacts<D>) => NotYet | undefined;
  readonly effects?: (facts: CaseFacts<D>) => readonly EffectSpec[];
  /** What everybody may read of the case from here on; undefined leaves it as it was. */
  readonly publishes?: (facts: CaseFacts<D>) => PublicCase | undefined;
  /** For so many business days after what it publishes anybody may object, by a case of that procedure. */
  readonly objection?: { readonly procedure: string; readonly days: number };
  /** What the applicant is written. It is kept as it was written, in the event of the step. */
  readonly letter?: (facts: LetterFacts<D>) => Letter;
};

/** What everybody may read of a case: nothing else of it ever reaches a public route. */
export type PublicCase = {
  readonly title: Bilingual;
  readonly facts: readonly { readonly title: Bilingual; readonly value: string }[];
};

/** How long something may take. */
export type TermSpec = {
  readonly title: Bilingual;
  /** It runs while the case is in one of these states, and starts anew when they are entered from others. */
  readonly while: readonly string[];
  /** Business days; or calendar days where the law counts those. */
  readonly days: number;
  readonly counts?: 'business' | 'calendar';
  /** The sooner day that the office promises of itself. */
  readonly promisedDays?: number;
  /** The law behind it, as it is cited. */
  readonly basis?: Bilingual;
  /**
   * What happens at its end: a step of the clock, or that those whose turn it is are told. `objected` is the clock's step instead, where
   * somebody has objected to what the case publishes, and that is still looked into or was upheld.
   */
  readonly over: { readonly step: string; readonly objected?: string } | 'tell';
  /** While the case is in one of these states it does not run: something is awaited from outside. */
  readonly suspendedIn?: readonly string[];
  /** Business days by which it may be extended once, with a reason. */
  readonly extension?: { readonly days: number; readonly by: readonly string[] };
};

/** A procedure as its author writes it. */
export type ProcedureSpec = {
  /** `park-registration` */
  readonly name: string;
  /** Counts up; a case keeps the one it began with until a migration moves it. */
  readonly version: number;
  readonly title: Bilingual;
  /** Before a case's number: `ZC-2026-000012`. */
  readonly prefix: string;
  /** Who decides in it. */
  readonly office: string;
  readonly actors: Readonly<Record<string, Actor>>;
  readonly forms: Readonly<Record<string, CaseForm>>;
  readonly documents?: Readonly<Record<string, CaseDocument>>;
  /** The first is where a case begins. */
  readonly states: Readonly<Record<string, CaseStateSpec>>;
  readonly steps: Readonly<Record<string, StepSpec>>;
  readonly terms?: Readonly<Record<string, TermSpec>>;
  /** What a list calls a case by, of the form it begins with. */
  readonly subject: (forms: Readonly<Record<string, unknown>>) => string;
  /** Parties that apply together with whoever files: once it is filed they read what the applicant does. Its steps are not theirs. */
  readonly alongside?: (forms: Readonly<Record<string, unknown>>) => readonly string[];
  /** Years after its end that a case is kept for; then its contents go and its chain of hashes stays. */
  readonly keptYears: number;
};

/** A procedure that has been checked. */
export type Procedure = ProcedureSpec & { readonly first: string; readonly checked: true };

/** A procedure whose parts fit by their names and types; `D` are its forms' values. */
type Written<
  A extends string,
  F extends Readonly<Record<string, CaseForm>>,
  S extends string,
  T extends string,
> = Omit<ProcedureSpec, 'actors' | 'forms' | 'states' | 'steps' | 'terms' | 'subject' | 'alongside'> & {
  readonly actors: Readonly<Record<A, Actor>>;
  readonly forms: F;
  readonly states: Readonly<
    Record<
      S,
      CaseStateSpec & {
        readonly panel?: {
          readonly by: NoInfer<A>;
          readonly passed: NoInfer<T>;
          readonly failed: NoInfer<T>;
        };
      }
    >
  >;
  readonly steps: Readonly<
    Record<
      T,
      StepSpec<Values<F>> & {
        readonly from: readonly NoInfer<S>[];
        readonly to: NoInfer<S>;
        readonly by: readonly NoInfer<A | 'clock'>[];
        readonly form?: keyof F;
        readonly notBy?: readonly NoInfer<T>[];
      }
    >
  >;
  readonly terms?: Readonly<
    Record<
      string,
      TermSpec & {
        readonly while: readonly NoInfer<S>[];
        readonly over: { readonly step: NoInfer<T>; readonly objected?: NoInfer<T> } | 'tell';
      }
    >
  >;
  readonly subject: (forms: Partial<Values<F>>) => string;
  readonly alongside?: (forms: Partial<Values<F>>) => readonly string[];
};

type Values<F extends Readonly<Record<string, CaseForm>>> = {
  readonly [K in keyof F]: z.output<F[K]['schema']>;
};

/**
 * A procedure from its parts. Errors: `procedure.unsound` with a pointer for each thing that is wrong: a state that cannot be reached or
 * left, a step without an owner, a term without an end, a name that nothing has, a part that nothing uses.
 */
export function procedure<
  const A extends string,
  F extends Readonly<Record<string, CaseForm>>,
  const S extends string,
  const T extends string,
>(written: Written<A, F, S, T>): Procedure {
  const spec = written as unknown as ProcedureSpec;
  const fields = checkProcedure(spec);
  if (fields.length > 0)
    throw new FinharborError({
      code: 'procedure.unsound',
      publicMessage: `The procedure ${spec.name} is not sound: ${fields.map(({ pointer, detail }) => `${pointer} ${detail}`).join(' ')}`,
      fields,
    });
  return { ...spec, first: Object.keys(spec.states)[0]!, checked: true };
}
