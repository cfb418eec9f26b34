import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { generateSigningKey, idSource, type SigningKey, systemRandom } from '@finharbor/kernel';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { sessionIn } from '../account.ts';
import { accessRoutes } from '../contract/index.ts';
import { openKeyFile } from '../sealing/key-file.ts';
import { type Served, type TestParts, type TestServer, testServer } from '../testing.ts';
import { personalRoutes } from './contract.ts';
import type { PersonalField } from './field.ts';
import { accessPersonalFields } from './fields.ts';
import { personalEndpoints } from './http.ts';
import { type Personal, personalData } from './personal.ts';

type Routes = typeof accessRoutes & typeof personalRoutes;
const routes: Routes = { ...accessRoutes, ...personalRoutes };

/** Somebody signed in at a test's server. */
export type TestPerson = {
  readonly id: string;
  readonly client: TypedClient<Routes>;
};

/** A test's server with the routes of personal data, and people to be. */
export type PersonalServer = TestServer & {
  readonly personal: Personal;
  readonly become: (login: string, roles?: readonly string[], name?: string) => Promise<TestPerson>;
  readonly again: (login: string) => Promise<TestPerson>;
};

export const testPassword: string = 'correct horse battery';
/** What a test's server signs certificates with. */
export const hubKey: SigningKey = generateSigningKey();

export async function personalServer(
  served: Omit<Served, 'also'> & { readonly fields?: readonly PersonalField[] } = {},
): Promise<PersonalServer> {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-personal-'));
  after(() => rmSync(home, { recursive: true, force: true }));
  const { fields = accessPersonalFields, ...rest } = served;
  let personal: Personal | undefined;
  const also = ({ db, clock, accounts }: TestParts) => {
    const newId = idSource(clock, systemRandom);
    const sealing = { algorithm: 'sm4-gcm', random: systemRandom, newId } as const;
    const keyStore = openKeyFile({ path: join(home, 'keys.json'), ...sealing });
    personal = personalData(db, {
      keyStore,
      clock,
      fields,
      signer: { party: 'hub', key: hubKey },
      ...sealing,
    });
    return personalEndpoints(personal, accounts);
  };
  const server = await testServer({ ...rest, also });
  const again = async (login: string): Promise<TestPerson> => {
    const anybody = typedClient(routes, server.url);
    const { body } = await anybody.postSession({ body: { login, password: testPassword } });
    const { token, account } = sessionIn(body);
    const client = typedClient(routes, server.url, (target, { headers, ...init }) =>
      fetch(target, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } }),
    );
    return { id: account.id, client };
  };
  return {
    ...server,
    personal: personal!,
    again,
    async become(login, roles = ['bureau'], name = login) {
      await server.accounts.create({ login, name, password: testPassword, party: 'hub', roles });
      return again(login);
    },
  };
}
