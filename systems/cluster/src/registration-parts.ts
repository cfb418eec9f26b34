import type { Actor, CaseDocument } from '@finharbor/cases';

const scans = ['application/pdf', 'image/jpeg', 'image/png'];

/** Who stands behind the steps of a registration. */
export const actors: Readonly<Record<'firm' | 'clerk' | 'bureau', Actor>> = {
  firm: { side: 'applicant', title: { en: 'Firm', zh: '申请企业' }, roles: ['owner'] },
  clerk: {
    side: 'office',
    title: { en: 'Park operator', zh: '园区运营方' },
    roles: ['operator'],
    assigned: true,
  },
  bureau: { side: 'office', title: { en: 'Bureau', zh: '主管部门' }, roles: ['bureau'] },
};

/** What a registration has to have with it. */
export const documents: Readonly<Record<'charter' | 'lease', CaseDocument>> = {
  charter: { title: { en: 'Charter', zh: '公司章程' }, types: scans },
  lease: { title: { en: 'Lease or letter of the park', zh: '租赁合同或托管证明' }, types: scans },
};
