// The console's pages as everybody meets them, on one harbor. What only somebody who works in it all day meets, `npm run soak -- walks` goes through.
import './console/first-page.ts';
import './console/habits.ts';
import './console/navigation.ts';
