import { phone, wholeJob } from '../../harness/whole-job.ts';

wholeJob({ language: 'en', by: 'pointer', desk: {}, firm: phone });
