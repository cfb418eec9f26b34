import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RegistrationKind, registrationKinds } from './kinds.ts';
import { mayRegister } from './may-register.ts';
import { type Entry, mayOperate, type RightsFile, rightsRegister } from './register.ts';
import { dayMs, History } from './testing.ts';

const parties = ['tax', 'social', 'bank', 'land'] as const;
const registry = 'hub';

/** One thing that somebody tries; what it is about is chosen among what there is. */
type Act = {
  readonly what: 'ask' | 'certify' | 'return' | 'decide' | 'wait';
  readonly party: string;
  readonly asOwner: boolean;
  readonly to: string;
  readonly kind: RegistrationKind;
  readonly at: number;
  readonly days: number;
  readonly isUpheld: boolean;
};
const act: fc.Arbitrary<Act> = fc.record({
  what: fc.constantFrom('ask', 'ask', 'ask', 'certify', 'certify', 'certify', 'return', 'decide', 'wait'),
  party: fc.constantFrom(...parties, registry),
  asOwner: fc.boolean(),
  to: fc.constantFrom(...parties),
  kind: fc.constantFrom(...registrationKinds, 'initial', 'transfer', 'change'),
  at: fc.nat(1000),
  days: fc.oneof(fc.constant(0), fc.nat(20)),
  isUpheld: fc.boolean(),
});

/** One of the latest few: acts that are far apart seldom have to do with each other. */
function chosen<T>(items: readonly T[], at: number): T | undefined {
  return items.at(-1 - (at % Math.min(items.length, 3)));
}

/** Plays acts as they come; with `asksFirst` only those that the table lets somebody make. */
function played(acts: readonly Act[], asksFirst: boolean): History {
  const history = new History();
  for (const { what, party, asOwner, to, kind, at, days, isUpheld } of acts) {
    history.nowMs += 1;
    const terms = { registry, nowMs: history.nowMs };
    const certificate = kind === 'initial' ? null : (chosen(history.certificates, at)?.id ?? 'f'.repeat(64));
    const register = rightsRegister(history.file, terms);
    const about = register.find(({ answer }) => answer !== undefined && answer.id === certificate);
    // Owners try more often than others, or hardly any line would grow long.
    const issuer = asOwner ? (about?.owner ?? party) : party;
    const receiver = to === issuer ? 'port' : to;
    const refusal = mayRegister(register, { kind, party: issuer, certificate }, terms);
    if (what === 'ask' && !(asksFirst && refusal)) {
      history.register(issuer, kind, {
        certificate,
        to: kind === 'licence' || kind === 'transfer' ? receiver : null,
      });
      const [last] = rightsRegister(history.file, terms).slice(-1);
      if (asksFirst && kind !== 'objection' && kind !== 'revocation') assert.equal(last?.state, 'submitted');
    }
    const registration = chosen(
      history.registrations.filter(({ body }) => body.kind !== 'objection'),
      at,
    );
    if (what === 'certify' && registration) history.certify(registration.id, { noticeDays: days });
    if (what === 'return' && registration) history.sendBack(registration.id);
    const objection = chosen(
      history.registrations.filter(({ body }) => body.kind === 'objection'),
      at,
    );
    if (what === 'decide' && objection) history.decide(objection.id, isUpheld ? 'upheld' : 'dismissed');
    if (what === 'wait') history.nowMs += days * dayMs;
  }
  return history;
}

const histories = fc.array(act, { maxLength: 40, size: 'max' });
const isTitle = ({ registration }: Entry): boolean =>
  ['initial', 'change', 'transfer'].includes(registration.body.kind);

function registerAt(file: RightsFile, nowMs: number): readonly Entry[] {
  return rightsRegister(file, { registry, nowMs });
}

test('no order in which documents come changes the register', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat()), (acts, numbers) => {
      const { file, nowMs } = played(acts, false);
      const shuffled = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, at: numbers.next().value! }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ item }) => item);
      const other = {
        registrations: shuffled(file.registrations),
        certificates: shuffled(file.certificates),
        records: shuffled(file.records),
        decisions: shuffled(file.decisions),
      };
      assert.deepEqual(registerAt(other, nowMs), registerAt(file, nowMs));
    }),
  );
});

/** What several entries on one certificate are, in the order in which they are certified. */
const race = fc.array(
  fc.record({
    kind: fc.constantFrom('transfer', 'change', 'deregistration', 'licence'),
    to: fc.constantFrom(...parties),
    days: fc.nat(5),
    at: fc.nat(100),
  } as const),
  { minLength: 1, maxLength: 4 },
);

test('of one line never more than one title is in force, however many entries race for it', () => {
  fc.assert(
    fc.property(fc.array(race, { minLength: 1, maxLength: 4 }), (rounds) => {
      const history = new History();
      history.certify(history.register('tax', 'initial').id);
      for (const entries of rounds) {
        const before = registerAt(history.file, history.nowMs);
        const titles = before.filter(({ answer }) => answer !== undefined);
        const asked = entries.map(({ kind, to, days, at }) => {
          const { answer, owner } = titles[at % titles.length]!;
          const receiver = kind === 'licence' || kind === 'transfer' ? to : null;
          return { days, ...history.register(owner, kind, { certificate: answer!.id, to: receiver }) };
        });
        for (const { id, days } of asked) {
          history.certify(id, { noticeDays: days });
          history.nowMs += dayMs;
        }
        const register = registerAt(history.file, history.nowMs);
        const inForce = register.filter((entry) => entry.state === 'in_force' && isTitle(entry));
        assert.ok(inForce.length <= 1);
      }
    }),
  );
});

test('nobody operates a product without a certificate of the registry, and nobody else can take one away', () => {
  fc.assert(
    fc.property(histories, (acts) => {
      const { file, nowMs } = played(acts, false);
      const forged = {
        registrations: file.registrations.map((one) =>
          one.body.kind === 'revocation' ? { ...one, issuer: 'land' } : one,
        ),
        certificates: file.certificates.map((one) => ({ ...one, issuer: 'land' })),
        records: file.records,
        decisions: file.decisions,
      };
      for (const party of parties) assert.equal(mayOperate(registerAt(forged, nowMs), party), false);
      const without = {
        ...file,
        registrations: file.registrations.filter(
          ({ issuer, body }) => body.kind !== 'revocation' || issuer !== registry,
        ),
      };
      const withForged = {
        ...without,
        registrations: [
          ...without.registrations,
          ...file.registrations
            .filter(({ body }) => body.kind === 'revocation')
            .map((one) => ({ ...one, issuer: 'land' })),
        ],
      };
      assert.deepEqual(registerAt(withForged, nowMs), registerAt(without, nowMs));
    }),
  );
});

test('what the table lets somebody ask for reaches the registry, and time alone only ends notice and validity', () => {
  fc.assert(
    fc.property(histories, fc.nat(30), (acts, days) => {
      const { file, nowMs } = played(acts, true);
      const before = registerAt(file, nowMs);
      const after = registerAt(file, nowMs + days * dayMs);
      for (const [at, { state }] of before.entries())
        if (['submitted', 'returned', 'rejected', 'contested', 'ended'].includes(state))
          assert.equal(after[at]!.state, state);
    }),
  );
});
