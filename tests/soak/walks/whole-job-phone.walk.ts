import { phone, wholeJob } from '../../harness/whole-job.ts';

wholeJob({ language: 'zh-CN', by: 'pointer', desk: phone, firm: phone, dies: 'tax' });
