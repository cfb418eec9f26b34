import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import type { Client } from './client.ts';
import { Session } from './session.ts';

/** A client that only knows whether it was destroyed: a real cluster ends a session when 64 others have begun. */
function clientAlone(): { readonly client: Client; readonly wasDestroyed: () => boolean } {
  let destroyed = false;
  const destroy = (): void => {
    destroyed = true;
  };
  return { client: { destroy } as Client, wasDestroyed: () => destroyed };
}

const refuse = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error('The client refuses.'), { code });
};

test('what the client refuses is a fault of the ledger, with its cause', async () => {
  const codes = {
    ERR_CLIENT_CLOSED: 'ledger.closed',
    ERR_TOO_MUCH_DATA: 'ledger.too_many_events',
    ERR_SOMETHING_ELSE: 'ledger.client_failed',
  };
  for (const [theirs, ours] of Object.entries(codes)) {
    const { client, wasDestroyed } = clientAlone();
    const session = new Session(client);
    await assert.rejects(session.ask(refuse(theirs)), (fault: FinharborError) => {
      assert.equal(fault.code, ours);
      assert.equal((fault.cause as NodeJS.ErrnoException).code, theirs);
      return true;
    });
    assert.equal(await session.ask(async () => 'still there'), 'still there');
    session.close();
    assert.ok(wasDestroyed());
  }
});

test('a session that the cluster has ended says so ever after, and its client is not destroyed, which would abort the process', async () => {
  const codes = {
    ERR_CLIENT_EVICTED: 'ledger.evicted',
    ERR_CLIENT_RELEASE_TOO_LOW: 'ledger.wrong_release',
    ERR_CLIENT_RELEASE_TOO_HIGH: 'ledger.wrong_release',
  };
  for (const [theirs, ours] of Object.entries(codes)) {
    const { client, wasDestroyed } = clientAlone();
    const session = new Session(client);
    await assert.rejects(session.ask(refuse(theirs)), { code: ours });
    await assert.rejects(session.ask(refuse('ERR_CLIENT_CLOSED')), { code: ours });
    session.close();
    assert.ok(!wasDestroyed());
  }
});
