import type { Verified } from '../../documents.ts';
import type { RegistrationKind, Right } from './kinds.ts';

type Registration = Verified<'rights_registration'>;
type Certificate = Verified<'rights_certificate'>;

/** Everything verified that bears on the rights in products of one number, from whoever, in any order. */
export type RightsFile = {
  readonly registrations: readonly Registration[];
  readonly certificates: readonly Certificate[];
  readonly records: readonly Verified<'objection_record'>[];
  readonly decisions: readonly Verified<'objection_decision'>[];
};

/** Whose certificates count, and when it is. */
export type RightsTerms = { readonly registry: string; readonly nowMs: number };

/**
 * Where an entry stands. `void` is one that its issuer could not make: not the owner, rights it does not have, a certificate that is
 * none or that another entry has replaced first. `replaced` gave way to a change or a transfer, `ended` to a deregistration or a revocation.
 */
export const entryStates = [
  'void',
  'submitted',
  'returned',
  'on_notice',
  'contested',
  'rejected',
  'in_force',
  'replaced',
  'ended',
  'expired',
] as const;
/** One of them. */
export type EntryState = (typeof entryStates)[number];

/** An objection and what the registry decided on it. */
export type Objection = {
  readonly objection: Registration;
  /** When it reached the registry. */
  readonly recordedMs: number;
  readonly decision: Verified<'objection_decision'> | undefined;
};

/** A registration with all that came of it. */
export type Entry = {
  readonly registration: Registration;
  readonly answer: Certificate | undefined;
  readonly objections: readonly Objection[];
  readonly state: EntryState;
  /** Who holds the rights of this certificate's line. */
  readonly owner: string;
  /** Who may use them: the owner, or the one that received a licence. */
  readonly entitled: string;
  readonly rights: readonly Right[];
};

/**
 * The register of one product number, the earliest entry first; derived from signed documents alone, never stored. No order in which
 * documents come changes it: entries hang together by the ids of certificates, and only the registry's own times are compared.
 */
export function rightsRegister(file: RightsFile, terms: RightsTerms): readonly Entry[] {
  const reader = new RegisterReader(file, terms);
  return byTime(file.registrations)
    .filter(({ body }) => body.kind !== 'objection' && body.kind !== 'revocation')
    .map((registration) => reader.entryOf(registration));
}

/** Whether a party may list the product: a right to operate it is in force for it, its own or licensed. */
export function mayOperate(register: readonly Entry[], party: string): boolean {
  return register.some(
    ({ state, entitled, rights }) => state === 'in_force' && entitled === party && rights.includes('operate'),
  );
}

/** A line of certificates, as far as it is known: whose it is, and what it comprises. */
type Title = Pick<Entry, 'owner' | 'entitled' | 'rights'>;

class RegisterReader {
  readonly #file: RightsFile;
  readonly #terms: RightsTerms;
  readonly #byCertificate: ReadonlyMap<string, Registration>;
  readonly #answers: ReadonlyMap<string, Certificate>;

