import { phone, trainingJob } from '../harness/whole-job.ts';

trainingJob({ language: 'en', by: 'keyboard', desk: { ...phone, theme: 'dark' }, firm: phone, dies: 'tax' });
