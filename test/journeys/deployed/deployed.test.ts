// In this order on the same stacks: each suite finds what those before it left.
import './first-day.suite.ts';
import './side-by-side.suite.ts';
import './apply.suite.ts';
import './killed.suite.ts';
import './dead-letters.suite.ts';
import './update.suite.ts';
