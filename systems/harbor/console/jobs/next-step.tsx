import { useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Codes of refusals that running the job again does not change, and what a person can do instead. */
const steps: Readonly<Record<string, string>> = {
  'proposal.changed': 'changed',
  'proposal.declined': 'declined',
  'proposal.not_approved': 'unapproved',
  'proposal.withdrawn': 'withdrawn',
  'plan.other_data': 'changed',
  'contract.uses_exhausted': 'contract',
  'job.no_agreement': 'agreement',
  'job.no_transfer': 'away',
  'job.not_started': 'away',
  'job.peer_away': 'away',
  'fusion.too_few_rows': 'limits',
  'fusion.too_many_rows': 'limits',
  'fusion.sum_too_large': 'unit',
  'fusion.too_many_attempts': 'anew',
};

/** What can be done about a refused job, where that is known. */
export function NextStep({ code }: { readonly code: string }): ReactElement | null {
  const text = useText('figures');
  const step = steps[code];
  return step === undefined ? null : <p>{text(`next.${step}`)}</p>;
}
