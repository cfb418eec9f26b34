// What comes into the harbor: parties and data. On one harbor.
import './steward/datasets.ts';
import './steward/enrolment.ts';
