import { Loading } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { offerOf, usePlace, useWho } from '@finharbor/ui/screens';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { lazy, type ReactElement } from 'react';
import { ScreenFault } from './fault.tsx';
import { screens } from './screens.ts';
import { Shell } from './shell.tsx';
import { Start } from './start.tsx';

// Few come to where nothing is: it is loaded for them.
const NotFound = lazy(async () => ({ default: (await import('./not-found.tsx')).NotFound }));
const NotOffered = lazy(async () => ({ default: (await import('./not-found.tsx')).NotOffered }));

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: ScreenFault });

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });
const inside = createRoute({ getParentRoute: () => root, path: '/app', component: Start });

const routes = screens.map((screen) => {
  const Loaded = lazyRouteComponent(screen.load, 'Screen');
  return createRoute({
    getParentRoute: () => root,
    path: `/app${screen.path}`,
    component: () => <Offered screen={screen} Loaded={Loaded} />,
    pendingComponent: Loading,
    staticData: { title: screen.title },
  });
});

/** Addresses of the console: `/` and everything below `/app`. */
export const router = createRouter({
  routeTree: root.addChildren([start, inside, ...routes]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  // What stands in an address is text: taken for JSON, a credit code of digits alone would come back as another number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch(search) {
    const given = Object.entries(search).filter(([, value]) => value !== undefined);
    const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    title?: { readonly en: string; readonly zh: string };
  }
}

function Offered({
  screen,
  Loaded,
}: {
  readonly screen: Screen;
  readonly Loaded: ReturnType<typeof lazyRouteComponent>;
}): ReactElement {
  const place = usePlace();
  const who = useWho();
  const offer = offerOf(screen, place, who);
  if (offer === 'elsewhere') return <NotFound />;
  return offer === 'open' ? <Loaded /> : <NotOffered isUnverified={offer === 'unverified'} />;
}
