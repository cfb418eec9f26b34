import { test } from 'node:test';
import { lookAtComponents } from '../../harness/design.ts';
import { stage } from '../../harness/stage.ts';

const here = stage(100);

test('every component can be used by everybody', () => lookAtComponents(here, { language: 'en' }));
