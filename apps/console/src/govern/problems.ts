import { governanceErrors } from '@finharbor/access/governance';
import { registerProblems } from '@finharbor/ui';

// Not with the page's first words: only screens that set passwords or govern accounts can meet these.
registerProblems(governanceErrors);
