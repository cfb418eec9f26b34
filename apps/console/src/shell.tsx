import { inboxPath, loadDeskPorts } from '@finharbor/desk/console';
import {
  AppShell,
  Button,
  DisplayMenu,
  ErrorState,
  LinkButton,
  Loading,
  localViews,
  OfflineNotice,
  useAlong,
  useBilingual,
  useText,
  Verbatim,
  type ViewStore,
  ViewsIn,
} from '@finharbor/ui';
import { PlaceProvider, screensFor, usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useMatches, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactElement, type ReactNode, Suspense, useMemo } from 'react';
import { RouterProvider as AriaRouter } from 'react-aria-components';
import { AidsBar } from './aids/bar.tsx';
import { FirstRun } from './first-run/first-run.tsx';
import { LeaveGuard } from './leaving/guard.tsx';
import { navigationOf } from './navigation.ts';
import { placeQuery, whoQuery } from './place.ts';
import { screens } from './screens.ts';
import { becomes } from './session.ts';

const EmergencyBanner = lazy(async () => ({
  default: (await import('./govern/emergency.tsx')).EmergencyBanner,
}));

// Who looks around without signing in does not wait for it.
const SessionWatch = lazy(async () => ({
  default: (await import('./security/session-watch.tsx')).SessionWatch,
}));
// Counting what waits is not what the first page waits for.
const Unread = lazy(async () => ({ default: (await loadDeskPorts()).Unread }));

/** Saved views of who is signed in are kept at the desk, and come along to every device. */
const deskViews: ViewStore = {
  canShare: true,
  views: async (list) => (await loadDeskPorts()).viewStore.views(list),
  save: async (list, view) => (await loadDeskPorts()).viewStore.save(list, view),
  remove: async (list, id) => (await loadDeskPorts()).viewStore.remove(list, id),
};

/** The frame around every screen: whose place this is, who is signed in, where one can go. */
export function Shell(): ReactElement {
  const { history } = useRouter();
  // React Aria hands over links of this origin only, but as they were written: with the origin, or without.
  const open = (link: string): void => {
    const { pathname, search, hash } = new URL(link, location.href);
    history.push(pathname + search + hash);
  };
  return (
    <AriaRouter navigate={open}>
      <InPlace>
        <Frame />
      </InPlace>
    </AriaRouter>
  );
}

function InPlace({ children }: { readonly children: ReactNode }): ReactElement {
  const place = useQuery(placeQuery);
  const who = useQuery(whoQuery);
  const value = useMemo(
    () => (place.data ? { place: place.data, who: who.data ?? undefined } : undefined),
    [place.data, who.data],
  );
  if (value && !who.isPending) return <PlaceProvider value={value}>{children}</PlaceProvider>;
  const fault = place.error ?? who.error;
  return (
    <main>
      {fault ? (
        <ErrorState error={fault} onRetry={() => void Promise.all([place.refetch(), who.refetch()])} />
      ) : (
        <Loading />
      )}
    </main>
  );
}

function Frame(): ReactElement {
  const place = usePlace();
  const who = useWho();
  const say = useBilingual();
  const text = useText('shell');
  const path = useRouterState({
    select: ({ location, resolvedLocation }) => (resolvedLocation ?? location).pathname,
  });
  const title = useTitle();
  const links = screensFor(screens, place, who)
    .filter(({ nav: at }) => at !== undefined)
    .toSorted((a, b) => a.nav! - b.nav!)
    .map(({ path: to, title, group }) => ({
      group,
      href: `/app${to}`,
      label: say(title),
      current: path === `/app${to}` || path.startsWith(`/app${to}/`),
      mark: to === inboxPath && (
        <Suspense fallback={null}>
          <Unread />
        </Suspense>
      ),
    }));
  return (
    <AppShell
      brand={say(place.name)}
      nav={navigationOf(links, (group) => text(`groups.${group}`))}
      menu={<Person />}
      path={path}
      title={title}
      notice={
        <>
          {who && !who.unverified && (
            <Suspense>
              <EmergencyBanner />
            </Suspense>
          )}
          {place.demo && <Demonstration />}
        </>
      }
    >
      <OfflineNotice />
      <ViewsIn value={who && !who.unverified ? deskViews : localViews}>
        <Outlet />
      </ViewsIn>
      {who && (
        <Suspense>
          <SessionWatch />
        </Suspense>
      )}
      <FirstRun />
      <LeaveGuard />
    </AppShell>
  );
}

function Demonstration(): ReactElement {
  const text = useText('shell');
  return (
    <p className="border-warn/20 border-b bg-warn-soft px-4 py-0.5 text-center text-warn text-xs">
      {text('demo')}
    </p>
  );
}

function Person(): ReactElement {
  const who = useWho();
  const place = usePlace();
  const text = useText('shell');
  const client = useQueryClient();
  const navigate = useNavigate();
  const along = useAlong();
  const signOut = async (): Promise<void> => {
    const { leave } = await import('./outside/sign-out.ts');
    const elsewhere = await leave();
    becomes(client, null);
    if (elsewhere === null) await navigate({ to: '/' });
    else location.assign(elsewhere);
  };
  return (
    <>
      <AidsBar />
      <DisplayMenu />
      {who ? (
        <>
          <LinkButton href="/app/me" variant="quiet">
            <Verbatim>{who.name}</Verbatim>
          </LinkButton>
          <Button variant="quiet" onPress={() => void signOut()}>
            {text('signOut')}
          </Button>
        </>
      ) : (
        <LinkButton href="/app/sign-in" variant="quiet">
          {text('signIn')}
        </LinkButton>
      )}
      {place.demo && (
        <LinkButton href={place.hubUrl === null ? '/' : along(place.hubUrl)} variant="quiet">
          {text('switchPerson')}
        </LinkButton>
      )}
    </>
  );
}

/** The window is called after its screen, and says whose place it is. */
function useTitle(): string {
  const place = usePlace();
  const say = useBilingual();
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  return title ? `${say(title)} · ${say(place.name)}` : say(place.name);
}
