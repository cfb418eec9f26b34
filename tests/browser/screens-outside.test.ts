// Every screen of those who come to the hub for a firm, a bank or themselves, on one harbor.
import { stage } from '../harness/stage.ts';
import { testScreens } from '../harness/test-screens.ts';

testScreens(stage(100), 'outside');