  constructor(file: RightsFile, terms: RightsTerms) {
    this.#file = file;
    this.#terms = terms;
    const registrations = new Map(file.registrations.map((one) => [one.id, one]));
    const answers = new Map<string, Certificate>();
    // The first answer stands: what was wrongly certified is revoked, not decided anew.
    for (const answer of byTime(file.certificates))
      if (answer.issuer === terms.registry && !answers.has(answer.body.registration))
        answers.set(answer.body.registration, answer);
    this.#answers = answers;
    this.#byCertificate = new Map(
      [...answers.values()].flatMap((answer) => {
        const registration = registrations.get(answer.body.registration);
        return registration && answer.body.decision === 'accepted' ? [[answer.id, registration]] : [];
      }),
    );
  }

  entryOf(registration: Registration): Entry {
    const title = this.#titleOf(registration);
    const answer = this.#answers.get(registration.id);
    const state = title ? this.#stateOf(registration) : 'void';
    const nobody = { owner: registration.issuer, entitled: registration.issuer, rights: [] };
    return {
      registration,
      answer,
      objections: this.#objectionsTo(registration),
      state,
      ...(title ?? nobody),
    };
  }

  /** Undefined where whoever signed it had nothing to give. Ids are hashes, so no certificate can build on itself. */
  #titleOf({ issuer, body }: Registration): Title | undefined {
    if (body.kind === 'initial')
      return body.certificate === null ? { owner: issuer, entitled: issuer, rights: body.rights } : undefined;
    const base = this.#byCertificate.get(body.certificate ?? '');
    const from = base && isTitle(base.body.kind) ? this.#titleOf(base) : undefined;
    if (from?.owner !== issuer) return undefined;
    const isWithin = body.rights.every((right) => from.rights.includes(right));
    switch (body.kind) {
      case 'licence':
        return body.to !== null && body.to !== issuer && isWithin
          ? { owner: issuer, entitled: body.to, rights: body.rights }
          : undefined;
      case 'transfer':
        return body.to !== null && isWithin
          ? { owner: body.to, entitled: body.to, rights: body.rights }
          : undefined;
      case 'change':
        return { owner: issuer, entitled: issuer, rights: body.rights };
      default:
        return { ...from, rights: [] };
    }
  }

  #stateOf(registration: Registration): EntryState {
    const held = this.#heldUp(registration);
    if (held) return held;
    const answer = acceptedOf(this.#answers.get(registration.id))!;
    const { kind, certificate } = registration.body;
    if (!this.#hasEffect(registration)) return 'void';
    if (kind === 'deregistration') return 'ended';
    const line = kind === 'licence' ? certificate! : answer.id;
    if (this.#endOf(answer.id) === 'ended') return 'ended';
    // A licence outlives a change or a transfer of what it was given under, and nothing else.
    const end = this.#endAlong(line);
    if (end === 'ended' || (end === 'replaced' && kind !== 'licence')) return end;
    return this.#terms.nowMs < Date.parse(answer.body.validUntil) ? 'in_force' : 'expired';
  }

  /** Why an entry has no effect yet, or never will; undefined once it has. */
  #heldUp(registration: Registration): EntryState | undefined {
    const answer = this.#answers.get(registration.id);
    if (!answer) return 'submitted';
    if (answer.body.decision === 'returned') return 'returned';
    const decisions = this.#objectionsTo(registration).map(({ decision }) => decision?.body.decision);
    if (decisions.includes('upheld')) return 'rejected';
    if (this.#revoked(answer.id)) return 'ended';
    if (decisions.includes(undefined)) return 'contested';
    return this.#terms.nowMs < Date.parse(answer.body.noticeUntil) ? 'on_notice' : undefined;
  }

  /** Certified, undisputed, on a certificate that has effect itself, and the one that takes its place where it would take it. */
  #hasEffect(registration: Registration): boolean {
    if (this.#heldUp(registration)) return false;
    const { kind, certificate } = registration.body;
    if (kind === 'initial') return true;
    const isNext = !replacing.includes(kind) || this.#successorOf(certificate!) === registration;
    return isNext && this.#hasEffect(this.#byCertificate.get(certificate!)!);
  }

  /** A certificate's end, or that of whatever replaced it. */
  #endAlong(certificate: string): 'ended' | 'replaced' | undefined {
    const end = this.#endOf(certificate);
    if (end !== 'replaced') return end;
    const successor = this.#successorOf(certificate)!;
    return this.#endAlong(this.#answers.get(successor.id)!.id) === 'ended' ? 'ended' : 'replaced';
  }

  #endOf(certificate: string): 'ended' | 'replaced' | undefined {
    if (this.#revoked(certificate)) return 'ended';
    const successor = this.#successorOf(certificate);
    if (!successor || this.#heldUp(successor)) return undefined;
    return successor.body.kind === 'deregistration' ? 'ended' : 'replaced';
  }

  #revoked(certificate: string): boolean {
    return this.#file.registrations.some(
      ({ issuer, body }) =>
        body.kind === 'revocation' && issuer === this.#terms.registry && body.certificate === certificate,
    );
  }

  /** Of several that were certified, the first: the others wait for it to be rejected or revoked, so that none gives way once it counts. */
  #successorOf(certificate: string): Registration | undefined {
    const following = this.#file.registrations.filter(
      (one) => one.body.certificate === certificate && replacing.includes(one.body.kind),
    );
    const answers = byTime(
      following.flatMap((one) => {
        const answer = acceptedOf(this.#answers.get(one.id));
        const isOut = ['rejected', 'ended'].includes(this.#heldUp(one) ?? '');
        return answer && this.#titleOf(one) && !isOut ? [answer] : [];
      }),
    );
    return following.find(({ id }) => id === answers[0]?.body.registration);
  }

  #objectionsTo(registration: Registration): readonly Objection[] {
    const answer = acceptedOf(this.#answers.get(registration.id));
    if (!answer) return [];
    const untilMs = Date.parse(answer.body.noticeUntil);
    const owner = this.#titleOf(registration)?.owner;
    return byTime(this.#file.registrations)
      .filter(
        ({ issuer, body }) => body.kind === 'objection' && body.certificate === answer.id && issuer !== owner,
      )
      .flatMap((objection) => {
        const recordedMs = this.#recordedMs(objection.id);
        if (recordedMs === undefined || recordedMs >= untilMs) return [];
        return [{ objection, recordedMs, decision: this.#decisionOn(objection.id) }];
      });
  }

  #recordedMs(objection: string): number | undefined {
    const record = byTime(this.#file.records).find(
      ({ issuer, body }) => issuer === this.#terms.registry && body.objection === objection,
    );
    return record && Date.parse(record.body.recordedAt);
  }

  #decisionOn(objection: string): Objection['decision'] {
    return byTime(this.#file.decisions).find(
      ({ issuer, body }) => issuer === this.#terms.registry && body.objection === objection,
    );
  }
}

/** What takes the place of the certificate it is about. */
const replacing: readonly RegistrationKind[] = ['change', 'transfer', 'deregistration'];

/**
 * Whether a certificate of that kind is one to build on: a licence is its receiver's end of a line, a deregistration everybody's, and
 * a revocation or an objection that a registry certifies all the same is nothing.
 */
export function isTitle(kind: RegistrationKind): boolean {
  return kind === 'initial' || kind === 'change' || kind === 'transfer';
}

type Accepted = Certificate & { readonly body: { readonly decision: 'accepted' } };

function acceptedOf(answer: Certificate | undefined): Accepted | undefined {
  return answer?.body.decision === 'accepted' ? (answer as Accepted) : undefined;
}

/** Of one instant by id: whoever derives the register finds the same. */
function byTime<T extends { readonly issuedAtMs: number; readonly id: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.issuedAtMs - b.issuedAtMs || (a.id < b.id ? -1 : 1));
}
