// Every screen of the parties' nodes as it stands.
import { stage } from '../harness/stage.ts';
import { testScreens } from '../harness/test-screens.ts';

testScreens(stage(100), 'nodes');
