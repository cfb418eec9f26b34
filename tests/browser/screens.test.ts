// Every screen in two languages: on one harbor.
import './screens/english.ts';
import './screens/translated.ts';
