import { loanJob, phone } from '../harness/whole-job.ts';

loanJob({ language: 'en', by: 'keyboard', desk: { ...phone, theme: 'dark' }, firm: phone });
