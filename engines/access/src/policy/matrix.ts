import type { Audit, Bilingual, Grant, Route } from '@finharbor/kernel/http';
import { grantsOf } from './authorize.ts';

/** One row of the matrix: an action on an object, and who may do it over which of them. */
export type PolicyRow = {
  /** The operation, as /openapi.json names it. */
  readonly action: string;
  readonly title: Bilingual;
  /** The kind of object: the route's first tag. */
  readonly object: string;
  readonly method: Route['method'];
  readonly path: string;
  readonly open: 'everybody' | 'keys' | 'accounts';
  readonly grants: readonly Grant[];
  readonly audit: Audit;
  readonly stepUp: boolean;
  /** Also for accounts of an organisation that is not verified yet. */
  readonly openToUnverified: boolean;
};

/** Everything that can be done at a process and by whom, derived from the routes it serves: what is not here cannot be done. */
export function policyOf(routes: readonly Route[]): readonly PolicyRow[] {
  return routes.map((route) => ({
    action: `${route.method.toLowerCase()}${route.path.replaceAll('/', '-').replaceAll(':', '')}`,
    title: route.summary,
    object: route.tags[0] ?? '',
    method: route.method,
    path: route.path,
    open: route.access === 'public' ? 'everybody' : route.access === 'signed' ? 'keys' : 'accounts',
    grants: grantsOf(route.access),
    audit: route.audit,
    stepUp: route.stepUp ?? false,
    openToUnverified: route.access === 'public' || (route.openToUnverified ?? false),
  }));
}
