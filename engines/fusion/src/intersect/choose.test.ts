import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseProtocol, localNetwork, type ProtocolQuestion } from './choose.ts';

const sizes = (count: number): Pick<ProtocolQuestion, 'receiverSize' | 'senderSize'> => ({
  receiverSize: count,
  senderSize: count,
});
const slow = { bytesPerSecond: 12_500_000, roundTripMs: 40 };
const loopback = { bytesPerSecond: 1_000_000_000, roundTripMs: 0 };

test('against a malicious peer there is only RR22, and the others say why not', () => {
  const { protocol, estimates, reason } = chooseProtocol({ ...sizes(1000), adversary: 'malicious' });
  assert.equal(protocol, 'rr22');
  assert.match(reason.en, /Only RR22/);
  const kkrt = estimates.find((one) => one.protocol === 'kkrt');
  assert.match(kkrt!.unfit!.en, /malicious/);
  assert.match(kkrt!.unfit!.zh, /恶意/);
  const ecdh = estimates.find((one) => one.protocol === 'ecdh');
  assert.match(ecdh!.unfit!.en, /malicious.*declared number.*sender that deviates/);
  assert.match(ecdh!.unfit!.zh, /恶意.*申报.*发送方/);
});

test('a line that is slow makes few bytes win, one that is fast little work', () => {
  const at = (link: typeof slow) => chooseProtocol({ ...sizes(2 ** 20), adversary: 'semi-honest', link });
  assert.equal(at(slow).protocol, 'rr22');
  assert.equal(at(loopback).protocol, 'kkrt');
  for (const link of [slow, loopback]) {
    const { protocol, estimates, reason } = at(link);
    const first = estimates.toSorted((a, b) => a.seconds - b.seconds)[0]!;
    assert.equal(first.protocol, protocol);
    for (const text of [reason.en, reason.zh]) assert.match(text, /RR22.*KKRT16|KKRT16.*RR22/);
  }
});

test('few identifiers go by ECDH, whatever the line, and the reason names all that were weighed', () => {
  for (const link of [slow, loopback]) {
    const { protocol, reason } = chooseProtocol({ ...sizes(300), adversary: 'semi-honest', link });
    assert.equal(protocol, 'ecdh');
    for (const text of [reason.en, reason.zh]) assert.match(text, /ECDH.*(RR22|KKRT16)/);
  }
  const { estimates } = chooseProtocol({ ...sizes(2 ** 20 + 1), adversary: 'semi-honest' });
  assert.match(estimates.find((one) => one.protocol === 'ecdh')!.unfit!.en, /at most 1048576/);
});

test('lists too long for one leave the other, and lists too long for all leave none', () => {
  const only = chooseProtocol({ ...sizes(10_000_000), adversary: 'semi-honest', link: slow });
  assert.equal(only.protocol, 'kkrt');
  const none = chooseProtocol({ ...sizes(10_000_000), adversary: 'malicious' });
  assert.equal(none.protocol, undefined);
  assert.ok(none.estimates.every(({ unfit }) => unfit));
});

test('what is asked for is taken where it does, and not where it does not', () => {
  const asked = { ...sizes(2 ** 20), adversary: 'semi-honest', link: loopback } as const;
  assert.equal(chooseProtocol({ ...asked, asked: 'rr22' }).protocol, 'rr22');
  assert.equal(chooseProtocol({ ...asked, adversary: 'malicious', asked: 'kkrt' }).protocol, undefined);
  assert.equal(chooseProtocol({ ...asked, asked: 'auto' }).protocol, chooseProtocol(asked).protocol);
  assert.deepEqual(chooseProtocol({ ...sizes(5), adversary: 'malicious' }).link, localNetwork);
});
