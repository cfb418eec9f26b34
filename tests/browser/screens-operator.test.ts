// Every screen of the hub's operator as it stands, on one harbor.
import { stage } from '../harness/stage.ts';
import { testScreens } from '../harness/test-screens.ts';

testScreens(stage(100), 'operator');
