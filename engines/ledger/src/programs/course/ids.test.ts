import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson } from '@finharbor/kernel';
import { transferFlags } from '../../model/transfer.ts';
import { parseProgram, programJson } from '../read.ts';
import { prepaidCard } from '../testing/examples.ts';
import { compile } from './compile.ts';
import type { ProgramEvent } from './event.ts';
import { accountsOf, derivedId, eventMark, partId, programDigest, sealId } from './ids.ts';
import { startOf } from './state.ts';

const program = parseProgram(prepaidCard);
const fund: ProgramEvent = { kind: 'fund', id: 'f1', atMs: 1_800_000_000_000, by: 'wang' };

test('a program’s digest is the SHA-256 of its canonical JSON as it is on the wire', () => {
  const bytes = canonicalJson(programJson(program));
  assert.equal(programDigest(program), createHash('sha256').update(bytes).digest('hex'));
});

test('an id is the first 128 bits of SHA-256 over its parts under the domain', () => {
  // sha256 of ["finharbor.ledger.program.1","d","step",0,0], by sha256sum.
  assert.equal(derivedId('d', 'step', 0), 0x5e1b35feb414269fca03932c77386fbbn);
});

test('whoever knows the program and the event finds its transfers', () => {
  const answer = compile(program, fund, startOf(program));
  assert.equal(answer.kind, 'accepted');
  if (answer.kind !== 'accepted') return;
  const digest = programDigest(program);
  const { money, seal } = accountsOf(digest);
  assert.deepEqual(
    answer.accounts.map(({ id }) => id),
    [money, seal],
  );
  assert.deepEqual(answer.transfers, [
    {
      id: sealId(digest, 0),
      debitAccountId: money,
      creditAccountId: seal,
      amount: 0n,
      ledger: 156,
      code: 7,
      userData128: eventMark(fund),
      userData32: 1,
      flags: transferFlags.linked,
    },
    {
      id: partId(digest, 'f1', ['hold', '']),
      debitAccountId: 1002n,
      creditAccountId: money,
      amount: 202_000n,
      timeout: 0,
      ledger: 156,
      code: 7,
      userData128: eventMark(fund),
      userData32: 2,
      flags: transferFlags.pending,
    },
  ]);
});

test('another word in the rules is another program: other accounts, other transfers', () => {
  const other = { ...program, title: { ...program.title, en: 'Ten piano lessons.' } };
  assert.notDeepEqual(accountsOf(programDigest(other)), accountsOf(programDigest(program)));
  assert.notEqual(sealId(programDigest(other), 0), sealId(programDigest(program), 0));
});
