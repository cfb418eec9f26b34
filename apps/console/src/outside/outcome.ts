import { outsideErrors } from '@finharbor/access/contract';
import { useSearch } from '@tanstack/react-router';

/** What became of a visit at a provider, as the address says it: `fault` is a code that is known, or undefined where all went well. */
export type Outcome = { readonly provider: string; readonly fault: string | undefined };

/** The outcome in this page's address; undefined where nobody comes from a provider. */
export function useOutcome(): Outcome | undefined {
  const { outside, fault } = useSearch({ strict: false }) as {
    readonly outside?: unknown;
    readonly fault?: unknown;
  };
  if (typeof outside !== 'string') return undefined;
  if (fault === undefined) return { provider: outside, fault: undefined };
  const isKnown = typeof fault === 'string' && Object.hasOwn(outsideErrors, fault);
  return { provider: outside, fault: isKnown ? fault : 'access.outside_over' };
}
