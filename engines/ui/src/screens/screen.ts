import type { ComponentType } from 'react';
import type { PlaceFacts, WhoFacts } from './place.tsx';

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
  /** Needs this system in the place's list. */
  readonly system?: string;
  /** Stands in the demonstration only. */
  readonly isSample?: true;
  /** Stands in the navigation, the lowest number first. */
  readonly nav?: number;
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
};

/** Whether a screen stands at this place, whoever asks for it. */
export function isHere({ at, system, isSample }: Screen, place: PlaceFacts): boolean {
  const hasSystem = system === undefined || place.systems.includes(system);
  return (at === 'both' || at === place.role) && hasSystem && (!isSample || place.demo);
}

/** The screens that are offered here to this person. */
export function screensFor(
  screens: readonly Screen[],
  place: PlaceFacts,
  who: WhoFacts | undefined,
): readonly Screen[] {
  return screens.filter(
    (screen) =>
      isHere(screen, place) &&
      (screen.roles === 'public' ||
        (who !== undefined &&
          (screen.roles.length === 0 || screen.roles.some((role) => who.roles.includes(role))))),
  );
}
