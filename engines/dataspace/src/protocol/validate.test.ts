import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { errorForm, stateForm } from './process.ts';
import { findFaults, readMessage, writeMessage } from './validate.ts';
import { context, readReason } from './wire.ts';

const request = (offer: object) => ({
  '@context': context,
  '@type': 'ContractRequestMessage',
  consumerPid: 'urn:1',
  callbackAddress: 'https://bank.example',
  offer: { '@type': 'Offer', '@id': 'urn:offer', ...offer },
});
const constrained = (constraint: object) =>
  request({ permission: [{ action: 'use', constraint: [constraint] }] });
const faulty = (type: string, value: object) => findFaults(type, value).length > 0;

test('an operand on the right is a text, an object or a list, and never a number', () => {
  for (const rightOperand of ['5', { '@value': 5 }, ['5']])
    deepEqual(
      findFaults(
        'ContractRequestMessage',
        constrained({ leftOperand: 'urn:count', operator: 'lteq', rightOperand }),
      ),
      [],
    );
  const number = constrained({ leftOperand: 'urn:count', operator: 'lteq', rightOperand: 5 });
  equal(faulty('ContractRequestMessage', number), true);
});

test('constraints are one of the logical ones or an atomic one, however deep', () => {
  const atom = { leftOperand: 'urn:purpose', operator: 'eq', rightOperand: 'urn:risk' };
  equal(
    faulty('ContractRequestMessage', constrained({ or: [{ and: [atom, atom] }, { xone: [atom] }] })),
    false,
  );
  equal(
    faulty('ContractRequestMessage', constrained({ or: [{ and: [{ ...atom, operator: 'is' }] }] })),
    true,
  );
  equal(faulty('ContractRequestMessage', constrained({ and: [atom], or: [atom] })), true);
});

test('a context is a list, rules stand in lists, and a first message says where to answer', () => {
  const good = request({ permission: [{ action: 'use' }] });
  equal(faulty('ContractRequestMessage', good), false);
  equal(faulty('ContractRequestMessage', { ...good, '@context': context[0] }), true);
  equal(faulty('ContractRequestMessage', request({ permission: { action: 'use' } })), true);
  equal(faulty('ContractRequestMessage', { ...good, providerPid: 'urn:2' }), true);
  equal(faulty('ContractRequestMessage', { ...good, callbackAddress: undefined }), true);
});

test('an offer has a target in a message and none in a catalogue', () => {
  const offer = { '@id': 'urn:offer', permission: [{ action: 'use' }] };
  const dataset = (more: object) => ({
    '@context': context,
    '@id': 'urn:dataset',
    hasPolicy: [{ ...offer, ...more }],
    distribution: [{ format: 'HttpData-PULL', accessService: 'urn:service' }],
  });
  equal(faulty('Dataset', dataset({})), false);
  equal(faulty('Dataset', dataset({ target: 'urn:dataset' })), true);
});

test('states and errors have the form of the protocol', () => {
  const common = { pid: 'urn:1', peerPid: 'urn:2', peer: 'bank', peerAddress: '', reason: undefined };
  const transfer = {
    ...common,
    role: 'provider' as const,
    createdAtMs: 0,
    updatedAtMs: 0,
    state: 'STARTED' as const,
    agreementId: 'urn:agreement',
    format: 'HttpData-PULL',
    dataAddress: undefined,
  };
  deepEqual(findFaults('TransferProcess', stateForm(transfer)), []);
  const reason = { code: 'test.no', text: ['No.'] };
  for (const [family, type] of [
    ['negotiation', 'ContractNegotiationError'],
    ['transfer', 'TransferError'],
    ['catalog', 'CatalogError'],
  ] as const)
    deepEqual(findFaults(type, errorForm(family, {}, reason)), []);
});

test('what is no JSON, no UTF-8, nested without end, or holds a half character is not read', () => {
  const bodies = [
    Buffer.from('{'),
    Buffer.from([0x22, 0xff, 0x22]),
    Buffer.from(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`),
    Buffer.from(
      JSON.stringify({ '@context': context, '@type': 'CatalogRequestMessage', filter: ['\ud800'] }),
    ),
  ];
  for (const body of bodies) equal(readMessage('CatalogRequestMessage', body).kind, 'invalid');
  const escaped = { '@context': context, '@type': 'CatalogRequestMessage', filter: ['\\u0000'] };
  equal(readMessage('CatalogRequestMessage', Buffer.from(JSON.stringify(escaped))).kind, 'message');
});

test('an invalid message of one’s own is never written', () => {
  throws(() => writeMessage('ContractRequestMessage', request({})), {
    code: 'dataspace.own_message_invalid',
  });
});

test('a reason is read from sentences and from objects with one, and is bounded', () => {
  const none = { code: 'none', text: [] };
  const reason = ['One.', { message: 'Two.' }, { '@value': 'Three.' }, { other: 4 }];
  deepEqual(readReason({ '@type': '', code: 'X', reason }, none), {
    code: 'X',
    text: ['One.', 'Two.', 'Three.', '{"other":4}'],
  });
  const long = readReason({ '@type': '', reason: Array.from({ length: 50 }, () => 'x'.repeat(5000)) }, none);
  deepEqual([long.code, long.text.length, long.text[0]?.length], ['none', 20, 1000]);
});
