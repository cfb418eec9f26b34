import { getSession, postProof, postSession, sessionIn } from '@finharbor/access';
import { ledgerRoutes } from '@finharbor/bookkeeping';
import { caseworkRoutes } from '@finharbor/casework';
import { ethicsRoutes } from '@finharbor/ethics';
import { financingRoutes } from '@finharbor/financing';
import { hubRoutes, nodeRoutes } from '@finharbor/harbor';
import { type FetchLike, type Problem, type TypedClient, typedClient } from '@finharbor/kernel/http';
import { yuanRoutes } from '@finharbor/yuan';
import { demoPassword } from './accounts.ts';

/** Everything a node serves, by name. */
export type NodeClient = TypedClient<typeof nodeRoutes & typeof financingRoutes>;
/** Everything the hub serves, by name. */
export type HubClient = TypedClient<typeof hubRoutes & typeof ledgerRoutes>;
/** What the hub serves of the digital yuan and of cases, by name, and who one is there. */
export type YuanClient = TypedClient<typeof peopleRoutes>;
const peopleRoutes: typeof yuanRoutes &
  typeof caseworkRoutes &
  typeof ethicsRoutes & { readonly getSession: typeof getSession } = {
  ...yuanRoutes,
  ...caseworkRoutes,
  ...ethicsRoutes,
  getSession,
};

/**
 * Signs in to a process of the demonstration and gives a fetch that bears the session, and proves it anew by the password where a call
 * asks for that: what is set up may take longer than a proof holds. Errors: `access.second_factor_awaited`.
 */
export async function sessionFetch(url: string, login: string, password: string): Promise<FetchLike> {
  const { body } = await typedClient({ signIn: postSession }, url).signIn({
    body: { login, password },
  });
  const { token } = sessionIn(body);
  const bearing: FetchLike = (target, init) =>
    fetch(target, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
  const { prove } = typedClient({ prove: postProof }, url, bearing);
  return async (target, init) => {
    const answer = await bearing(target, init);
    if (answer.status !== 403) return answer;
    const { code } = (await answer.clone().json()) as Problem;
    if (code !== 'access.step_up_required') return answer;
    await prove({ body: { kind: 'password', password } });
    return bearing(target, init);
  };
}

/** One person at one node. */
export async function nodeAs(home: string, { party, url, login }: NodeLogin): Promise<NodeClient> {
  const signedIn = await sessionFetch(url, login, demoPassword(home, party, login));
  return typedClient({ ...nodeRoutes, ...financingRoutes }, url, signedIn);
}
type NodeLogin = { readonly party: string; readonly url: string; readonly login: string };

/** The hub's operator. */
export function hubAsOperator(home: string, url: string): Promise<HubClient> {
  return hubAs(home, url, 'operator');
}

/** One person at the hub. */
export async function hubAs(home: string, url: string, login: string): Promise<HubClient> {
  const signedIn = await sessionFetch(url, login, demoPassword(home, 'hub', login));
  return typedClient({ ...hubRoutes, ...ledgerRoutes }, url, signedIn);
}

/** One person at the hub, with what it serves of the digital yuan and of cases. */
export async function yuanAs(home: string, url: string, login: string): Promise<YuanClient> {
  return typedClient(peopleRoutes, url, await sessionFetch(url, login, demoPassword(home, 'hub', login)));
}
