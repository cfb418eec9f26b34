import type { PlaceFacts, WhoFacts } from '@finharbor/ui/screens';

const asked = new EventTarget();

/** Has the tour begin, whether or not it was taken before. */
export function beginTour(): void {
  asked.dispatchEvent(new Event('tour'));
}

/** Calls `begin` when a tour is asked for; gives what ends that. */
export function whenAsked(begin: () => void): () => void {
  asked.addEventListener('tour', begin);
  return () => asked.removeEventListener('tour', begin);
}

const keyOf = (role: string): string => `finharbor.tour.${role}`;

/** The role whose tour a person gets here. */
export function tourRole(place: PlaceFacts, who: WhoFacts): string {
  return who.roles[0] ?? place.role;
}

/**
 * Whether the tour begins by itself: once for each role at each process, kept in this browser. Never where a program drives the
 * browser, unless the address asks for it.
 */
export function isFirstRun(role: string): boolean {
  const isAsked = new URLSearchParams(location.search).has('tour');
  return isAsked || (!navigator.webdriver && localStorage.getItem(keyOf(role)) === null);
}

/** Keeps that the tour was taken or skipped. */
export function tourIsOver(role: string): void {
  localStorage.setItem(keyOf(role), 'over');
}
