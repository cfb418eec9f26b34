// Cases as people and programs meet them, on one harbor.
import './cases/outsider.ts';
import './cases/hostile.ts';
import './cases/whole-case.ts';
