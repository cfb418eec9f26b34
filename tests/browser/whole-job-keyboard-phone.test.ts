import { phone, wholeJob } from '../harness/whole-job.ts';

wholeJob({ language: 'en', by: 'keyboard', desk: { ...phone, theme: 'dark' }, firm: phone, dies: 'tax' });
