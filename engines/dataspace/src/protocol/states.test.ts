import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { negotiationMessages, nextNegotiationState, nextTransferState, transferMessages } from './states.ts';

const roles = ['consumer', 'provider'] as const;

test('a negotiation knows these steps and no other, over all states, senders and messages', () => {
  const states = [
    undefined,
    'REQUESTED',
    'OFFERED',
    'ACCEPTED',
    'AGREED',
    'VERIFIED',
    'FINALIZED',
    'TERMINATED',
  ] as const;
  const allowed = states.flatMap((from) =>
    roles.flatMap((sender) =>
      negotiationMessages.flatMap((message) => {
        const to = nextNegotiationState(from, sender, message);
        return to ? [`${from ?? '-'} ${sender} ${message} ${to}`] : [];
      }),
    ),
  );
  deepEqual(
    allowed.toSorted(),
    [
      '- consumer request REQUESTED',
      '- provider offer OFFERED',
      'REQUESTED provider offer OFFERED',
      'REQUESTED provider agreement AGREED',
      'OFFERED consumer request REQUESTED',
      'OFFERED consumer accepted ACCEPTED',
      'ACCEPTED provider agreement AGREED',
      'AGREED consumer verification VERIFIED',
      'VERIFIED provider finalized FINALIZED',
      ...['REQUESTED', 'OFFERED', 'ACCEPTED', 'AGREED', 'VERIFIED'].flatMap((from) =>
        roles.map((role) => `${from} ${role} termination TERMINATED`),
      ),
    ].toSorted(),
  );
});

test('a transfer knows these steps and no other, over all states, senders and messages', () => {
  const states = [undefined, 'REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED'] as const;
  const allowed = states.flatMap((from) =>
    roles.flatMap((sender) =>
      transferMessages.flatMap((message) => {
        const to = nextTransferState(from, sender, message);
        return to ? [`${from ?? '-'} ${sender} ${message} ${to}`] : [];
      }),
    ),
  );
  deepEqual(
    allowed.toSorted(),
    [
      '- consumer request REQUESTED',
      'REQUESTED provider start STARTED',
      ...roles.flatMap((role) => [
        `SUSPENDED ${role} start STARTED`,
        `STARTED ${role} suspension SUSPENDED`,
        `STARTED ${role} completion COMPLETED`,
        `REQUESTED ${role} termination TERMINATED`,
        `STARTED ${role} termination TERMINATED`,
        `SUSPENDED ${role} termination TERMINATED`,
      ]),
    ].toSorted(),
  );
});
