import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProposalView } from '@finharbor/harbor/contract';
import { turnOf } from './turn.ts';

const answer = (party: string, decision: 'approved' | 'declined') => ({
  party,
  decision,
  reason: '',
  atMs: 1,
});
const proposal = (part: Partial<ProposalView>): ProposalView => ({
  id: 'a'.repeat(64),
  kind: 'intersect',
  contract: 'c'.repeat(64),
  title: { en: 'Firms', zh: '企业' },
  purpose: { en: 'Purpose', zh: '用途' },
  consumer: 'bank',
  providers: ['tax', 'social'],
  state: 'proposed',
  proposedAtMs: 0,
  plan: {},
  digest: 'd'.repeat(64),
  data: {},
  leakage: [],
  answers: [],
  jobs: [],
  ...part,
});

test('a proposal waits for each provider until that one has answered, then for the others', () => {
  const half = proposal({ answers: [answer('tax', 'approved')] });
  assert.deepEqual(
    ['tax', 'social', 'bank'].map((party) => turnOf(party, half)),
    ['others', 'own', 'others'],
  );
});

test('an approved one waits for its consumer until it has run, and one that is over for nobody', () => {
  const approved = proposal({ state: 'approved' });
  assert.deepEqual([turnOf('bank', approved), turnOf('tax', approved)], ['own', 'others']);
  const ran = proposal({ state: 'approved', jobs: [{ id: 'j', status: 'done', createdAtMs: 2 }] });
  const over = (['declined', 'withdrawn', 'contract_over'] as const).map((state) => proposal({ state }));
  for (const one of [ran, ...over])
    assert.deepEqual([turnOf('bank', one), turnOf('tax', one)], ['nobody', 'nobody'], one.state);
});
