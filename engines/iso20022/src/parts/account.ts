import { code, currencyCode, iban, text } from '../schema/leaves.ts';
import { choice, type Fields, type Node, one, optional, sequence } from '../schema/node.ts';
import { type Agent, agent } from './agent.ts';
import { type CodeOrProprietary, externalCode } from './choices.ts';
import { type GenericIdentification, type Party, party } from './party.ts';

/** What names an account: an `IBAN` with right check digits, or another number (`Othr`), as in China. */
export type AccountIdentification =
  | { readonly iban: string }
  /** `Id` has at most 34 characters here. */
  | { readonly other: GenericIdentification };

/** What stands for an account (`Prxy`), such as a telephone number. */
export type AccountProxy = {
  /** `Tp` */
  readonly type?: CodeOrProprietary;
  /** `Id` */
  readonly id: string;
};

/** An account (`DbtrAcct`, `CdtrAcct`, …). */
export type Account = {
  /** `Id` */
  readonly id: AccountIdentification;
  /** `Tp` */
  readonly type?: CodeOrProprietary;
  /** `Ccy`, ISO 4217 */
  readonly currency?: string;
  /** `Nm` */
  readonly name?: string;
  /** `Prxy` */
  readonly proxy?: AccountProxy;
};

/** The account of a statement (`Acct`), with its owner (`Ownr`) and its bank (`Svcr`). */
export type StatementAccount = Account & { readonly owner?: Party; readonly servicer?: Agent };

const accountId: Node<AccountIdentification> = choice<AccountIdentification>({
  iban: one('IBAN', iban),
  other: one(
    'Othr',
    sequence<GenericIdentification>({
      id: one('Id', text(34)),
      schemeName: optional('SchmeNm', externalCode),
      issuer: optional('Issr', text(35)),
    }),
  ),
});

const accountFields: Fields<Account> = {
  id: one('Id', accountId),
  type: optional('Tp', externalCode),
  currency: optional('Ccy', currencyCode),
  name: optional('Nm', text(70)),
  proxy: optional(
    'Prxy',
    sequence<AccountProxy>({ type: optional('Tp', externalCode), id: one('Id', text(2048)) }),
  ),
};

export const account: Node<Account> = sequence<Account>(accountFields);

export const statementAccount: Node<StatementAccount> = sequence<StatementAccount>({
  ...accountFields,
  owner: optional('Ownr', party),
  servicer: optional('Svcr', agent),
});

/** The codes of the account types of 2009 are a closed list. */
const accountType2009: Node<CodeOrProprietary> = choice<CodeOrProprietary>({
  code: one(
    'Cd',
    code([
      'CASH',
      'CHAR',
      'COMM',
      'TAXE',
      'CISH',
      'TRAS',
      'SACC',
      'CACC',
      'SVGS',
      'ONDP',
      'MGLD',
      'NREX',
      'MOMA',
      'LOAN',
      'SLRY',
      'ODFT',
    ]),
  ),
  proprietary: one('Prtry', text(35)),
});

export const account2009: Node<Account> = sequence<Omit<Account, 'proxy'>>({
  id: one('Id', accountId),
  type: optional('Tp', accountType2009),
  currency: optional('Ccy', currencyCode),
  name: optional('Nm', text(70)),
});
