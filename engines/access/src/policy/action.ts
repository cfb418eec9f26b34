import type { PolicyRow } from './matrix.ts';

/** The name under which calls of a route stand in the trail; undefined where none do. */
export function actionOf({ audit }: Pick<PolicyRow, 'audit'>): string | undefined {
  if (typeof audit === 'string') return audit;
  return 'about' in audit ? audit.about : undefined;
}
