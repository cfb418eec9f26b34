// Every screen of the bureau and every component as it stands, on one harbor.
import { stage } from '../harness/stage.ts';
import { testScreens } from '../harness/test-screens.ts';
import './screens/design.ts';

testScreens(stage(100), 'bureau');
