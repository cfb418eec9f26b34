import { fail, type Json } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/http';
import { z } from 'zod';
import { reservedNames } from './sd-jwt/disclosure.ts';
import type { ClaimValue, TypeMetadata } from './type-metadata.ts';

/** One thing that credentials of a type say. */
export type ClaimType = {
  readonly label: Bilingual;
  readonly schema: z.ZodType<ClaimValue>;
  /** Its holder decides whom to show it to. */
  readonly hidden?: boolean;
  readonly optional?: boolean;
};

/** A type of credentials as a definition. A new version is a new type to those who verify; what was issued keeps its own. */
export type CredentialType = {
  /** `pilot-exit` */
  readonly name: string;
  readonly version: number;
  /** What its numbers begin with: two to four capital letters. */
  readonly prefix: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  /**
   * A public one anybody finds by its number and reads whole. What is said of a person is not: only those to whom the holder shows it
   * see what the holder discloses.
   */
  readonly isPublic: boolean;
  /** The claim by which a public one is found where its number is not known, such as the number of a project. */
  readonly about?: string;
  readonly claims: Readonly<Record<string, ClaimType>>;
};

const registered = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'cnf',
  'vct',
  'vct#integrity',
  'aka_vcts',
];
const taken: readonly string[] = [...registered, 'status', 'number', '_sd_alg', ...reservedNames];

/**
 * Checks a type as its system starts. Errors: `credential.bad_type` for a name that is taken or malformed, a public type that hides
 * something, or a personal one that is to be found by what it says.
 */
export function defineCredentialType(type: CredentialType): CredentialType {
  const { name, version, prefix, claims, isPublic, about } = type;
  const refuse = (what: string): never =>
    fail('credential.bad_type', `The type ${name} of certificates ${what}.`);
  if (!/^[a-z][a-z-]{1,40}$/.test(name)) refuse('has a malformed name');
  if (!Number.isSafeInteger(version) || version < 1) refuse('has no version');
  if (!/^[A-Z]{2,4}$/.test(prefix)) refuse('has a malformed prefix');
  for (const [claim, { hidden }] of Object.entries(claims)) {
    if (taken.includes(claim) || !/^[a-z][a-z0-9_]{0,40}$/.test(claim))
      refuse(`cannot have a claim ${claim}`);
    if (isPublic && hidden) refuse(`is public and hides ${claim}`);
  }
  if (about !== undefined && !(isPublic && Object.hasOwn(claims, about)))
    refuse(`cannot be found by ${about}`);
  return type;
}

/** The part of a type's address that is its own: `pilot-exit-1`. */
export function typeSlug({ name, version }: Pick<CredentialType, 'name' | 'version'>): string {
  return `${name}-${version}`;
}

/** Reads what a credential is to say against its type. Errors: `credential.bad_claims`. */
export function readClaims(type: CredentialType, given: unknown): Readonly<Record<string, ClaimValue>> {
  const shape = Object.entries(type.claims).map(([name, { schema, optional }]) => [
    name,
    optional ? schema.optional() : schema,
  ]);
  const read = z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>).safeParse(given);
  if (read.success) return read.data as Record<string, ClaimValue>;
  const where = read.error.issues.map(({ path, code }) => `/${path.join('/')} ${code}`).join(', ');
  return fail('credential.bad_claims', `A certificate of the type ${type.name} does not say this: ${where}.`);
}

const locales = [
  ['zh-CN', 'zh'],
  ['en-US', 'en'],
] as const;

/** The number that every credential bears beside its own claims. */
const numberClaim: ClaimType = { label: { en: 'Number', zh: '证书编号' }, schema: z.string() };

/** A type as its address answers. */
export function typeMetadata(type: CredentialType, vct: string): TypeMetadata {
  const { title, description, claims } = type;
  return {
    ...{ vct, name: title.en, description: description.en },
    display: locales.map(([locale, language]) => ({
      ...{ locale, name: title[language], description: description[language] },
    })),
    claims: Object.entries({ number: numberClaim, ...claims }).map(([name, { label, hidden, optional }]) => ({
      path: [name],
      display: locales.map(([locale, language]) => ({ locale, label: label[language] })),
      mandatory: !optional,
      sd: hidden ? ('always' as const) : ('never' as const),
    })),
  };
}

/** A claim as a line of text, for paper and pages. */
export function claimText(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(claimText).join('、');
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
