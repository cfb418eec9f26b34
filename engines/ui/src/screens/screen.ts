import type { ComponentType } from 'react';
import type { PlaceFacts, WhoFacts } from './place.tsx';

/** What screens of the navigation can have in common. */
export type ScreenGroup =
  | 'data'
  | 'contracts'
  | 'lending'
  | 'money'
  | 'oversight'
  | 'evidence'
  | 'administration';

type Bilingual = { readonly en: string; readonly zh: string };

/**
 * A screen of a system: where it stands, who may open it, and how to load it. `roles: 'public'` needs no sign-in, an empty list any
 * account. The server decides what may be read; this only decides what is offered.
 */
export type Screen = {
  /** Below `/app`, parameters as `$name`: `/jobs/$id`. */
  readonly path: string;
  readonly title: Bilingual;
  readonly at: 'hub' | 'node' | 'both';
  readonly roles: 'public' | readonly string[];
  /** Also for people of a firm that nobody has verified yet. */
  readonly openToUnverified?: true;
  /** Needs this system in the place's list. */
  readonly system?: string;
  /** Stands in the demonstration only. */
  readonly isSample?: true;
  /** Stands in the navigation, the lowest number first. */
  readonly nav?: number;
  /** Among which others it stands there, where there are too many for one line; by itself without one. */
  readonly group?: ScreenGroup;
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
};

/** The screens that are offered here to this person. */
export function screensFor(
  screens: readonly Screen[],
  place: PlaceFacts,
  who: WhoFacts | undefined,
): readonly Screen[] {
  return screens.filter((screen) => offerOf(screen, place, who) === 'open');
}

/** How a screen stands to somebody: open, of another place, for others, or open once their firm is verified. */
export function offerOf(
  { at, roles, system, openToUnverified, isSample }: Screen,
  place: PlaceFacts,
  who: WhoFacts | undefined,
): 'open' | 'elsewhere' | 'for_others' | 'unverified' {
  const isHere = (at === 'both' || at === place.role) && (!isSample || place.demo);
  if (!isHere || (system !== undefined && !place.systems.includes(system))) return 'elsewhere';
  if (roles === 'public') return 'open';
  if (!who || !(roles.length === 0 || roles.some((role) => who.roles.includes(role)))) return 'for_others';
  return who.unverified && !openToUnverified ? 'unverified' : 'open';
}
