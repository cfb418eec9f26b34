import type { Cursor } from '@finharbor/kernel/contract';
import type { ListedProject, PilotNext, ProjectView, Supervision } from '@finharbor/sandbox/contract';
import type { WhoFacts } from '@finharbor/ui/screens';
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { pilots } from './api.ts';

const staff = ['operator', 'bureau', 'auditor'];

/** Whether somebody is of the office, by what the server would say. */
export function isOffice(who: WhoFacts | undefined): boolean {
  return who?.party === 'hub' && who.roles.some((role) => staff.includes(role));
}

/** Whether a project is one of somebody's own. */
export function isOwn(who: WhoFacts | undefined, { applicants }: Pick<ListedProject, 'applicants'>): boolean {
  return applicants.some(({ uscc }) => who?.party === `firm:${uscc}`);
}

type Pages = { readonly items: readonly ListedProject[]; readonly next: Cursor | null };

/** The projects that were announced, the latest first, and more of them on demand. */
export function useProjects(): UseInfiniteQueryResult<InfiniteData<Pages>> {
  return useInfiniteQuery({
    queryKey: ['pilots', 'list'],
    queryFn: async ({ pageParam, signal }) =>
      (await pilots.listPilots({ query: { limit: 200, cursor: pageParam }, signal })).body,
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** One project as everybody may read it. */
export function useProject(number: string): UseQueryResult<ProjectView> {
  return useQuery({
    queryKey: ['pilots', 'one', number],
    queryFn: async ({ signal }) => (await pilots.getPilot({ params: { number }, signal })).body,
  });
}

/** What comes next of a project. */
export function useNext(number: string): UseQueryResult<PilotNext> {
  return useQuery({
    queryKey: ['pilots', 'next', number],
    queryFn: async ({ signal }) => (await pilots.getPilotNext({ params: { number }, signal })).body,
  });
}

/** How a project is watched. */
export function useSupervision(number: string): UseQueryResult<Supervision> {
  return useQuery({
    queryKey: ['pilots', 'watch', number],
    queryFn: async ({ signal }) => (await pilots.getSupervision({ params: { number }, signal })).body,
  });
}
