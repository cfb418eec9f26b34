import type { CasePart } from '@finharbor/ui/screens';

/** What the cluster shows of its procedures in its own way. */
export const clusterParts: readonly CasePart[] = [
  { procedure: 'park-registration', form: 'application', load: () => import('./application.tsx') },
];
