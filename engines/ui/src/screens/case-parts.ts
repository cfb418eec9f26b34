import type { ComponentType, ReactElement } from 'react';

type Value = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a system's own form is given: its values, and each field as it would be shown anyway. */
export type FormPartProps = {
  readonly value: Value;
  readonly set: (more: Value) => void;
  /** A field by its name in the definition; nothing where there is none. */
  readonly field: (name: string) => ReactElement;
};

/** What a system's own step is given: the step as it would be shown anyway, what is filled in, and how to send it. */
export type StepPartProps = {
  /** The case. */
  readonly id: string;
  readonly usual: ReactElement;
  readonly value: Value;
  readonly set: (next: Value) => void;
  readonly send: () => void;
  readonly isPending: boolean;
  /** Why it was refused last. */
  readonly error: unknown;
};

/** A form that a system shows itself; all else of its procedure comes from the definition. */
export type FormPart = {
  readonly procedure: string;
  readonly form: string;
  readonly load: () => Promise<{ readonly Part: ComponentType<FormPartProps> }>;
};

/** A step that a system shows itself. */
export type StepPart = {
  readonly procedure: string;
  readonly step: string;
  readonly load: () => Promise<{ readonly Part: ComponentType<StepPartProps> }>;
};

/** What a system shows of its procedures in its own way. */
export type CasePart = FormPart | StepPart;

let load = async (): Promise<readonly CasePart[]> => [];
let all: Promise<readonly CasePart[]> | undefined;

/** Says where all of them come from; before the first case is shown. */
export function registerCaseParts(from: typeof load): void {
  load = from;
}

/** All of them, loaded once. */
export function caseParts(): Promise<readonly CasePart[]> {
  all ??= load();
  return all;
}
