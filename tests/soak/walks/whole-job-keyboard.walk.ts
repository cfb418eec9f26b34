import { wholeJob } from '../../harness/whole-job.ts';

wholeJob({ language: 'zh-CN', by: 'keyboard', desk: { theme: 'dark' }, firm: {} });
