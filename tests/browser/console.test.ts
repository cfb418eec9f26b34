// The console as everybody meets it, on one harbor. What only somebody who works in it all day meets, `npm run soak -- walks` goes through.
import './console/first-page.ts';
import './console/approval.ts';
import './console/case-files.ts';
import './console/habits.ts';
import './console/joining.ts';
import './console/navigation.ts';
import './console/wallet-bank.ts';
