import { type CredentialType, defineCredentialType } from '@finharbor/credentials';
import { dateSchema, textSchema } from '@finharbor/kernel';
import { z } from 'zod';

/** What a project of the innovation pilot is given when it has passed its exit review: public, so that anybody can verify it. */
const pilotExit: CredentialType = defineCredentialType({
  ...{ name: 'pilot-exit', version: 1, prefix: 'PX', isPublic: true, about: 'project_number' },
  title: { en: 'Certificate of exit from the innovation pilot', zh: '金融科技创新应用出盒证书' },
  description: {
    en: 'The project named here was tested in the innovation pilot, passed its exit review and may be rolled out.',
    zh: '所载项目已完成金融科技创新试点测试，通过出盒评审，可依规推广应用。',
  },
  claims: {
    project_number: { label: { en: 'Project number', zh: '项目编号' }, schema: textSchema(60, 1) },
    project: { label: { en: 'Project', zh: '项目名称' }, schema: textSchema(200, 1) },
    applicants: {
      label: { en: 'Applicants', zh: '申请机构' },
      schema: z.array(textSchema(200, 1)).min(1).max(20),
    },
    track: { label: { en: 'Track', zh: '试点类别' }, schema: textSchema(100, 1) },
    tested_from: { label: { en: 'Tested from', zh: '测试起始日' }, schema: dateSchema },
    tested_until: { label: { en: 'Tested until', zh: '测试截止日' }, schema: dateSchema },
    confirmed_on: { label: { en: 'Exit confirmed on', zh: '出盒确认日' }, schema: dateSchema },
    is_demo: { label: { en: 'Demonstration only', zh: '仅供演示' }, schema: z.boolean(), optional: true },
  },
});

/** The types of certificates that the hub issues, each in every version that somebody may still hold. */
export const hubCredentialTypes: readonly CredentialType[] = [pilotExit];
