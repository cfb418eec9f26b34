import { z } from 'zod';
import { type CredentialType, defineCredentialType } from '../types.ts';

/** A public type, as of a project that has left a pilot. */
export const exitType: CredentialType = defineCredentialType({
  ...{ name: 'pilot-exit', version: 1, prefix: 'PX', isPublic: true, about: 'project' },
  title: { en: 'Certificate of exit', zh: '出盒证书' },
  description: { en: 'The project has passed its exit review.', zh: '该项目已通过出盒评审。' },
  claims: {
    project: { label: { en: 'Project', zh: '项目名称' }, schema: z.string().min(1).max(200) },
    applicants: { label: { en: 'Applicants', zh: '申请机构' }, schema: z.array(z.string()).min(1) },
    users: { label: { en: 'Users', zh: '用户数' }, schema: z.int(), optional: true },
  },
});

/** A personal type: its holder decides who sees what. */
export const skillType: CredentialType = defineCredentialType({
  ...{ name: 'skill', version: 1, prefix: 'SK', isPublic: false },
  title: { en: 'Certificate of skill', zh: '技能证书' },
  description: { en: 'Somebody has passed an examination.', zh: '持有人已通过考试。' },
  claims: {
    level: { label: { en: 'Level', zh: '等级' }, schema: z.int() },
    given: { label: { en: 'Name', zh: '姓名' }, schema: z.string(), hidden: true },
    score: { label: { en: 'Score', zh: '成绩' }, schema: z.int(), hidden: true },
  },
});
