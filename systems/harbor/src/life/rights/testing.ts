import { instantText } from '@finharbor/kernel';
import type { Body, Verified } from '../../documents.ts';
import type { RegistrationKind, Right } from './kinds.ts';
import type { RightsFile } from './register.ts';

/** The product number that the tests' registers are about. */
export const productNumber = '01937f00-0000-7000-8000-00000000ba02';
/** The first day of the tests' histories. */
export const dayZero: number = Date.parse('2026-06-01T00:00:00Z');
/** A day in milliseconds. */
export const dayMs = 86_400_000;

const said = { en: 'Said', zh: '文本' };
const every: readonly Right[] = ['hold', 'process', 'operate'];

type Terms = { readonly noticeDays?: number; readonly validDays?: number };

/** Documents as nodes have verified them, each with an id of its own and dated as the history goes on. */
export class History {
  readonly registrations: Verified<'rights_registration'>[] = [];
  readonly certificates: Verified<'rights_certificate'>[] = [];
  readonly records: Verified<'objection_record'>[] = [];
  readonly decisions: Verified<'objection_decision'>[] = [];
  nowMs: number = dayZero;
  #count = 0;

  get file(): RightsFile {
    return this;
  }

  /** Asks the registry for an entry; returns its document. */
  register(
    issuer: string,
    kind: RegistrationKind,
    change: Partial<Body<'rights_registration'>> = {},
  ): Verified<'rights_registration'> {
    const hasRights = !['deregistration', 'revocation', 'objection'].includes(kind);
    const document = this.#signed('rights_registration', issuer, {
      registration: `01937f00-0000-7000-8000-${String(this.#count + 1).padStart(12, '0')}`,
      product: productNumber,
      kind,
      certificate: null,
      rights: hasRights ? every : [],
      origin: 'collected',
      basis: said,
      scope: said,
      evidence: [],
      to: null,
      ...change,
    });
    this.registrations.push(document);
    if (kind === 'objection') this.#record(document.id);
    return document;
  }

  /** An objection that its issuer dates otherwise than the registry does, which records it now. */
  objectDated(issuer: string, certificate: string, issuedAtMs: number): Verified<'rights_registration'> {
    const objection = { ...this.register(issuer, 'objection', { certificate }), issuedAtMs };
    this.registrations.splice(-1, 1, objection);
    return objection;
  }

  /** Certifies an entry with so many days of notice. */
  certify(registration: string, { noticeDays = 0, validDays = 1000 }: Terms = {}): string {
    const document = this.#signed('rights_certificate', 'hub', {
      registration,
      product: productNumber,
      decision: 'accepted',
      findings: [],
      number: `No. ${this.#count}`,
      noticeUntil: instantText(this.nowMs + noticeDays * dayMs),
      validUntil: instantText(this.nowMs + validDays * dayMs),
    });
    this.certificates.push(document);
    return document.id;
  }

  sendBack(registration: string): void {
    this.certificates.push(
      this.#signed('rights_certificate', 'hub', {
        registration,
        product: productNumber,
        decision: 'returned',
        findings: ['The basis is missing.'],
      }),
    );
  }

  decide(objection: string, decision: 'upheld' | 'dismissed', issuer = 'hub'): void {
    this.decisions.push(
      this.#signed('objection_decision', issuer, {
        objection,
        product: productNumber,
        decision,
        reason: 'Heard.',
      }),
    );
  }

  #record(objection: string): void {
    const recordedAt = instantText(this.nowMs);
    this.records.push(
      this.#signed('objection_record', 'hub', { objection, product: productNumber, recordedAt }),
    );
  }

  #signed<T extends 'rights_registration' | 'rights_certificate' | 'objection_record' | 'objection_decision'>(
    type: T,
    issuer: string,
    body: Body<T>,
  ): Verified<T> {
    this.#count += 1;
    const id = this.#count.toString(16).padStart(64, '0');
    return { id, type, issuer, audience: ['*'], issuedAtMs: this.nowMs, body };
  }
}
