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

const field = (name: string, kind: Field['kind'], title: readonly [en: string, zh: string]): Field => ({
  name,
  kind,
  title: { en: title[0], zh: title[1] },
});

/** The columns each party computes with, and what they are called. */
export const demoFields: { readonly [H in Holder]: readonly Field[] } = {
  bank: [
    field('GrAppv', 'numeric', ['Amount approved', '批准金额']),
    field('SBA_Appv', 'numeric', ['Amount guaranteed', '担保金额']),
    field('DisbursementGross', 'numeric', ['Amount disbursed', '发放金额']),
    field('Portion', 'numeric', ['Share guaranteed', '担保比例']),
    field('RevLineCr', 'category', ['Revolving credit', '循环授信']),
    field('LowDoc', 'category', ['Short application', '简化申请']),
    field('SameState', 'category', ['Bank in the same state', '银行与企业同州']),
  ],
  tax: [
    field('Industry', 'category', ['Industry', '行业']),
    field('NewExist', 'category', ['New or existing firm', '新设或存续']),
    field('Franchise', 'category', ['Franchise', '是否加盟']),
    field('UrbanRural', 'category', ['Urban or rural', '城乡']),
    field('State', 'category', ['Place of registration', '注册地']),
  ],
  social: [
    field('NoEmp', 'numeric', ['Employees insured', '参保人数']),
    field('CreateJob', 'numeric', ['Jobs created', '新增岗位']),
    field('RetainedJob', 'numeric', ['Jobs retained', '保留岗位']),
  ],
};
