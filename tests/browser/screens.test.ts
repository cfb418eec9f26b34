// Every screen and every component as it stands, on one harbor.
import './screens/all.ts';
import './screens/design.ts';
