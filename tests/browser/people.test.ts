// Who is in, and who may what: on one harbor.
import './people/governance.ts';
import './people/joining.ts';
