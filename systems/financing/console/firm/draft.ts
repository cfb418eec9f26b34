import { z } from 'zod';

/** An application that is being written; kept at the hub, so that leaving, another device and signing out lose nothing. */
export type Draft = {
  readonly id: string;
  readonly step: number;
  readonly amount: string;
  readonly columns: Readonly<Record<string, string>>;
  /** The consent once it is signed: a second try signs no second one. */
  readonly consent: string | undefined;
};

/** The steps of an application, in their order. */
export const steps = ['amount', 'stated', 'consent', 'send'] as const;

const kept = z.strictObject({
  id: z.uuid(),
  step: z
    .int()
    .min(0)
    .max(steps.length - 1),
  amount: z.string(),
  columns: z.record(z.string(), z.string()),
  consent: z.string().optional(),
});

/** A new draft, with what the firm has stated before. */
export function firstDraft(stated: Readonly<Record<string, string | number>>): Draft {
  const columns = Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, String(value)]));
  return { id: crypto.randomUUID(), step: 0, amount: '', columns, consent: undefined };
}

/** A draft as it was kept. */
export function readDraft(found: unknown): Draft | undefined {
  const { data } = kept.safeParse(found);
  return data && { ...data, consent: data.consent };
}
