import assert from 'node:assert/strict';
import type { Procedure } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { type Someone, type TestCasework, testCasework } from './testing.ts';

/** A grant whose first step asks for no document. */
const freeGrant: Procedure = {
  ...grant,
  steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } },
};

/** People around grants, and ways to take one on. */
export type TestGrants = {
  readonly cases: TestCasework;
  readonly firm: Someone;
  readonly clerk: Someone;
  readonly chief: Someone;
  readonly experts: readonly Someone[];
  /** Files one under a name. */
  readonly filed: (name: string) => Promise<string>;
  /** Has the panel look at one that is filed; each expert's reason is a secret. */
  readonly judged: (id: string) => Promise<void>;
  /** Files, judges and pays one: it is published then. */
  readonly paid: (name: string) => Promise<string>;
};

/** Starts them for the test file that asks. */
export async function testGrants(): Promise<TestGrants> {
  const cases = await testCasework([freeGrant]);
  const firm = await cases.someone('firm:91440300MA5EXAMPL1', 'owner');
  const clerk = await cases.someone('hub', 'clerk');
  const chief = await cases.someone('hub', 'chief');
  const experts = await Promise.all([1, 2, 3].map(() => cases.someone('hub', 'guest')));
  const filed = async (name: string): Promise<string> => {
    const { id } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
    const form = { name, yuan: 900, kind: 'new' };
    await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
    return id;
  };
  const judged = async (id: string): Promise<void> => {
    const seats = experts.map(({ account }) => ({ account: account.id }));
    await clerk.client.postSeats({ params: { id }, body: { seats } });
    await clerk.client.postStep({ params: { id, step: 'judge' }, body: {} });
    for (const [at, { client }] of experts.entries()) {
      const form = { verdict: 'for', why: `A secret reason ${at}.` };
      await client.postOpinion({ params: { id }, body: { form } });
    }
  };
  const paid = async (name: string): Promise<string> => {
    const id = await filed(name);
    await judged(id);
    const { body } = await chief.client.postStep({ params: { id, step: 'pay' }, body: {} });
    assert.equal(body.state.name, 'paid');
    return id;
  };
  return { cases, firm, clerk, chief, experts, filed, judged, paid };
}
