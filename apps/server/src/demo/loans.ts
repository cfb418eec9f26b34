import { readFileSync } from 'node:fs';
import type { Field, Row } from '@finharbor/harbor';
import { sha256, syntheticUscc } from '@finharbor/kernel';

/** The parties of the demonstration that hold data. */
export type Holder = 'bank' | 'tax' | 'social';
/** One firm of the demonstration: a real loan under a synthetic code, cut into what each party would hold. */
export type DemoFirm = {
  readonly uscc: string;
  readonly loan: string;
  readonly columns: { readonly [H in Holder]: Row };
  /** A party lacks a seeded tenth of the firms. */
  readonly heldBy: { readonly [H in Holder]: boolean };
  readonly chargedOff: boolean;
  readonly fiscalYear: number;
};

/** Where the loans are, beside the program's source. */
export const loansFile: URL = new URL('../../../../data/credit/sba-loans-2004-2006.csv', import.meta.url);

const holders: readonly Holder[] = ['bank', 'tax', 'social'];
const missingShare = 0.1;

/** Reads the loans of data/credit, or the first `count`, and cuts each into the three parties' columns (see data/credit/README.md). */
export function readLoans(path: URL, count?: number): readonly DemoFirm[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const names = head!.split(',');
  return lines.slice(0, count).map((line) => {
    const cells = line.split(',');
    return firmOf(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])));
  });
}

/** The fraction in [0, 1) that decides, by a public seed, who holds whom: the first 32 bits of SHA-256("seed:id") / 2^32. */
export function unitOf(seed: string, id: string): number {
  const digest = sha256(`${seed}:${id}`);
  return new DataView(digest.buffer).getUint32(0) / 2 ** 32;
}

function firmOf(cell: Record<string, string>): DemoFirm {
  const loan = cell.LoanNr_ChkDgt!;
  const approved = Number(cell.GrAppv);
  const guaranteed = Number(cell.SBA_Appv);
  const chargedOff = cell.MIS_Status === 'CHGOFF';
  const fiscalYear = Number(cell.ApprovalFY);
  return {
    uscc: syntheticUscc(loan),
    loan,
    chargedOff,
    fiscalYear,
    columns: {
      bank: {
        GrAppv: approved,
        SBA_Appv: guaranteed,
        DisbursementGross: Number(cell.DisbursementGross),
        Portion: guaranteed / approved,
        RevLineCr: cell.RevLineCr!,
        LowDoc: cell.LowDoc!,
        SameState: cell.State === cell.BankState ? 'yes' : 'no',
        ChargedOff: chargedOff ? 1 : 0,
        LoanNr: loan,
        FiscalYear: fiscalYear,
      },
      tax: {
        Industry: cell.NAICS!.slice(0, 2),
        NewExist: cell.NewExist!,
        Franchise: Number(cell.FranchiseCode) > 1 ? 'yes' : 'no',
        UrbanRural: cell.UrbanRural!,
        State: cell.State!,
      },
      social: {
        NoEmp: Number(cell.NoEmp),
        CreateJob: Number(cell.CreateJob),
        RetainedJob: Number(cell.RetainedJob),
      },
    },
    heldBy: Object.fromEntries(
      holders.map((holder) => [holder, unitOf(holder, loan) >= missingShare]),
    ) as DemoFirm['heldBy'],
  };
}

type Said = Pick<Field, 'values' | 'range'>;

const field = (
  name: string,
  kind: Field['kind'],
  { title: [en, zh], ...said }: { readonly title: readonly [en: string, zh: string] } & Said,
): Field => ({ name, kind, title: { en, zh }, ...said });

/** Digits of the industries of NAICS that the loans are of. */
const industries = '11 21 22 23 31 32 33 42 44 45 48 49 51 52 53 54 55 56 61 62 71 72 81 92'.split(' ');
const upTo = (max: number): Said => ({ range: { min: 0, max, decimals: 0 } });

/** The columns each party computes with, and what they are called. */
export const demoFields: { readonly [H in Holder]: readonly Field[] } = {
  bank: [
    field('GrAppv', 'numeric', { title: ['Amount approved', '批准金额'] }),
    field('SBA_Appv', 'numeric', { title: ['Amount guaranteed', '担保金额'] }),
    field('DisbursementGross', 'numeric', { title: ['Amount disbursed', '发放金额'] }),
    field('Portion', 'numeric', { title: ['Share guaranteed', '担保比例'] }),
    field('RevLineCr', 'category', { title: ['Revolving credit', '循环授信'] }),
    field('LowDoc', 'category', { title: ['Short application', '简化申请'] }),
    field('SameState', 'category', { title: ['Bank in the same state', '银行与企业同州'] }),
  ],
  tax: [
    field('Industry', 'category', { title: ['Industry', '行业'], values: industries }),
    field('NewExist', 'category', { title: ['New or existing firm', '新设或存续'], values: ['0', '1', '2'] }),
    field('Franchise', 'category', { title: ['Franchise', '是否加盟'], values: ['no', 'yes'] }),
    field('UrbanRural', 'category', { title: ['Urban or rural', '城乡'], values: ['0', '1', '2'] }),
    field('State', 'category', { title: ['Place of registration', '注册地'] }),
  ],
  social: [
    field('NoEmp', 'numeric', { title: ['Employees insured', '参保人数'], ...upTo(450) }),
    field('CreateJob', 'numeric', { title: ['Jobs created', '新增岗位'], ...upTo(150) }),
    field('RetainedJob', 'numeric', { title: ['Jobs retained', '保留岗位'], ...upTo(400) }),
  ],
};
