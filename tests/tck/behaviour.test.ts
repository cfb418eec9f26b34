import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Negotiation, NegotiationState, Transfer } from '@finharbor/dataspace';
import { scriptedBehaviour } from './behaviour.ts';

const side = {
  pid: 'p1',
  peerPid: 'c1',
  role: 'provider',
  peer: 'TCK_PARTICIPANT',
  peerAddress: 'http://127.0.0.1:1',
  reason: undefined,
  createdAtMs: 0,
} as const;

function negotiation(datasetId: string, state: NegotiationState, updatedAtMs: number): Negotiation {
  const offer = { '@id': 'offer', target: datasetId, permission: [{ action: 'use' }] };
  return { ...side, state, datasetId, offer, offeredBy: 'consumer', agreement: undefined, updatedAtMs };
}

test("a second request of the same process is the script's second step, however often each is asked about", async () => {
  const behaviour = scriptedBehaviour();
  const kinds = [];
  for (const [state, atMs] of [
    ['REQUESTED', 1],
    ['REQUESTED', 1],
    ['OFFERED', 2],
    ['REQUESTED', 3],
    ['REQUESTED', 3],
  ] as const)
    kinds.push((await behaviour.negotiation(negotiation('ACN0102', state, atMs))).kind);
  assert.deepEqual(kinds, ['offer', 'offer', 'wait', 'terminate', 'terminate']);
});

test("two processes of one script do not take each other's steps, and what no script names is left waiting", async () => {
  const behaviour = scriptedBehaviour();
  const ask = async (pid: string, agreementId: string): Promise<string> => {
    const transfer: Transfer = {
      ...{ ...side, pid, agreementId, state: 'REQUESTED', format: 'HttpData-PULL' },
      ...{ dataAddress: undefined, updatedAtMs: 1 },
    };
    return (await behaviour.transfer(transfer)).kind;
  };
  assert.deepEqual(await Promise.all([ask('p1', 'ATP0101'), ask('p2', 'ATP0101'), ask('p3', 'ATP9999')]), [
    'start',
    'start',
    'wait',
  ]);
});
