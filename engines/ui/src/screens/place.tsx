import { createContext, type ReactElement, type ReactNode, useContext } from 'react';

/** Where the page runs: the hub or one party's node. */
export type PlaceFacts = {
  readonly role: 'hub' | 'node';
  readonly party: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly demo: boolean;
  readonly hubUrl: string | null;
  readonly systems: readonly string[];
  readonly registrar: boolean;
  readonly fingerprint: string;
  /** False where the first account has still to be made. */
  readonly hasAccounts: boolean;
};

/** Who is signed in. */
export type WhoFacts = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly party: string;
  readonly roles: readonly string[];
  /** Nobody has verified their firm yet: little is open to them. */
  readonly unverified?: true;
};

/** The place and, where somebody is signed in, who. */
export type PlaceValue = { readonly place: PlaceFacts; readonly who: WhoFacts | undefined };

const Context = createContext<PlaceValue | undefined>(undefined);

/** Tells every screen below where it runs and for whom. */
export function PlaceProvider({
  value,
  children,
}: {
  readonly value: PlaceValue;
  readonly children: ReactNode;
}): ReactElement {
  return <Context value={value}>{children}</Context>;
}

/** Where the page runs. */
export function usePlace(): PlaceFacts {
  return useValue().place;
}

/** Who is signed in, if anybody. */
export function useWho(): WhoFacts | undefined {
  return useValue().who;
}

function useValue(): PlaceValue {
  const found = useContext(Context);
  if (!found) throw new Error('A screen stands outside of PlaceProvider.');
  return found;
}
