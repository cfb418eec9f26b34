// What several people do in the console after each other, on one harbor.
import './console/approval.ts';
import './console/case-files.ts';
import './console/joining.ts';
import './console/wallet-bank.ts';
