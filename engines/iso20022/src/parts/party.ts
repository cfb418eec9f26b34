import { bic, bic2009, country, date, lei, text } from '../schema/leaves.ts';
import { choice, list, type Node, one, optional, passed, sequence } from '../schema/node.ts';
import { type CodeOrProprietary, externalCode } from './choices.ts';

/** A postal address (`PstlAdr`). */
export type PostalAddress = {
  /** `Dept` */
  readonly department?: string;
  /** `SubDept` */
  readonly subDepartment?: string;
  /** `StrtNm` */
  readonly streetName?: string;
  /** `BldgNb` */
  readonly buildingNumber?: string;
  /** `BldgNm` */
  readonly buildingName?: string;
  /** `Flr` */
  readonly floor?: string;
  /** `PstBx` */
  readonly postBox?: string;
  /** `Room` */
  readonly room?: string;
  /** `PstCd` */
  readonly postCode?: string;
  /** `TwnNm` */
  readonly townName?: string;
  /** `TwnLctnNm` */
  readonly townLocationName?: string;
  /** `DstrctNm` */
  readonly districtName?: string;
  /** `CtrySubDvsn` */
  readonly countrySubDivision?: string;
  /** `Ctry`, ISO 3166 alpha-2 */
  readonly country?: string;
  /** `AdrLine`, at most 7 */
  readonly addressLines: readonly string[];
};

/** An identifier that somebody issued (`Othr`): `Id`, `SchmeNm`, `Issr`. */
export type GenericIdentification = {
  readonly id: string;
  readonly schemeName?: CodeOrProprietary;
  readonly issuer?: string;
};

/** Who an organisation is (`OrgId`). */
export type OrganisationIdentification = {
  /** `AnyBIC` */
  readonly anyBic?: string;
  /** `LEI` */
  readonly lei?: string;
  /** `Othr`; a Chinese firm's unified social credit code stands here. */
  readonly others: readonly GenericIdentification[];
};

/** Who a person is (`PrvtId`). */
export type PersonIdentification = {
  /** `DtAndPlcOfBirth` */
  readonly dateAndPlaceOfBirth?: DateAndPlaceOfBirth;
  /** `Othr` */
  readonly others: readonly GenericIdentification[];
};

/** `DtAndPlcOfBirth` */
export type DateAndPlaceOfBirth = {
  /** `BirthDt` */
  readonly birthDate: string;
  /** `PrvcOfBirth` */
  readonly provinceOfBirth?: string;
  /** `CityOfBirth` */
  readonly cityOfBirth: string;
  /** `CtryOfBirth` */
  readonly countryOfBirth: string;
};

/** A firm or a person (`Dbtr`, `Cdtr`, `UltmtDbtr`, `InitgPty`, …). */
export type Party = {
  /** `Nm`, at most 140 characters */
  readonly name?: string;
  /** `PstlAdr` */
  readonly postalAddress?: PostalAddress;
  /** `Id` */
  readonly id?:
    | { readonly organisation: OrganisationIdentification }
    | { readonly person: PersonIdentification };
  /** `CtryOfRes` */
  readonly countryOfResidence?: string;
};

export const postalAddress: Node<PostalAddress> = sequence<PostalAddress>({
  '-type': passed('AdrTp'),
  department: optional('Dept', text(70)),
  subDepartment: optional('SubDept', text(70)),
  streetName: optional('StrtNm', text(70)),
  buildingNumber: optional('BldgNb', text(16)),
  buildingName: optional('BldgNm', text(35)),
  floor: optional('Flr', text(70)),
  postBox: optional('PstBx', text(16)),
  room: optional('Room', text(70)),
  postCode: optional('PstCd', text(16)),
  townName: optional('TwnNm', text(35)),
  townLocationName: optional('TwnLctnNm', text(35)),
  districtName: optional('DstrctNm', text(35)),
  countrySubDivision: optional('CtrySubDvsn', text(35)),
  country: optional('Ctry', country),
  addressLines: list('AdrLine', text(70), 7),
});

type Address2009 = Omit<
  PostalAddress,
  'buildingName' | 'floor' | 'postBox' | 'room' | 'townLocationName' | 'districtName'
>;

/** The address of the versions of 2009, which has fewer elements. */
export const postalAddress2009: Node<PostalAddress> = sequence<Address2009>({
  '-type': passed('AdrTp'),
  department: optional('Dept', text(70)),
  subDepartment: optional('SubDept', text(70)),
  streetName: optional('StrtNm', text(70)),
  buildingNumber: optional('BldgNb', text(16)),
  postCode: optional('PstCd', text(16)),
  townName: optional('TwnNm', text(35)),
  countrySubDivision: optional('CtrySubDvsn', text(35)),
  country: optional('Ctry', country),
  addressLines: list('AdrLine', text(70), 7),
});

export const genericIdentification: Node<GenericIdentification> = sequence<GenericIdentification>({
  id: one('Id', text(35)),
  schemeName: optional('SchmeNm', externalCode),
  issuer: optional('Issr', text(35)),
});

const organisation: Node<OrganisationIdentification> = sequence<OrganisationIdentification>({
  anyBic: optional('AnyBIC', bic),
  lei: optional('LEI', lei),
  others: list('Othr', genericIdentification),
});

const organisation2009: Node<OrganisationIdentification> = sequence<Omit<OrganisationIdentification, 'lei'>>({
  anyBic: optional('BICOrBEI', bic2009),
  others: list('Othr', genericIdentification),
});

const person: Node<PersonIdentification> = sequence<PersonIdentification>({
  dateAndPlaceOfBirth: optional(
    'DtAndPlcOfBirth',
    sequence<DateAndPlaceOfBirth>({
      birthDate: one('BirthDt', date),
      provinceOfBirth: optional('PrvcOfBirth', text(35)),
      cityOfBirth: one('CityOfBirth', text(35)),
      countryOfBirth: one('CtryOfBirth', country),
    }),
  ),
  others: list('Othr', genericIdentification),
});

function partyOf(address: Node<PostalAddress>, firm: Node<OrganisationIdentification>): Node<Party> {
  return sequence<Party>({
    name: optional('Nm', text(140)),
    postalAddress: optional('PstlAdr', address),
    id: optional(
      'Id',
      choice<NonNullable<Party['id']>>({ organisation: one('OrgId', firm), person: one('PrvtId', person) }),
    ),
    countryOfResidence: optional('CtryOfRes', country),
    '-contact': passed('CtctDtls'),
  });
}

export const party: Node<Party> = partyOf(postalAddress, organisation);
export const party2009: Node<Party> = partyOf(postalAddress2009, organisation2009);
